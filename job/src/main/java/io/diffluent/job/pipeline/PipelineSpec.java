package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.Notations;
import io.diffluent.connectors.wire.NumberNotation;
import io.diffluent.connectors.wire.TimeOf;
import io.diffluent.core.learn.LearningRule;
import io.diffluent.core.model.OptimizerSpec;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A pipeline file with every default resolved.
 *
 * @param pipeline its name
 * @param label what is predicted
 * @param labelText how the label is written
 * @param lateLabels where labels come from that do not come with their events, or null
 * @param sources what is read, in order
 * @param key model key field, or null for one model
 * @param id event id field, or null
 * @param kafka the connection
 * @param columns every listed column, the ignored ones too
 * @param clean what the mixture chooses from
 * @param select what is weighted
 * @param steps learned steps in order, as written
 * @param model the predictive model
 * @param learn how it learns, scores and reports
 * @param checkpoint fault tolerance
 */
public record PipelineSpec(
    String pipeline,
    Label label,
    LabelText labelText,
    LateLabels lateLabels,
    List<Source> sources,
    String key,
    String id,
    Kafka kafka,
    List<ColumnSpec> columns,
    Clean clean,
    Select select,
    List<String> steps,
    ModelOptions model,
    Learn learn,
    Checkpoint checkpoint) {

  public PipelineSpec {
    sources = List.copyOf(sources);
    columns = List.copyOf(columns);
    steps = List.copyOf(steps);
  }

  /**
   * The model's inputs, the label and the sources. Fields that are not listed under {@code columns}
   * are no inputs; so the id and key fields are inputs only where they are listed.
   */
  public Schema schema() {
    return new Schema(
        columns.stream()
            .filter(column -> !column.ignored() && !column.name().equals(label.column()))
            .map(ColumnSpec::column)
            .toList(),
        label,
        sources.stream().map(Source::name).toList());
  }

  /** The steps without those that {@link #select} switches off. */
  public List<String> activeSteps() {
    return steps.stream()
        .filter(step -> select.features() || !step.equals("feature-gate"))
        .filter(step -> select.sources() || !step.equals("source-weights"))
        .toList();
  }

  /** The same pipeline on another cluster. */
  public PipelineSpec withBootstrap(String bootstrap) {
    return with(bootstrap, kafka.topics);
  }

  /**
   * The same pipeline on a broker of this process: from the beginning of its topics, and without
   * the options of a client that another cluster wants.
   */
  public PipelineSpec onBroker(String bootstrap) {
    Kafka own =
        new Kafka(
            bootstrap,
            kafka.group,
            Start.EARLIEST,
            kafka.delivery,
            kafka.transactionTimeoutMs,
            kafka.createTopics,
            kafka.topics,
            Map.of());
    return with(sources, own, columns, clean, select, steps, model);
  }

  /** The same pipeline with other output topics. */
  public PipelineSpec withTopics(Topics topics) {
    return with(kafka.bootstrap, topics);
  }

  /** The same pipeline with other sources. */
  public PipelineSpec withSources(List<Source> others) {
    return with(others, kafka, columns, clean, select, steps, model);
  }

  /** The same pipeline over other columns. */
  public PipelineSpec withColumns(List<ColumnSpec> others) {
    return with(sources, kafka, others, clean, select, steps, model);
  }

  /** The same pipeline with other things to choose from. */
  public PipelineSpec withClean(Clean other) {
    return with(sources, kafka, columns, other, select, steps, model);
  }

  /** The same pipeline with other things weighted. */
  public PipelineSpec withSelect(Select other) {
    return with(sources, kafka, columns, clean, other, steps, model);
  }

  /** The same pipeline with other steps. */
  public PipelineSpec withSteps(List<String> others) {
    return with(sources, kafka, columns, clean, select, others, model);
  }

  /** The same pipeline with another model. */
  public PipelineSpec withModel(ModelOptions other) {
    return with(sources, kafka, columns, clean, select, steps, other);
  }

  private PipelineSpec with(String bootstrap, Topics topics) {
    Kafka at =
        new Kafka(
            bootstrap,
            kafka.group,
            kafka.start,
            kafka.delivery,
            kafka.transactionTimeoutMs,
            kafka.createTopics,
            topics,
            kafka.options);
    return with(sources, at, columns, clean, select, steps, model);
  }

  private PipelineSpec with(
      List<Source> sources,
      Kafka kafka,
      List<ColumnSpec> columns,
      Clean clean,
      Select select,
      List<String> steps,
      ModelOptions model) {
    return new PipelineSpec(
        pipeline,
        label,
        labelText,
        lateLabels,
        sources,
        key,
        id,
        kafka,
        columns,
        clean,
        select,
        steps,
        model,
        learn,
        checkpoint);
  }

  /** How the fields are written. */
  public Notations notations() {
    Map<String, NumberNotation> numbers = new TreeMap<>();
    Map<String, TimeOf> times = new TreeMap<>();
    for (ColumnSpec column : columns) {
      if (column.time() == null) {
        numbers.put(column.name(), column.notation());
      } else {
        times.put(column.name(), column.time());
      }
    }
    numbers.put(label.column(), labelText.notation());
    numbers.values().removeIf(NumberNotation.PLAIN::equals);
    return new Notations(numbers, Set.copyOf(labelText.sentinels()), times);
  }

  /**
   * The fields that the inputs come from, each once: one that holds a time is a text, however many
   * columns are parts of it.
   */
  public List<Column> fields() {
    Map<String, Column> fields = new LinkedHashMap<>();
    List<ColumnSpec> inputs = columns.stream().filter(column -> !column.ignored()).toList();
    inputs.stream()
        .filter(column -> column.time() == null && !column.name().equals(label.column()))
        .forEach(column -> fields.put(column.name(), column.column()));
    inputs.stream()
        .filter(column -> column.time() != null)
        .forEach(
            column -> fields.putIfAbsent(column.field(), Column.categorical(column.field(), 1)));
    return List.copyOf(fields.values());
  }

  /** A data source; {@code labelled} says whether its records get labels. */
  public record Source(String topic, String name, boolean trusted, boolean labelled) {

    /** One whose records get labels. */
    public Source(String topic, String name, boolean trusted) {
      this(topic, name, trusted, true);
    }
  }

  /** The connection to Kafka; options are passed to the clients as they are, sorted by name. */
  public record Kafka(
      String bootstrap,
      String group,
      Start start,
      Delivery delivery,
      long transactionTimeoutMs,
      boolean createTopics,
      Topics topics,
      Map<String, String> options) {

    public Kafka {
      options = Collections.unmodifiableMap(new TreeMap<>(options));
    }
  }

  /** Output topics. */
  public record Topics(String predictions, String telemetry, String deadLetters) {}

  /**
   * What the mixture chooses from.
   *
   * @param prune share of the largest weight below which a costly repair is left out
   */
  public record Clean(
      List<String> detectors, List<String> repairs, int reservoir, int neighbours, double prune) {

    public Clean {
      detectors = List.copyOf(detectors);
      repairs = List.copyOf(repairs);
    }
  }

  /** What is weighted. */
  public record Select(boolean features, boolean sources) {}

  /**
   * The predictive model.
   *
   * @param hidden empty unless the type is mlp
   * @param block class name for type block, else null
   */
  public record ModelOptions(ModelType type, List<Integer> hidden, Device device, String block) {

    public ModelOptions {
      hidden = List.copyOf(hidden);
    }
  }

  /**
   * How it learns, scores and reports.
   *
   * @param replay extra steps per batch, or {@link #REPLAY_AUTO}
   * @param lags labels that have already arrived, as inputs of the model
   */
  public record Learn(
      int batch,
      int replay,
      long seed,
      double rate,
      OptimizerKind optimizer,
      LearningRule rule,
      List<String> arms,
      double guardMargin,
      int scoreBatch,
      long scoreDelayMs,
      int telemetryEvery,
      int window,
      int lags) {

    /** The number of replayed steps follows the model's age. */
    public static final int REPLAY_AUTO = -1;

    public Learn {
      arms = List.copyOf(arms);
    }

    /** The model's optimizer with its rate. */
    public OptimizerSpec optimizerSpec() {
      return optimizer == OptimizerKind.ADAM
          ? OptimizerSpec.Adam.of(rate)
          : new OptimizerSpec.Sgd(rate);
    }
  }

  /**
   * Fault tolerance.
   *
   * @param directory null for the cluster's own setting
   */
  public record Checkpoint(
      long intervalMs, String directory, Backend backend, long timeoutMs, long restartDelayMs) {}

  /** Where a job without a checkpoint starts to read. */
  public enum Start {
    EARLIEST,
    LATEST,
    COMMITTED
  }

  /** Guarantee of the output topics. */
  public enum Delivery {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
  }

  /** Kind of model. */
  public enum ModelType {
    MLP,
    LINEAR,
    BLOCK
  }

  /** Where the model computes. */
  public enum Device {
    CPU,
    GPU,
    AUTO
  }

  /** Optimizer of the model. */
  public enum OptimizerKind {
    ADAM,
    SGD
  }

  /** Where keyed state lives. */
  public enum Backend {
    HEAP,
    ROCKSDB
  }

  /** How a constant is written in a file: {@code AT_LEAST_ONCE} is {@code at-least-once}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
