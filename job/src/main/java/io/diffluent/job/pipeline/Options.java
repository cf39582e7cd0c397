package io.diffluent.job.pipeline;

import java.util.List;
import org.apache.flink.ml.param.BooleanParam;
import org.apache.flink.ml.param.DoubleParam;
import org.apache.flink.ml.param.IntArrayParam;
import org.apache.flink.ml.param.IntParam;
import org.apache.flink.ml.param.LongParam;
import org.apache.flink.ml.param.StringArrayParam;
import org.apache.flink.ml.param.StringParam;

/**
 * Every option of a pipeline file, once: its path, what it means, its default and its bound.
 *
 * <p>Reading, defaults, messages, the JSON Schema and the documentation all derive from these and
 * from their grouping in {@link Sections}.
 */
public final class Options {

  /** Neither "." nor "..", written so that a JSON Schema takes it as well. */
  private static final String TOPIC =
      "[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,248}"
          + "|\\.[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,247}"
          + "|\\.\\.[a-zA-Z0-9._-]{1,247}";

  private static final String TOPIC_WORDS =
      "a topic name: letters, digits, '.', '_' and '-', but not . or ..";
  static final Bound<String> A_TOPIC = new Bound.Form(TOPIC, TOPIC_WORDS);
  static final Bound<String> A_FIELD = new Bound.Form("(?s).{1,128}", "a field's name");

  public static final StringParam PIPELINE =
      text(
          "pipeline",
          "Name of the pipeline; topics and the consumer group are named after it.",
          null,
          new Bound.Form("[a-z0-9_-]{1,100}", "lower-case letters, digits, '-' and '_'"));
  public static final StringParam KEY =
      text(
          "key",
          "Field that separates models: all events with one value train one model.",
          null,
          A_FIELD);
  public static final StringParam ID =
      text("id", "Field that identifies an event, repeated in its prediction.", null, A_FIELD);
  public static final StringArrayParam STEPS =
      names(
          "steps",
          "Learned steps between a record and the model, in order. Without `cut`, what is kept of a"
              + " number goes up to twenty robust units.",
          Catalogues.Kind.STEPS,
          (String[]) null);

  public static final StringParam LABEL_COLUMN =
      text("label.column", "Field to predict.", null, A_FIELD);
  public static final StringParam LABEL_TASK =
      choice("label.task", "What is predicted.", null, "regression", "binary", "multiclass");
  public static final IntParam LABEL_CLASSES =
      whole(
          "label.classes",
          "Largest number of classes (multiclass only); 98,304 characters of all names together.",
          64,
          2,
          4096);

  public static final StringArrayParam LABEL_SENTINELS =
      new StringArrayParam(
          "label.sentinels",
          "Texts that mean that there is no label.",
          new String[0],
          new Bound.Texts(32));
  public static final StringParam LABEL_UNIT =
      text(
          "label.unit",
          "Text around the label's numbers, such as %, $ or kg; a number with it is a plain number.",
          null,
          new Bound.Form("\\S(.{0,14}\\S)?", "a short text"));
  public static final StringParam LABEL_DECIMAL =
      choice(
          "label.decimal",
          "What separates decimals in the label's numbers, where the other one, a blank or an apostrophe"
              + " separates thousands; in brackets or with a minus behind they are negative.",
          null,
          "point",
          "comma");
  public static final StringParam LABEL_WRITTEN =
      choice(
          "label.written",
          "What else the label's numbers may be written as: factors reads 1.2k as 1200 (k, M, B and"
              + " the like, and prefixes of the unit: 3 MB if it is B), durations reads 1h 20m, 00:12:30 or PT1H as seconds.",
          null,
          "factors",
          "durations");
  public static final IntParam LABEL_LAGS =
      whole(
          "label.lags",
          "Last labels of the model key that have already arrived, as inputs of the model.",
          0,
          0,
          32);

  public static final StringParam SOURCE_TOPIC =
      text("sources.topic", "Kafka topic to read.", null, A_TOPIC);
  public static final StringParam SOURCE_NAME =
      text(
          "sources.name",
          "Name of the source in weights and telemetry.",
          null,
          new Bound.Form("\\S(.{0,126}\\S)?", "a short text"));
  public static final BooleanParam SOURCE_TRUSTED =
      flag(
          "sources.trusted",
          "Its rows are known to be good and judge the other sources; at most one.",
          false);

  public static final BooleanParam SOURCE_LABELLED =
      flag(
          "sources.labelled",
          "Labels of its records come, with them or late; false never waits for one.",
          true);

  public static final StringParam KAFKA_BOOTSTRAP =
      text(
          "kafka.bootstrap",
          "Brokers to contact first.",
          "localhost:9092",
          new Bound.Form(
              "[^\\s,:]+:[0-9]{1,5}(,\\s*[^\\s,:]+:[0-9]{1,5})*",
              "host:port, separated by commas"));
  public static final StringParam KAFKA_GROUP =
      text("kafka.group", "Consumer group.", null, new Bound.Form("\\S{1,249}", "one word"));
  public static final StringParam KAFKA_START =
      choice(
          "kafka.start",
          "Where a job without a checkpoint starts to read.",
          "earliest",
          "earliest",
          "latest",
          "committed");
  public static final StringParam KAFKA_DELIVERY =
      choice(
          "kafka.delivery",
          "Guarantee of the output topics; every prediction has a deterministic id either way.",
          "at-least-once",
          "at-least-once",
          "exactly-once");
  public static final LongParam KAFKA_TRANSACTION_TIMEOUT =
      longs(
          "kafka.transactionTimeoutMs",
          "Lifetime of an output transaction (exactly-once only).",
          900_000L,
          1_000L,
          86_400_000L);
  public static final BooleanParam KAFKA_CREATE_TOPICS =
      flag("kafka.createTopics", "Create output topics that do not exist.", true);
  public static final StringParam TOPIC_PREDICTIONS =
      text("kafka.topics.predictions", "Topic of the predictions.", null, A_TOPIC);
  public static final StringParam TOPIC_TELEMETRY =
      text("kafka.topics.telemetry", "Topic of weights and metrics.", null, A_TOPIC);
  public static final StringParam TOPIC_DEAD_LETTERS =
      text(
          "kafka.topics.deadLetters",
          "Topic of events that cannot be parsed, and of labels that teach nothing.",
          null,
          A_TOPIC);

  public static final StringParam COLUMN_TYPE =
      choice("columns.type", "How the field is read.", null, "numeric", "categorical");
  public static final IntParam COLUMN_SIZE =
      whole(
          "columns.size",
          "Categories with a position of their own; further ones are hashed (categorical only).",
          64,
          1,
          4096);
  public static final StringArrayParam COLUMN_SENTINELS =
      new StringArrayParam(
          "columns.sentinels",
          "Texts that mean \"missing\" in this column.",
          new String[0],
          new Bound.Texts(32));
  public static final StringArrayParam COLUMN_CATEGORIES =
      new StringArrayParam(
          "columns.categories",
          "Texts that mean \"missing\" in other columns and are categories of this one, such as NA where it"
              + " is \"not applicable\" (categorical only).",
          new String[0],
          new Bound.Texts(32));
  public static final StringParam COLUMN_UNIT =
      text(
          "columns.unit",
          "Text around numbers, such as %, $ or kg; a number with it is a plain number.",
          null,
          new Bound.Form("\\S(.{0,14}\\S)?", "a short text"));
  public static final StringParam COLUMN_DECIMAL =
      choice(
          "columns.decimal",
          "What separates decimals in numbers, where the other one, a blank or an apostrophe separates"
              + " thousands; in brackets or with a minus behind they are negative.",
          null,
          "point",
          "comma");
  public static final StringParam COLUMN_WRITTEN =
      choice(
          "columns.written",
          "What else numbers may be written as: factors reads 1.2k as 1200 (k, M, B and the like, and"
              + " prefixes of the unit: 3 MB if it is B), durations reads 1h 20m, 00:12:30 or PT1H as seconds.",
          null,
          "factors",
          "durations");
  public static final BooleanParam COLUMN_IGNORE =
      flag("columns.ignore", "Leave the field out of the model's inputs.", false);

  public static final StringArrayParam CLEAN_DETECTORS =
      names(
          "clean.detectors",
          "Error detectors in the mixture.",
          Catalogues.Kind.DETECTORS,
          (String[]) null);
  public static final StringArrayParam CLEAN_REPAIRS =
      names("clean.repairs", "Repairs in the mixture.", Catalogues.Kind.REPAIRS, (String[]) null);
  public static final IntParam CLEAN_RESERVOIR =
      whole("clean.reservoir", "Rows remembered per model key.", 1000, 50, 100_000);
  public static final IntParam CLEAN_NEIGHBOURS =
      whole("clean.neighbours", "Nearest rows that the knn repair asks.", 5, 1, 100);

  public static final DoubleParam CLEAN_PRUNE =
      number(
          "clean.prune",
          "Costly repairs below this share of the largest weight are left out, but on every 20th"
              + " batch; 0 computes all.",
          0.1,
          0.0,
          1.0);

  public static final BooleanParam SELECT_FEATURES =
      flag("select.features", "Learn a gate per column.", true);
  public static final BooleanParam SELECT_SOURCES =
      flag("select.sources", "Learn a weight per source.", true);

  public static final StringParam MODEL_TYPE =
      choice("model.type", "Kind of model.", "mlp", "mlp", "linear", "block");
  public static final IntArrayParam MODEL_HIDDEN =
      new IntArrayParam(
          "model.hidden",
          "Units of the hidden layers (mlp only).",
          new Integer[] {64, 64},
          new Bound.Integers(new Bound.Range<>(1, 4096), 8));
  public static final StringParam MODEL_DEVICE =
      choice("model.device", "Where the model computes.", "cpu", "cpu", "gpu", "auto");
  public static final StringParam MODEL_BLOCK =
      text(
          "model.block",
          "Class that makes the model (type block only).",
          null,
          new Bound.Form(
              "[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*", "the full name of a Java class"));

  public static final IntParam LEARN_BATCH =
      whole("learn.batch", "Records per learning step.", 32, 1, 4096);
  public static final StringParam LEARN_REPLAY =
      text(
          "learn.replay",
          "Extra model steps per batch from remembered rows; auto: 4 until 50,000 are learned, then 1.",
          "auto",
          new Bound.AutoOr(0, 16));
  public static final LongParam LEARN_SEED =
      longs("learn.seed", "Seed of everything random.", 7L, 0L, 1L << 53);
  public static final DoubleParam LEARN_RATE =
      number("learn.rate", "Learning rate of the model.", 0.003, 1e-7, 1.0);
  public static final StringParam LEARN_OPTIMIZER =
      choice("learn.optimizer", "Optimizer of the model.", "adam", "adam", "sgd");
  public static final StringParam LEARN_RULE =
      choice(
          "learn.rule",
          "How the steps' weights learn; paper is the DiffML paper's own rule.",
          "natural",
          "natural",
          "adam",
          "paper");
  public static final StringArrayParam LEARN_ARMS =
      names(
          "learn.arms",
          "Pipelines trained side by side: mixture, paper, no-clean, singles, oracle or"
              + " `<detector>+<repair>`; the last four also with `+steps`, behind the same"
              + " transformations and gates.",
          Catalogues.Kind.ARMS,
          "mixture",
          "no-clean");
  public static final DoubleParam LEARN_GUARD_MARGIN =
      number(
          "learn.guardMargin",
          "Share by which the mixture may be worse than no cleaning before the guard serves that.",
          0.02,
          0.0,
          1.0);
  public static final IntParam LEARN_SCORE_BATCH =
      whole("learn.scoreBatch", "Records scored together.", 32, 1, 4096);
  public static final LongParam LEARN_SCORE_DELAY =
      longs(
          "learn.scoreDelayMs",
          "Longest wait for a scoring batch to fill, in milliseconds.",
          5L,
          0L,
          60_000L);
  public static final IntParam LEARN_TELEMETRY_EVERY =
      whole("learn.telemetryEvery", "Batches between two telemetry records.", 16, 1, 1_000_000);
  public static final IntParam LEARN_WINDOW =
      whole("learn.window", "Records in the windowed metrics.", 1000, 10, 1_000_000);

  public static final LongParam CHECKPOINT_INTERVAL =
      longs("checkpoint.intervalMs", "Time between checkpoints.", 10_000L, 100L, 86_400_000L);
  public static final StringParam CHECKPOINT_DIRECTORY =
      text(
          "checkpoint.directory",
          "Folder or URI of the checkpoints; on one machine, without one, they go with the process.",
          null,
          new Bound.Form("\\S.*", "a folder or URI"));
  public static final StringParam CHECKPOINT_BACKEND =
      choice("checkpoint.backend", "Where keyed state lives.", "heap", "heap", "rocksdb");
  public static final LongParam CHECKPOINT_TIMEOUT =
      longs(
          "checkpoint.timeoutMs",
          "A checkpoint that takes longer is given up.",
          60_000L,
          1_000L,
          86_400_000L);
  public static final LongParam CHECKPOINT_RESTART_DELAY =
      longs(
          "checkpoint.restartDelayMs",
          "Wait before a failed job restarts; it grows with further failures, to ten seconds.",
          1_000L,
          1L,
          3_600_000L);

  private Options() {}

  static StringParam text(String path, String description, String value, Bound<String> b) {
    return new StringParam(path, description, value, b);
  }

  static StringParam choice(String path, String description, String value, String... choices) {
    return new StringParam(path, description, value, new Bound.Choice(List.of(choices)));
  }

  private static BooleanParam flag(String path, String description, boolean value) {
    return new BooleanParam(path, description, value, new Bound.Any<>("true or false"));
  }

  static IntParam whole(String path, String description, int value, int low, int high) {
    return new IntParam(path, description, value, new Bound.Range<>(low, high));
  }

  static LongParam longs(String path, String description, long value, long low, long high) {
    return new LongParam(path, description, value, new Bound.Range<>(low, high));
  }

  private static DoubleParam number(
      String path, String description, double value, double low, double high) {
    return new DoubleParam(path, description, value, new Bound.Range<>(low, high));
  }

  private static StringArrayParam names(
      String path, String description, Catalogues.Kind kind, String... value) {
    return new StringArrayParam(path, description, value, new Bound.Names(kind));
  }
}
