package io.diffluent.flink.types;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.CellsCodec;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.evaluate.NamedCodec;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.evaluate.OutcomeCodec;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.PredictionCodec;
import io.diffluent.core.learn.Receipt;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.learn.TelemetryCodec;
import io.diffluent.core.record.ArrivalCodec;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.EnvelopeCodec;
import io.diffluent.core.record.Header;
import io.diffluent.core.record.LabelEvent;
import io.diffluent.core.record.LabelEventCodec;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.RawEventCodec;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.RecordCodec;
import io.diffluent.core.record.RejectReason;
import io.diffluent.core.record.RejectedCodec;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.RowCodec;
import io.diffluent.core.state.Codec;
import java.util.List;

/** For each codec the fullest and the emptiest value, and what is easily lost on the way. */
final class Samples {

  private static final float[] FLOATS = {1.5f, Float.NaN, -0f, Float.NEGATIVE_INFINITY};
  private static final Origin ORIGIN = new Origin("garden", 3, 1L << 40);
  private static final List<Header> HEADERS =
      List.of(new Header("trace", new byte[] {0, -1}), new Header("", null));
  private static final Envelope FULL =
      new Envelope(
          ORIGIN, Long.MAX_VALUE, 2, "event \u00e4\ud83c\udf33", "model", new byte[] {7}, HEADERS);
  private static final Envelope BARE =
      new Envelope(new Origin("", 0, 0), Long.MIN_VALUE, 0, null, "", null, List.of());
  private static final Row ROW =
      new Row(new double[] {1, Double.NaN, -0.0}, new String[] {null, "tall", ""});
  private static final RawEvent EVENT =
      new RawEvent(ORIGIN, 5, 1, new byte[0], new byte[] {1, 2, 3}, HEADERS);
  private static final RawEvent TOMBSTONE = new RawEvent(ORIGIN, 5, 1, null, null, List.of());
  private static final LabelEvent LABEL = new LabelEvent("", "rides-0-7", "12.5", EVENT);
  private static final List<Named> NAMED =
      List.of(new Named("iqr", 0.5), new Named("", Double.NaN), new Named("knn", -0.0));

  /** A codec and values for it. */
  record Sample<T>(Codec<T> codec, List<T> values) {
    @Override
    public String toString() {
      return codec.getClass().getSimpleName();
    }
  }

  static final List<Sample<?>> ALL =
      List.of(
          new Sample<>(RawEventCodec.INSTANCE, List.of(EVENT, TOMBSTONE)),
          new Sample<>(EnvelopeCodec.INSTANCE, List.of(FULL, BARE)),
          new Sample<>(RowCodec.INSTANCE, List.of(ROW, new Row(new double[0], new String[0]))),
          new Sample<>(
              RecordCodec.INSTANCE,
              List.of(new Record(FULL, ROW, "12.5", ROW), new Record(BARE, ROW, null, null))),
          new Sample<>(LabelEventCodec.INSTANCE, List.of(LABEL)),
          new Sample<>(ArrivalCodec.INSTANCE, List.of(LABEL, new Record(FULL, ROW, "12.5", ROW))),
          new Sample<>(
              RejectedCodec.INSTANCE,
              List.of(
                  new Parsed.Rejected(EVENT, RejectReason.TOO_DEEP, "nine levels"),
                  new Parsed.Rejected(TOMBSTONE, RejectReason.EMPTY, null))),
          new Sample<>(CellsCodec.INSTANCE, cells()),
          new Sample<>(PredictionCodec.INSTANCE, predictions()),
          new Sample<>(TelemetryCodec.INSTANCE, telemetry()),
          new Sample<>(
              OutcomeCodec.INSTANCE,
              List.of(
                  new Outcome(ORIGIN, 0.25, new float[][] {FLOATS, {}}),
                  new Outcome(ORIGIN, Double.NaN, new float[0][]))),
          new Sample<>(NamedCodec.INSTANCE, List.of(NAMED, List.of())));

  private Samples() {}

  private static List<Cells> cells() {
    Cells.Suspects suspects =
        new Cells.Suspects(
            new int[] {1, 4}, FLOATS, FLOATS, new float[] {0.5f}, FLOATS, new int[] {4});
    Cells.Display display =
        new Cells.Display(
            new Row(new double[] {-0.25, Double.NaN}, new String[] {null, "tall"}),
            new double[] {Double.NaN, 1},
            new double[] {0, 2},
            new String[] {"winter", null});
    return List.of(
        new Cells(FULL, "3", FLOATS, suspects, FLOATS, display),
        new Cells(BARE, null, new float[0], Cells.Suspects.NONE, null, null));
  }

  private static List<Prediction> predictions() {
    Receipt number = new Receipt("height", "97", 1.5, null, NAMED, List.of(), 0.25);
    Receipt category = new Receipt("season", null, Double.NaN, "winter", List.of(), NAMED, 0);
    return List.of(
        new Prediction(FULL, 0.75, "yes", NAMED, 412, "mixture", List.of(number, category), 7),
        new Prediction(BARE, Double.NaN, null, List.of(), 0, "no-clean", List.of(), 0));
  }

  private static List<Telemetry> telemetry() {
    return List.of(
        new Telemetry(
            "model",
            9,
            1,
            "mixture",
            List.of(new Telemetry.Group("detectors", NAMED), new Telemetry.Group("", List.of())),
            List.of(new Telemetry.ArmMetrics("no-clean", NAMED, List.of())),
            NAMED,
            List.of("look here", "")),
        new Telemetry("", 0, 0, "", List.of(), List.of(), List.of(), List.of()));
  }
}
