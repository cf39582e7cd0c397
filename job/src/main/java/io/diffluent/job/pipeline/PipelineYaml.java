package io.diffluent.job.pipeline;

import static io.diffluent.job.pipeline.PipelineSpec.word;

import io.diffluent.connectors.wire.NumberNotation;
import io.diffluent.connectors.wire.TimeOf;
import io.diffluent.core.record.ColumnType;
import io.diffluent.core.record.Task;
import io.diffluent.job.pipeline.PipelineSpec.Kafka;
import io.diffluent.job.pipeline.PipelineSpec.Learn;
import io.diffluent.job.pipeline.PipelineSpec.ModelType;
import java.util.List;
import java.util.Map;

/**
 * Writes a specification as a compact pipeline file: one line per section and per column, only what
 * differs from the defaults. Reading the text gives the same specification.
 */
public final class PipelineYaml {

  private PipelineYaml() {}

  /**
   * Comments for a person, without their {@code #}.
   *
   * @param head lines above everything
   * @param label behind the label, or empty
   * @param columns behind columns, by name
   */
  public record Comments(List<String> head, String label, Map<String, String> columns) {
    public static final Comments NONE = new Comments(List.of(), "", Map.of());

    public Comments {
      head = List.copyOf(head);
      columns = Map.copyOf(columns);
    }
  }

  /** The file's text. */
  public static String write(PipelineSpec spec, Comments comments) {
    return write(spec, comments, Catalogues.standard());
  }

  /** The file's text, for a caller with catalogues of its own. */
  public static String write(PipelineSpec spec, Comments comments, Catalogues catalogues) {
    StringBuilder out = new StringBuilder();
    comments.head().forEach(line -> out.append("# ").append(oneLine(line)).append('\n'));
    out.append("pipeline: ").append(Yaml.text(spec.pipeline())).append('\n');
    if (spec.key() != null) {
      out.append("key: ").append(Yaml.text(spec.key())).append('\n');
    }
    if (spec.id() != null) {
      out.append("id: ").append(Yaml.text(spec.id())).append('\n');
    }
    String label = label(spec);
    out.append("label: ").append(label).append(comment(comments.label(), 0)).append('\n');
    out.append("sources: [")
        .append(String.join(", ", spec.sources().stream().map(PipelineYaml::source).toList()))
        .append("]\n");
    out.append("kafka: ").append(kafka(spec)).append('\n');
    out.append("columns:\n");
    for (ColumnSpec column : spec.columns()) {
      String line = "  " + Yaml.text(column.name()) + ": " + column(column);
      String comment = comments.columns().getOrDefault(column.name(), "");
      out.append(line).append(comment(comment, 40 - line.length())).append('\n');
    }
    Yaml.Flow clean =
        new Yaml.Flow()
            .names(Options.CLEAN_DETECTORS, spec.clean().detectors(), catalogues.detectors())
            .names(Options.CLEAN_REPAIRS, spec.clean().repairs(), catalogues.repairs())
            .put(Options.CLEAN_RESERVOIR, spec.clean().reservoir())
            .put(Options.CLEAN_NEIGHBOURS, spec.clean().neighbours())
            .put(Options.CLEAN_PRUNE, spec.clean().prune());
    section(out, "clean", clean);
    section(
        out,
        "select",
        new Yaml.Flow()
            .put(Options.SELECT_FEATURES, spec.select().features())
            .put(Options.SELECT_SOURCES, spec.select().sources()));
    if (!spec.steps().equals(catalogues.steps())) {
      out.append("steps: ").append(Yaml.list(spec.steps())).append('\n');
    }
    Yaml.Flow model = new Yaml.Flow().put(Options.MODEL_TYPE, word(spec.model().type()));
    if (spec.model().type() == ModelType.MLP) {
      model.put(Options.MODEL_HIDDEN, spec.model().hidden().toArray(new Integer[0]));
    }
    model.put(Options.MODEL_DEVICE, word(spec.model().device()));
    section(out, "model", model.put(Options.MODEL_BLOCK, spec.model().block()));
    section(out, "learn", learn(spec.learn()));
    section(
        out,
        "checkpoint",
        new Yaml.Flow()
            .put(Options.CHECKPOINT_INTERVAL, spec.checkpoint().intervalMs())
            .put(Options.CHECKPOINT_DIRECTORY, spec.checkpoint().directory())
            .put(Options.CHECKPOINT_BACKEND, word(spec.checkpoint().backend()))
            .put(Options.CHECKPOINT_TIMEOUT, spec.checkpoint().timeoutMs())
            .put(Options.CHECKPOINT_RESTART_DELAY, spec.checkpoint().restartDelayMs()));
    return out.toString();
  }

  private static String label(PipelineSpec spec) {
    Yaml.Flow flow =
        new Yaml.Flow()
            .put(Options.LABEL_COLUMN, spec.label().column())
            .put(Options.LABEL_TASK, word(spec.label().task()));
    if (spec.label().task() == Task.MULTICLASS) {
      flow.put(Options.LABEL_CLASSES, spec.label().classes());
    }
    NumberNotation notation = spec.labelText().notation();
    flow.put(Options.LABEL_SENTINELS, spec.labelText().sentinels().toArray(new String[0]))
        .put(Options.LABEL_UNIT, notation.unit())
        .put(Options.LABEL_DECIMAL, wordOrNull(notation.decimal()))
        .put(Options.LABEL_WRITTEN, wordOrNull(notation.written()));
    flow.put(Options.LABEL_LAGS, spec.learn().lags());
    if (spec.lateLabels() != null) {
      flow.section("late", late(spec.lateLabels()));
    }
    return flow.text();
  }

  private static Yaml.Flow late(LateLabels late) {
    return new Yaml.Flow()
        .put(LateOptions.TOPIC, late.topic())
        .put(LateOptions.WAIT, late.waitMs())
        .put(LateOptions.MOST, late.most())
        .put(LateOptions.OUT_OF_ORDER, late.outOfOrderMs())
        .put(LateOptions.IDLE, late.idleMs());
  }

  private static String source(PipelineSpec.Source source) {
    return new Yaml.Flow()
        .put(Options.SOURCE_TOPIC, source.topic())
        .put(Options.SOURCE_NAME, unless(source.topic(), source.name()))
        .put(Options.SOURCE_TRUSTED, source.trusted())
        .put(Options.SOURCE_LABELLED, source.labelled())
        .text();
  }

  private static String kafka(PipelineSpec spec) {
    Kafka kafka = spec.kafka();
    String name = spec.pipeline();
    Yaml.Flow topics =
        new Yaml.Flow()
            .put(
                Options.TOPIC_PREDICTIONS,
                unless(name + ".predictions", kafka.topics().predictions()))
            .put(Options.TOPIC_TELEMETRY, unless(name + ".telemetry", kafka.topics().telemetry()))
            .put(
                Options.TOPIC_DEAD_LETTERS,
                unless(name + ".dead-letters", kafka.topics().deadLetters()));
    Yaml.Flow options = new Yaml.Flow();
    kafka.options().forEach((key, value) -> options.raw(Yaml.text(key), Yaml.text(value)));
    // The address is written even where it is the default: it is the line everybody edits.
    return new Yaml.Flow()
        .raw("bootstrap", Yaml.text(kafka.bootstrap()))
        .put(Options.KAFKA_GROUP, unless(name, kafka.group()))
        .put(Options.KAFKA_START, word(kafka.start()))
        .put(Options.KAFKA_DELIVERY, word(kafka.delivery()))
        .put(Options.KAFKA_TRANSACTION_TIMEOUT, kafka.transactionTimeoutMs())
        .put(Options.KAFKA_CREATE_TOPICS, kafka.createTopics())
        .section("topics", topics)
        .section("options", options)
        .text();
  }

  private static String column(ColumnSpec column) {
    Yaml.Flow flow = new Yaml.Flow();
    if (column.type() != null) {
      flow.put(Options.COLUMN_TYPE, word(column.type()));
    }
    if (column.type() == ColumnType.CATEGORICAL) {
      flow.put(Options.COLUMN_SIZE, column.size());
    }
    TimeOf time = column.time();
    if (time != null) {
      flow.put(TimeOptions.FROM, time.field())
          .put(TimeOptions.PART, word(time.part()))
          .put(TimeOptions.ORDER, word(time.order()));
    }
    return flow.put(Options.COLUMN_SENTINELS, column.sentinels().toArray(new String[0]))
        .put(Options.COLUMN_CATEGORIES, column.categories().toArray(new String[0]))
        .put(Options.COLUMN_UNIT, column.notation().unit())
        .put(Options.COLUMN_DECIMAL, wordOrNull(column.notation().decimal()))
        .put(Options.COLUMN_WRITTEN, wordOrNull(column.notation().written()))
        .put(Options.COLUMN_IGNORE, column.ignored())
        .text();
  }

  private static String wordOrNull(Enum<?> constant) {
    return constant == null ? null : word(constant);
  }

  private static Yaml.Flow learn(Learn learn) {
    Yaml.Flow flow = new Yaml.Flow().put(Options.LEARN_BATCH, learn.batch());
    if (learn.replay() != Learn.REPLAY_AUTO) {
      flow.put(Options.LEARN_REPLAY, learn.replay());
    }
    return flow.put(Options.LEARN_SEED, learn.seed())
        .put(Options.LEARN_RATE, learn.rate())
        .put(Options.LEARN_OPTIMIZER, word(learn.optimizer()))
        .put(Options.LEARN_RULE, word(learn.rule()))
        .put(Options.LEARN_ARMS, learn.arms().toArray(new String[0]))
        .put(Options.LEARN_GUARD_MARGIN, learn.guardMargin())
        .put(Options.LEARN_SCORE_BATCH, learn.scoreBatch())
        .put(Options.LEARN_SCORE_DELAY, learn.scoreDelayMs())
        .put(Options.LEARN_TELEMETRY_EVERY, learn.telemetryEvery())
        .put(Options.LEARN_WINDOW, learn.window());
  }

  private static void section(StringBuilder out, String name, Yaml.Flow flow) {
    if (!flow.isEmpty()) {
      out.append(name).append(": ").append(flow.text()).append('\n');
    }
  }

  private static String unless(String otherwise, String value) {
    return value.equals(otherwise) ? null : value;
  }

  private static String comment(String text, int pad) {
    return text.isEmpty() ? "" : " ".repeat(Math.max(2, pad)) + "# " + oneLine(text);
  }

  /** Whatever a cell contains, a comment ends with its line. */
  private static String oneLine(String text) {
    return text.replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]", " ");
  }
}
