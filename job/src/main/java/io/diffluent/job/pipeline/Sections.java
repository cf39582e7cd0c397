package io.diffluent.job.pipeline;

import static io.diffluent.job.pipeline.Section.Shape.FREE;
import static io.diffluent.job.pipeline.Section.Shape.LIST;
import static io.diffluent.job.pipeline.Section.Shape.MAP;
import static io.diffluent.job.pipeline.Section.Shape.ONE;

import io.diffluent.job.pipeline.Section.Option;
import java.util.List;
import org.apache.flink.ml.param.Param;

/** How the {@link Options} are grouped in a pipeline file, in the order of the documentation. */
public final class Sections {

  public static final Section LATE =
      new Section(
          "late",
          ONE,
          "Labels that come by themselves, later than their events.",
          false,
          List.of(
              required(LateOptions.TOPIC),
              plain(LateOptions.WAIT),
              plain(LateOptions.MOST),
              plain(LateOptions.OUT_OF_ORDER),
              plain(LateOptions.IDLE)),
          List.of());
  public static final Section LABEL =
      new Section(
          "label",
          ONE,
          "What is predicted.",
          true,
          List.of(
              required(Options.LABEL_COLUMN),
              required(Options.LABEL_TASK),
              plain(Options.LABEL_CLASSES),
              plain(Options.LABEL_SENTINELS),
              without(Options.LABEL_UNIT, "none"),
              without(Options.LABEL_DECIMAL, "a point, without thousands separators"),
              without(Options.LABEL_WRITTEN, "numbers alone"),
              plain(Options.LABEL_LAGS)),
          List.of(LATE));
  public static final Section SOURCES =
      new Section(
          "sources",
          LIST,
          "The topics to learn from, one data source each.",
          true,
          List.of(
              required(Options.SOURCE_TOPIC),
              without(Options.SOURCE_NAME, "the topic"),
              plain(Options.SOURCE_TRUSTED),
              plain(Options.SOURCE_LABELLED)),
          List.of());
  public static final Section KAFKA_TOPICS =
      new Section(
          "topics",
          ONE,
          "Output topics.",
          false,
          List.of(
              without(Options.TOPIC_PREDICTIONS, "`<pipeline>.predictions`"),
              without(Options.TOPIC_TELEMETRY, "`<pipeline>.telemetry`"),
              without(Options.TOPIC_DEAD_LETTERS, "`<pipeline>.dead-letters`")),
          List.of());
  public static final Section KAFKA_OPTIONS =
      new Section(
          "options",
          FREE,
          "Options of the Kafka clients (security, network, fetching, batching), passed on as they are; what the job decides itself is refused. A secret is refused too: name a file that holds it, ${file:PATH:KEY} or ${directory:PATH:FILE}.",
          false,
          List.of(),
          List.of());
  public static final Section KAFKA =
      new Section(
          "kafka",
          ONE,
          "The connection to Kafka.",
          false,
          List.of(
              plain(Options.KAFKA_BOOTSTRAP),
              without(Options.KAFKA_GROUP, "the pipeline's name"),
              plain(Options.KAFKA_START),
              plain(Options.KAFKA_DELIVERY),
              plain(Options.KAFKA_TRANSACTION_TIMEOUT),
              plain(Options.KAFKA_CREATE_TOPICS)),
          List.of(KAFKA_TOPICS, KAFKA_OPTIONS));
  public static final Section COLUMNS =
      new Section(
          "columns",
          MAP,
          "The model's inputs, by field name, or by a name of their own where they are part of a time in another field; fields that are not listed are not used.",
          true,
          List.of(
              without(Options.COLUMN_TYPE, "required unless ignored"),
              plain(Options.COLUMN_SIZE),
              plain(Options.COLUMN_SENTINELS),
              plain(Options.COLUMN_CATEGORIES),
              without(Options.COLUMN_UNIT, "none"),
              without(Options.COLUMN_DECIMAL, "a point, without thousands separators"),
              without(Options.COLUMN_WRITTEN, "numbers alone"),
              without(TimeOptions.FROM, "the field of the column's name"),
              without(TimeOptions.PART, "required with `from`"),
              plain(TimeOptions.ORDER),
              plain(Options.COLUMN_IGNORE)),
          List.of());
  public static final Section CLEAN =
      new Section(
          "clean",
          ONE,
          "What the mixture chooses from.",
          false,
          List.of(
              without(Options.CLEAN_DETECTORS, "all but the `dboost` ones"),
              without(Options.CLEAN_REPAIRS, "all"),
              plain(Options.CLEAN_RESERVOIR),
              plain(Options.CLEAN_NEIGHBOURS),
              plain(Options.CLEAN_PRUNE)),
          List.of());
  public static final Section SELECT =
      new Section(
          "select",
          ONE,
          "What is weighted.",
          false,
          List.of(plain(Options.SELECT_FEATURES), plain(Options.SELECT_SOURCES)),
          List.of());
  public static final Section MODEL =
      new Section(
          "model",
          ONE,
          "The predictive model.",
          false,
          List.of(
              plain(Options.MODEL_TYPE),
              plain(Options.MODEL_HIDDEN),
              plain(Options.MODEL_DEVICE),
              without(Options.MODEL_BLOCK, "required for type block")),
          List.of());
  public static final Section LEARN =
      new Section(
          "learn",
          ONE,
          "How it learns, scores and reports.",
          false,
          List.of(
              plain(Options.LEARN_BATCH),
              plain(Options.LEARN_REPLAY),
              plain(Options.LEARN_SEED),
              plain(Options.LEARN_RATE),
              plain(Options.LEARN_OPTIMIZER),
              plain(Options.LEARN_RULE),
              plain(Options.LEARN_ARMS),
              plain(Options.LEARN_GUARD_MARGIN),
              plain(Options.LEARN_SCORE_BATCH),
              plain(Options.LEARN_SCORE_DELAY),
              plain(Options.LEARN_TELEMETRY_EVERY),
              plain(Options.LEARN_WINDOW)),
          List.of());
  public static final Section CHECKPOINT =
      new Section(
          "checkpoint",
          ONE,
          "Fault tolerance.",
          false,
          List.of(
              plain(Options.CHECKPOINT_INTERVAL),
              without(Options.CHECKPOINT_DIRECTORY, "the cluster's own setting"),
              plain(Options.CHECKPOINT_BACKEND),
              plain(Options.CHECKPOINT_TIMEOUT),
              plain(Options.CHECKPOINT_RESTART_DELAY)),
          List.of());

  /** The whole file. */
  public static final Section ROOT =
      new Section(
          "",
          ONE,
          "A Diffluent pipeline.",
          true,
          List.of(
              required(Options.PIPELINE),
              without(Options.KEY, "one model for all events"),
              without(Options.ID, "none"),
              without(Options.STEPS, "all but `augment`, in the order of the catalogue")),
          List.of(LABEL, SOURCES, KAFKA, COLUMNS, CLEAN, SELECT, MODEL, LEARN, CHECKPOINT));

  private Sections() {}

  private static Option required(Param<?> param) {
    return new Option(param, true, "");
  }

  private static Option plain(Param<?> param) {
    return new Option(param, false, "");
  }

  private static Option without(Param<?> param, String otherwise) {
    return new Option(param, false, otherwise);
  }
}
