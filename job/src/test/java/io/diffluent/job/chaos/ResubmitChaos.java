package io.diffluent.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A job is submitted and cancelled ten times on one cluster: all run, and classes do not pile up.
 */
class ResubmitChaos {

  private static final int ROUNDS = Integer.getInteger("chaos.rounds", 10);
  private static final int SETTLED = 3;
  private static final int EVENTS = 2_000;
  private static final double MOST_GROWTH = 1.1;
  private static final String METASPACE = "Status.JVM.Memory.Metaspace.Used";
  private static final double MEBIBYTE = 1 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void everyRoundRunsInTheSameSpace() throws Exception {
    try (Supervisor cluster = Supervisor.start("resubmit", 1)) {
      String taskManager = cluster.rest().taskManagers().get(0);
      List<Double> metaspace = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        Findings findings = round(cluster, "round-" + round);
        assertThat(findings.sound()).as("%s; logs in target/chaos", findings).isTrue();
        cluster.collectGarbage();
        metaspace.add(metaspace(cluster.rest(), taskManager) / MEBIBYTE);
        System.out.printf(
            Locale.ROOT,
            "resubmit: round %d: metaspace %.1f MiB, resident %d MiB; %s%n",
            round,
            metaspace.get(round - 1),
            cluster.residentKilobytes() / 1024,
            findings);
      }
      assertThat(metaspace.get(ROUNDS - 1))
          .as("metaspace in MiB by round: %s", Figures.of(metaspace))
          .isLessThanOrEqualTo(MOST_GROWTH * metaspace.get(SETTLED - 1));
    }
  }

  /** A JobManager begins to collect metrics when it is asked for them. */
  private static double metaspace(Rest rest, String taskManager) {
    return Awaitility.await("a metric")
        .atMost(PATIENCE)
        .until(() -> rest.metric(taskManager, METASPACE), known -> !Double.isNaN(known));
  }

  private static Findings round(Supervisor cluster, String name) throws Exception {
    Trial trial = Trial.of(cluster.bootstrap(), name, false, cluster.checkpoints());
    try (Feeder feeder = trial.feeder(1)) {
      JobClient job = trial.submit(cluster.rest().address());
      feeder.send(EVENTS);
      trial.awaitAll(feeder.manifest(), PATIENCE, () -> cluster.check(job));
      job.cancel().get();
      Awaitility.await("the job's end")
          .atMost(PATIENCE)
          .until(() -> job.getJobStatus().get() == JobStatus.CANCELED);
      return trial.checker().check(feeder.manifest());
    }
  }
}
