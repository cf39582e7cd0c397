package io.diffluent.job.pipeline;

import io.diffluent.connectors.kafka.KafkaConnection;
import io.diffluent.connectors.kafka.TransactionTimes;
import io.diffluent.core.record.Limits;
import io.diffluent.core.stats.Sentinels;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.ml.param.StringParam;

/** What no single option can know: rules between options. */
final class SpecChecks {

  /** Client options that the job sets itself, and what to write instead. */
  private static final Map<String, String> OWN =
      Map.of(
          "bootstrap.servers", "use kafka.bootstrap",
          "group.id", "use kafka.group",
          "auto.offset.reset", "use kafka.start",
          "transaction.timeout.ms", "use kafka.transactionTimeoutMs",
          "transactional.id", "remove it: the job names its transactions itself",
          "enable.auto.commit", "remove it: offsets are committed with checkpoints");

  private final Problems problems;

  private final Catalogues catalogues;

  SpecChecks(Problems problems, Catalogues catalogues) {
    this.problems = problems;
    this.catalogues = catalogues;
  }

  void check(Settings root) {
    label(root);
    sources(root);
    columns(root);
    new TimeChecks(problems).check(root);
    model(root.one(Sections.MODEL));
    arms(root.one(Sections.LEARN), root.one(Sections.CLEAN));
    kafka(root);
  }

  private void label(Settings root) {
    Settings label = root.one(Sections.LABEL);
    String task = label.get(Options.LABEL_TASK);
    if (label.given(Options.LABEL_CLASSES) && task != null && !task.equals("multiclass")) {
      problems.add(
          label.at(Options.LABEL_CLASSES),
          label.path("classes"),
          "label.classes has no meaning for task " + task,
          "remove it");
    }
    boolean numbers = task == null || task.equals("regression");
    notation(label, Options.LABEL_UNIT, "a label of task " + task, numbers);
    notation(label, Options.LABEL_DECIMAL, "a label of task " + task, numbers);
    notation(label, Options.LABEL_WRITTEN, "a label of task " + task, numbers);
  }

  /** The labels topic is read beside the sources. */
  private void lateLabels(Settings root, Map<String, Settings> topics) {
    Settings label = root.one(Sections.LABEL);
    if (!label.has(Sections.LATE)) {
      return;
    }
    Settings late = label.one(Sections.LATE);
    String topic = late.get(LateOptions.TOPIC);
    if (topic != null && topics.putIfAbsent(topic, late) != null) {
      problems.add(
          late.at(LateOptions.TOPIC),
          late.path("topic"),
          "topic '" + topic + "' is already a source",
          "labels that come in the events need no topic of their own");
    }
  }

  /** A notation is one of numbers. */
  private void notation(Settings of, StringParam option, String what, boolean numbers) {
    if (of.given(option) && !numbers) {
      String key = option.name.substring(option.name.indexOf('.') + 1);
      problems.add(of.at(option), of.path(key), what + " has no " + key, "remove it");
    }
  }

  private void sources(Settings root) {
    Map<String, Settings> topics = new HashMap<>();
    Map<String, Settings> names = new HashMap<>();
    Settings trusted = null;
    for (Settings source : root.all(Sections.SOURCES)) {
      String topic = source.get(Options.SOURCE_TOPIC);
      if (topic == null) {
        continue;
      }
      if (topics.putIfAbsent(topic, source) != null) {
        problems.add(
            source.at(Options.SOURCE_TOPIC),
            source.path("topic"),
            "topic '" + topic + "' is listed twice",
            "list each topic once");
      } else if (names.putIfAbsent(SpecMapping.sourceName(source), source) != null) {
        problems.add(
            source.at(Options.SOURCE_NAME),
            source.path("name"),
            "the name '" + SpecMapping.sourceName(source) + "' is used twice",
            "give each source its own name");
      }
      if (source.get(Options.SOURCE_TRUSTED) && trusted != null) {
        problems.add(
            source.at(Options.SOURCE_TRUSTED),
            source.path("trusted"),
            "more than one source is trusted, the first is " + trusted.path(),
            "trust at most one");
      } else if (source.get(Options.SOURCE_TRUSTED)) {
        trusted = source;
      }
    }
    lateLabels(root, topics);
    outputs(root, topics);
  }

  /** A job that reads its own output never ends well. */
  private void outputs(Settings root, Map<String, Settings> inputs) {
    Settings topics = root.one(Sections.KAFKA).one(Sections.KAFKA_TOPICS);
    Map<String, String> seen = new HashMap<>();
    for (Section.Option option : Sections.KAFKA_TOPICS.options()) {
      String topic = (String) topics.getParamMap().get(option.param());
      if (topic == null) {
        topic = SpecMapping.defaultTopic(root, option.key());
      }
      if (topic == null) {
        continue;
      }
      if (inputs.containsKey(topic)) {
        problems.add(
            topics.at(option.param()),
            topics.path(option.key()),
            "topic '" + topic + "' is an input and an output",
            "give the output another topic");
      }
      String other = seen.putIfAbsent(topic, option.key());
      if (other != null) {
        problems.add(
            topics.at(option.param()),
            topics.path(option.key()),
            "topic '" + topic + "' is already the topic of " + other,
            "give each output its own topic");
      }
    }
  }

  private void columns(Settings root) {
    String label = root.one(Sections.LABEL).get(Options.LABEL_COLUMN);
    List<Settings> columns = root.all(Sections.COLUMNS);
    boolean inputs = false;
    int most = Limits.DEFAULT.nameLength();
    for (Settings column : columns) {
      boolean isField = !column.given(TimeOptions.FROM);
      if (isField && column.name().length() > most) {
        problems.add(
            column.at(),
            column.path(),
            "a name of "
                + column.name().length()
                + " characters, but an event with a field of more than "
                + most
                + " is rejected",
            "give the field a shorter name");
      }
      boolean ignored = column.get(Options.COLUMN_IGNORE);
      inputs |= !ignored;
      if (column.name().equals(label)) {
        problems.add(
            column.at(),
            column.path(),
            "the label '" + label + "' is listed among the columns",
            "remove it here: a label is never an input");
      }
      if (!ignored && !column.given(Options.COLUMN_TYPE)) {
        problems.add(
            column.at(),
            column.path("type"),
            column.path() + " has no type",
            "add type: numeric or categorical, or ignore: true");
      }
      // A part of a time has none either, which is said there.
      boolean numbers =
          !"categorical".equals(column.get(Options.COLUMN_TYPE)) || column.given(TimeOptions.FROM);
      notation(column, Options.COLUMN_UNIT, "a categorical column", numbers);
      notation(column, Options.COLUMN_DECIMAL, "a categorical column", numbers);
      notation(column, Options.COLUMN_WRITTEN, "a categorical column", numbers);
      if (column.given(Options.COLUMN_SIZE) && "numeric".equals(column.get(Options.COLUMN_TYPE))) {
        problems.add(
            column.at(Options.COLUMN_SIZE),
            column.path("size"),
            "a numeric column has no size",
            "remove it, or make the column categorical");
      }
      categories(column);
    }
    if (!columns.isEmpty() && !inputs) {
      problems.add(
          columns.get(0).at(), "columns", "every column is ignored", "leave at least one input");
    }
  }

  /** Words that are categories here: others are anyway, and a part of a time has no words. */
  private void categories(Settings column) {
    boolean field =
        "categorical".equals(column.get(Options.COLUMN_TYPE)) && !column.given(TimeOptions.FROM);
    if (column.given(Options.COLUMN_CATEGORIES) && !field) {
      problems.add(
          column.at(Options.COLUMN_CATEGORIES),
          column.path("categories"),
          "only a categorical field has categories that mean \"missing\" elsewhere",
          "remove it, or make the column categorical");
      return;
    }
    List<String> sentinels = List.of(column.get(Options.COLUMN_SENTINELS));
    for (String text : column.get(Options.COLUMN_CATEGORIES)) {
      boolean both = sentinels.contains(text);
      if (both || !Sentinels.isEverywhere(text)) {
        problems.add(
            column.at(Options.COLUMN_CATEGORIES),
            column.path("categories"),
            both
                ? "'" + text + "' is a sentinel as well"
                : "'" + text + "' is a category in any case: it means \"missing\" nowhere",
            both ? "remove it from one of the two" : "remove it");
      }
    }
  }

  private void model(Settings model) {
    String type = model.get(Options.MODEL_TYPE);
    if (model.given(Options.MODEL_HIDDEN) && !type.equals("mlp")) {
      problems.add(
          model.at(Options.MODEL_HIDDEN),
          model.path("hidden"),
          "model.hidden has no meaning for type " + type,
          "remove it, or choose type mlp");
    }
    if (type.equals("block") && !model.given(Options.MODEL_BLOCK)) {
      problems.add(
          model.at(), model.path("block"), "type block needs model.block", "name the class");
    }
    if (!type.equals("block") && model.given(Options.MODEL_BLOCK)) {
      problems.add(
          model.at(Options.MODEL_BLOCK),
          model.path("block"),
          "model.block has no meaning for type " + type,
          "remove it, or choose type block");
    }
  }

  /** A fixed pipeline is one of what the mixture chooses from. */
  private void arms(Settings learn, Settings clean) {
    List<String> detectors =
        SpecMapping.names(clean.get(Options.CLEAN_DETECTORS), catalogues.detectors());
    List<String> repairs =
        SpecMapping.names(clean.get(Options.CLEAN_REPAIRS), catalogues.repairs());
    for (String arm : learn.get(Options.LEARN_ARMS)) {
      String[] parts = arm.split("\\+");
      if (parts.length < 2 || arm.equals(parts[0] + Catalogues.WITH_STEPS)) {
        continue;
      }
      choice(learn, arm, parts[0], detectors, "clean.detectors");
      choice(learn, arm, parts[1], repairs, "clean.repairs");
    }
  }

  private void choice(Settings learn, String arm, String name, List<String> from, String option) {
    if (!from.contains(name)) {
      problems.add(
          learn.at(Options.LEARN_ARMS),
          learn.path("arms"),
          "the arm '" + arm + "' needs '" + name + "', which is not in " + option,
          "add it there, or take another arm");
    }
  }

  private void kafka(Settings root) {
    Settings kafka = root.one(Sections.KAFKA);
    Settings options = kafka.one(Sections.KAFKA_OPTIONS);
    for (String option : options.free().keySet()) {
      if (OWN.containsKey(option)) {
        problems.add(
            options.at(),
            options.path(option),
            "the job sets '" + option + "' itself",
            OWN.get(option));
      }
    }
    Map<String, String> others = new HashMap<>(options.free());
    others.keySet().removeAll(OWN.keySet());
    KafkaConnection.refused(others)
        .forEach(
            refused ->
                problems.add(options.at(), refused.where(), refused.what(), refused.remedy()));
    Settings checkpoint = root.one(Sections.CHECKPOINT);
    TransactionTimes times =
        new TransactionTimes(
            Duration.ofMillis(checkpoint.get(Options.CHECKPOINT_INTERVAL)),
            Duration.ofMillis(checkpoint.get(Options.CHECKPOINT_TIMEOUT)),
            Duration.ofMillis(checkpoint.get(Options.CHECKPOINT_RESTART_DELAY)),
            Duration.ofMillis(kafka.get(Options.KAFKA_TRANSACTION_TIMEOUT)));
    // A transaction that expires before a restarted job can commit it is lost output.
    if (kafka.get(Options.KAFKA_DELIVERY).equals("exactly-once")
        && times.transactionTimeout().compareTo(times.least()) < 0) {
      problems.add(
          kafka.at(Options.KAFKA_TRANSACTION_TIMEOUT),
          kafka.path("transactionTimeoutMs"),
          "output could be lost: transactions expire after "
              + kafka.get(Options.KAFKA_TRANSACTION_TIMEOUT)
              + " ms, but with a restart they may be open for "
              + times.least().toMillis()
              + " ms",
          "set it to checkpoint.intervalMs + 3 x (checkpoint.timeoutMs +"
              + " checkpoint.restartDelayMs) or more, or shorten those");
    }
  }
}
