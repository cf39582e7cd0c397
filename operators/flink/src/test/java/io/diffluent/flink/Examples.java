package io.diffluent.flink;

import io.diffluent.core.cells.CleanerConfig;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.evaluate.OutcomeCodec;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.LearningRule;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.PredictionCodec;
import io.diffluent.core.learn.Replay;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.learn.TelemetryCodec;
import io.diffluent.core.model.OptimizerSpec;
import io.diffluent.core.record.Arrival;
import io.diffluent.core.record.ArrivalCodec;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.ColumnType;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.Header;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.RejectedCodec;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Schema;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.step.Steps;
import io.diffluent.engine.DeviceChoice;
import io.diffluent.engine.StackedModelFactory;
import io.diffluent.flink.types.CodecType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** A small pipeline with everything switched on, and dirty records for it. */
public final class Examples {

  public static final TypeInformation<Arrival> ARRIVAL =
      new CodecType<>(Arrival.class, ArrivalCodec.INSTANCE);
  public static final TypeInformation<Parsed.Rejected> REJECTED_TYPE =
      new CodecType<>(Parsed.Rejected.class, RejectedCodec.INSTANCE);
  public static final TypeInformation<Prediction> PREDICTION =
      new CodecType<>(Prediction.class, PredictionCodec.INSTANCE);
  public static final TypeInformation<Telemetry> TELEMETRY_TYPE =
      new CodecType<>(Telemetry.class, TelemetryCodec.INSTANCE);
  public static final TypeInformation<Outcome> OUTCOME =
      new CodecType<>(Outcome.class, OutcomeCodec.INSTANCE);

  public static final OutputTag<Telemetry> TELEMETRY = new OutputTag<>("telemetry", TELEMETRY_TYPE);
  public static final OutputTag<Parsed.Rejected> REJECTED =
      new OutputTag<>("rejected", REJECTED_TYPE);
  public static final OutputTag<Outcome> OUTCOMES = new OutputTag<>("outcomes", OUTCOME);

  /** Labelled records per learning step. */
  public static final int BATCH = 16;

  /** Records scored together at most. */
  public static final int SCORE_BATCH = 8;

  private static final String[] SEASONS = {"spring", "summer", "autumn", "winter"};

  private Examples() {}

  public static LearnerConfig config() {
    return config(Limits.DEFAULT.liveKeys());
  }

  /** The pipeline with room for this many live keys. */
  public static LearnerConfig config(int liveKeys) {
    return config(
        liveKeys,
        List.of(
            Column.numeric("height"),
            new Column("width", ColumnType.NUMERIC, 1, List.of("-200")),
            Column.categorical("season", 6)));
  }

  public static LearnerConfig config(int liveKeys, List<Column> columns) {
    Limits few = Limits.DEFAULT;
    Limits limits =
        new Limits(
            few.eventBytes(),
            few.depth(),
            few.nameLength(),
            few.textLength(),
            few.numberLength(),
            few.fields(),
            60,
            50,
            8,
            few.receiptCells(),
            liveKeys);
    return new LearnerConfig(
        "garden",
        new Schema(columns, Label.regression("yield"), List.of("north", "south")),
        CleanerConfig.all(),
        Steps.standard(),
        LearningRule.NATURAL,
        List.of(6),
        new StackedModelFactory(OptimizerSpec.Adam.of(0.01), DeviceChoice.CPU),
        BATCH,
        Replay.always(1),
        7,
        List.of("mixture", "no-clean"),
        -1,
        0.05,
        50,
        SCORE_BATCH,
        3,
        true,
        1,
        0.1,
        Long.MAX_VALUE,
        limits);
  }

  /**
   * The record at this offset, for one of so many model keys; the same whenever it is asked for.
   */
  public static Record record(long offset, int keys) {
    SeededRandom random = new SeededRandom(SeededRandom.derive(offset, "record"));
    double height = 2 * random.nextDouble() - 1;
    double width = height + 0.3 * random.nextDouble();
    int season = random.nextInt(SEASONS.length);
    double yield = height - width * (season - 1.5) / 2 + 0.05 * random.nextDouble();
    double[] numbers = {height, width, Double.NaN};
    String[] texts = {null, null, SEASONS[season]};
    pollute(random, numbers, texts);
    String key = "key-" + random.nextInt(keys);
    return new Record(
        new Envelope(
            new Origin("garden", 0, offset),
            1_000 * offset,
            random.nextInt(2),
            "event-" + offset,
            key,
            key.getBytes(StandardCharsets.UTF_8),
            List.of(new Header("trace", new byte[] {(byte) offset, 1}))),
        new Row(numbers, texts),
        label(random, yield),
        null);
  }

  private static void pollute(SeededRandom random, double[] numbers, String[] texts) {
    switch (random.nextInt(10)) {
      case 0 -> numbers[0] = Double.NaN;
      case 1 -> numbers[1] *= 1_000;
      case 2 -> {
        numbers[0] = Double.NaN;
        texts[0] = "tall";
      }
      case 3 -> texts[2] = "s" + texts[2];
      case 4 -> texts[2] = null;
      case 5 -> numbers[1] = -200; // which means "missing", also after a restart
      default -> {
        // A clean record.
      }
    }
  }

  private static String label(SeededRandom random, double yield) {
    return switch (random.nextInt(20)) {
      case 0 -> null;
      case 1 -> "plenty";
      default -> Double.toString(yield);
    };
  }

  /** The first records of a stream. */
  public static List<Record> records(int count, int keys) {
    List<Record> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record(i, keys));
    }
    return records;
  }
}
