package io.diffluent.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.RawEvent;
import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event time, where labels are waited for: nobody may stop the others by silence or by a lie. */
class KafkaEndsTest {

  private static WatermarkStrategy<RawEvent> watermarks(long idleMs) {
    String file =
        """
        pipeline: rides
        label: {column: cnt, task: regression, late: {topic: labels, idleMs: %d}}
        sources: [{topic: rides}]
        columns: {temp: {type: numeric}}
        """
            .formatted(idleMs);
    PipelineSpec spec = ((PipelineResult.Valid) PipelineFile.parse(file, "p.yaml")).spec();
    return KafkaEnds.watermarks(spec);
  }

  /** In real time the others are as far ahead as a partition has been silent. */
  @ParameterizedTest
  @ValueSource(longs = {1_000, 60_000, 3_600_000})
  void aSilentPartitionIsIdleBeforeTheOthersHaveToWaitForIt(long idleMs) {
    assertThat(watermarks(idleMs).getAlignmentParameters().getMaxAllowedWatermarkDrift())
        .isGreaterThanOrEqualTo(2 * idleMs)
        .isGreaterThanOrEqualTo(30_000);
  }

  @Test
  void aTimeThatIsStillToComeDoesNotMoveEventTimeBeyondNow() {
    var times = watermarks(60_000).createTimestampAssigner(() -> null);
    assertThat(times.extractTimestamp(null, 5)).isEqualTo(5);
    assertThat(times.extractTimestamp(null, Long.MAX_VALUE))
        .isLessThanOrEqualTo(System.currentTimeMillis());
  }
}
