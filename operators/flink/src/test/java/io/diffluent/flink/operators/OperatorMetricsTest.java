package io.diffluent.flink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The counters of a running job, as a reporter sees them. */
@Timeout(60)
class OperatorMetricsTest {

  private static final InMemoryReporter REPORTER = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(REPORTER.addToConfiguration(new Configuration()))
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir static Path folder;

  @AfterAll
  static void close() {
    REPORTER.close();
  }

  /** A counter over all subtasks. */
  private static long total(JobID job, String operator, String name) {
    return REPORTER.findOperatorMetricGroups(job, operator).stream()
        .flatMap(group -> REPORTER.findGroups(".*").stream().filter(g -> isChild(g, group)))
        .map(group -> REPORTER.getMetricsByGroup(group).get(name))
        .mapToLong(metric -> ((Counter) metric).getCount())
        .sum();
  }

  private static boolean isChild(MetricGroup group, MetricGroup of) {
    return group.getMetricIdentifier("").equals(of.getMetricIdentifier("diffluent."));
  }

  @Test
  void jobThatContinuesCountsItsOwnRecordsOnly() throws Exception {
    Garden first = new Garden(new Points("counted first", 300, Integer.MAX_VALUE, -1));
    JobClient job = first.start(Garden.configuration("hashmap", folder), 500, 2);
    first.points().state().reached.get(50, TimeUnit.SECONDS);
    String savepoint =
        job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(50, TimeUnit.SECONDS);
    assertThat(total(job.getJobID(), "learn", "cleaned")).isEqualTo(300);
    assertThat(total(job.getJobID(), "learn", "suspectCells")).isPositive();
    assertThat(total(job.getJobID(), "learn", "scored")).isEqualTo(300);

    Garden second = new Garden(Points.none("counted second"));
    JobClient next =
        second.start(Garden.from(savepoint, Garden.configuration("hashmap", folder)), 500, 1);
    next.getJobExecutionResult().get(50, TimeUnit.SECONDS);
    int learned = second.outcomes().size();
    long changed = second.answers().stream().mapToLong(answer -> answer.receipt().size()).sum();
    assertThat(total(next.getJobID(), "learn", "cleaned")).isEqualTo(200);
    assertThat(total(next.getJobID(), "learn", "scored")).isEqualTo(200);
    assertThat(total(next.getJobID(), "learn", "changedCells")).isEqualTo(changed);
    assertThat(learned).isPositive();
    // What rested in an open mini-batch at the savepoint was not learned yet.
    assertThat(total(next.getJobID(), "learn", "learned")).isEqualTo(learned);
  }
}
