package io.diffluent.job.pipeline;

import org.apache.flink.ml.param.IntParam;
import org.apache.flink.ml.param.LongParam;
import org.apache.flink.ml.param.StringParam;

/** The {@link Options} of labels that come by themselves. */
public final class LateOptions {

  public static final StringParam TOPIC =
      Options.text(
          "label.late.topic",
          "Kafka topic of labels that come by themselves: JSON objects with the event's id, the"
              + " label and, where `key` is set, the model key.",
          null,
          Options.A_TOPIC);
  public static final LongParam WAIT =
      Options.longs(
          "label.late.waitMs",
          "How long a record without a label waits for one, in event time.",
          3_600_000L,
          1L,
          2_592_000_000L);
  public static final IntParam MOST =
      Options.whole(
          "label.late.most",
          "Records of one model key that wait at a time.",
          10_000,
          1,
          10_000_000);
  public static final LongParam OUT_OF_ORDER =
      Options.longs(
          "label.late.outOfOrderMs",
          "How far event times may go back within a partition.",
          5_000L,
          0L,
          86_400_000L);
  public static final LongParam IDLE =
      Options.longs(
          "label.late.idleMs",
          "A partition that is silent for so long no longer holds event time back.",
          60_000L,
          1_000L,
          86_400_000L);

  private LateOptions() {}
}
