package io.diffluent.job.pipeline;

import static io.diffluent.job.pipeline.PipelineSpec.constant;

import io.diffluent.connectors.wire.DateOrder;
import io.diffluent.connectors.wire.NumberNotation;
import io.diffluent.connectors.wire.NumberNotation.Decimal;
import io.diffluent.connectors.wire.NumberNotation.Written;
import io.diffluent.connectors.wire.TimeOf;
import io.diffluent.connectors.wire.TimePart;
import io.diffluent.core.learn.LearningRule;
import io.diffluent.core.record.ColumnType;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Task;
import io.diffluent.job.pipeline.PipelineSpec.Backend;
import io.diffluent.job.pipeline.PipelineSpec.Checkpoint;
import io.diffluent.job.pipeline.PipelineSpec.Clean;
import io.diffluent.job.pipeline.PipelineSpec.Delivery;
import io.diffluent.job.pipeline.PipelineSpec.Device;
import io.diffluent.job.pipeline.PipelineSpec.Kafka;
import io.diffluent.job.pipeline.PipelineSpec.Learn;
import io.diffluent.job.pipeline.PipelineSpec.ModelOptions;
import io.diffluent.job.pipeline.PipelineSpec.ModelType;
import io.diffluent.job.pipeline.PipelineSpec.OptimizerKind;
import io.diffluent.job.pipeline.PipelineSpec.Select;
import io.diffluent.job.pipeline.PipelineSpec.Source;
import io.diffluent.job.pipeline.PipelineSpec.Start;
import io.diffluent.job.pipeline.PipelineSpec.Topics;
import java.util.List;

/** From checked settings to a {@link PipelineSpec}, with the defaults that depend on others. */
final class SpecMapping {

  private SpecMapping() {}

  static PipelineSpec spec(Settings root, Catalogues catalogues) {
    String pipeline = root.get(Options.PIPELINE);
    return new PipelineSpec(
        pipeline,
        label(root.one(Sections.LABEL)),
        labelText(root.one(Sections.LABEL)),
        lateLabels(root.one(Sections.LABEL)),
        root.all(Sections.SOURCES).stream().map(SpecMapping::source).toList(),
        root.get(Options.KEY),
        root.get(Options.ID),
        kafka(root),
        root.all(Sections.COLUMNS).stream().map(SpecMapping::column).toList(),
        clean(root.one(Sections.CLEAN), catalogues),
        select(root.one(Sections.SELECT)),
        names(root.get(Options.STEPS), catalogues.steps()),
        model(root.one(Sections.MODEL)),
        learn(root.one(Sections.LEARN), root.one(Sections.LABEL)),
        checkpoint(root.one(Sections.CHECKPOINT)));
  }

  static String sourceName(Settings source) {
    String name = source.get(Options.SOURCE_NAME);
    return name == null ? source.get(Options.SOURCE_TOPIC) : name;
  }

  /** The default output topic of {@code predictions}, {@code telemetry} or {@code deadLetters}. */
  static String defaultTopic(Settings root, String key) {
    String pipeline = root.get(Options.PIPELINE);
    return pipeline == null
        ? null
        : pipeline + '.' + (key.equals("deadLetters") ? "dead-letters" : key);
  }

  private static Label label(Settings label) {
    String column = label.get(Options.LABEL_COLUMN);
    return switch (constant(Task.class, label.get(Options.LABEL_TASK))) {
      case REGRESSION -> Label.regression(column);
      case BINARY -> Label.binary(column);
      case MULTICLASS -> Label.multiclass(column, label.get(Options.LABEL_CLASSES));
    };
  }

  private static LabelText labelText(Settings label) {
    return new LabelText(
        notation(
            label.get(Options.LABEL_UNIT),
            label.get(Options.LABEL_DECIMAL),
            label.get(Options.LABEL_WRITTEN)),
        List.of(label.get(Options.LABEL_SENTINELS)));
  }

  private static LateLabels lateLabels(Settings label) {
    if (!label.has(Sections.LATE)) {
      return null;
    }
    Settings late = label.one(Sections.LATE);
    return new LateLabels(
        late.get(LateOptions.TOPIC),
        late.get(LateOptions.WAIT),
        late.get(LateOptions.MOST),
        late.get(LateOptions.OUT_OF_ORDER),
        late.get(LateOptions.IDLE));
  }

  private static NumberNotation notation(String unit, String decimal, String written) {
    return new NumberNotation(
        unit,
        decimal == null ? null : constant(Decimal.class, decimal),
        written == null ? null : constant(Written.class, written));
  }

  private static Source source(Settings source) {
    return new Source(
        source.get(Options.SOURCE_TOPIC),
        sourceName(source),
        source.get(Options.SOURCE_TRUSTED),
        source.get(Options.SOURCE_LABELLED));
  }

  private static Kafka kafka(Settings root) {
    Settings kafka = root.one(Sections.KAFKA);
    Settings topics = kafka.one(Sections.KAFKA_TOPICS);
    return new Kafka(
        kafka.get(Options.KAFKA_BOOTSTRAP),
        or(kafka.get(Options.KAFKA_GROUP), root.get(Options.PIPELINE)),
        constant(Start.class, kafka.get(Options.KAFKA_START)),
        constant(Delivery.class, kafka.get(Options.KAFKA_DELIVERY)),
        kafka.get(Options.KAFKA_TRANSACTION_TIMEOUT),
        kafka.get(Options.KAFKA_CREATE_TOPICS),
        new Topics(
            or(topics.get(Options.TOPIC_PREDICTIONS), defaultTopic(root, "predictions")),
            or(topics.get(Options.TOPIC_TELEMETRY), defaultTopic(root, "telemetry")),
            or(topics.get(Options.TOPIC_DEAD_LETTERS), defaultTopic(root, "deadLetters"))),
        kafka.one(Sections.KAFKA_OPTIONS).free());
  }

  private static ColumnSpec column(Settings column) {
    String type = column.get(Options.COLUMN_TYPE);
    boolean categorical = "categorical".equals(type);
    return new ColumnSpec(
        column.name(),
        type == null ? null : constant(ColumnType.class, type),
        categorical ? column.get(Options.COLUMN_SIZE) : 1,
        List.of(column.get(Options.COLUMN_SENTINELS)),
        List.of(column.get(Options.COLUMN_CATEGORIES)),
        notation(
            column.get(Options.COLUMN_UNIT),
            column.get(Options.COLUMN_DECIMAL),
            column.get(Options.COLUMN_WRITTEN)),
        time(column),
        column.get(Options.COLUMN_IGNORE));
  }

  private static TimeOf time(Settings column) {
    String from = column.get(TimeOptions.FROM);
    return from == null
        ? null
        : new TimeOf(
            from,
            constant(TimePart.class, column.get(TimeOptions.PART)),
            constant(DateOrder.class, column.get(TimeOptions.ORDER)));
  }

  private static Clean clean(Settings clean, Catalogues catalogues) {
    return new Clean(
        names(clean.get(Options.CLEAN_DETECTORS), catalogues.detectors()),
        names(clean.get(Options.CLEAN_REPAIRS), catalogues.repairs()),
        clean.get(Options.CLEAN_RESERVOIR),
        clean.get(Options.CLEAN_NEIGHBOURS),
        clean.get(Options.CLEAN_PRUNE));
  }

  private static Select select(Settings select) {
    return new Select(select.get(Options.SELECT_FEATURES), select.get(Options.SELECT_SOURCES));
  }

  private static ModelOptions model(Settings model) {
    ModelType type = constant(ModelType.class, model.get(Options.MODEL_TYPE));
    return new ModelOptions(
        type,
        type == ModelType.MLP ? List.of(model.get(Options.MODEL_HIDDEN)) : List.of(),
        constant(Device.class, model.get(Options.MODEL_DEVICE)),
        model.get(Options.MODEL_BLOCK));
  }

  private static Learn learn(Settings learn, Settings label) {
    String replay = learn.get(Options.LEARN_REPLAY);
    return new Learn(
        learn.get(Options.LEARN_BATCH),
        replay.equals("auto") ? Learn.REPLAY_AUTO : Integer.parseInt(replay),
        learn.get(Options.LEARN_SEED),
        learn.get(Options.LEARN_RATE),
        constant(OptimizerKind.class, learn.get(Options.LEARN_OPTIMIZER)),
        constant(LearningRule.class, learn.get(Options.LEARN_RULE)),
        List.of(learn.get(Options.LEARN_ARMS)),
        learn.get(Options.LEARN_GUARD_MARGIN),
        learn.get(Options.LEARN_SCORE_BATCH),
        learn.get(Options.LEARN_SCORE_DELAY),
        learn.get(Options.LEARN_TELEMETRY_EVERY),
        learn.get(Options.LEARN_WINDOW),
        label.get(Options.LABEL_LAGS));
  }

  private static Checkpoint checkpoint(Settings checkpoint) {
    return new Checkpoint(
        checkpoint.get(Options.CHECKPOINT_INTERVAL),
        checkpoint.get(Options.CHECKPOINT_DIRECTORY),
        constant(Backend.class, checkpoint.get(Options.CHECKPOINT_BACKEND)),
        checkpoint.get(Options.CHECKPOINT_TIMEOUT),
        checkpoint.get(Options.CHECKPOINT_RESTART_DELAY));
  }

  /** What is given, or all. */
  static List<String> names(String[] given, List<String> all) {
    return given == null ? all : List.of(given);
  }

  private static String or(String value, String otherwise) {
    return value == null ? otherwise : value;
  }
}
