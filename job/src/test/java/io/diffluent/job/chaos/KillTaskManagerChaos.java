package io.diffluent.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;

/** The TaskManager that runs the job is killed, ten times: how long until new predictions come? */
class KillTaskManagerChaos {

  private static final int KILLS = 10;
  private static final int PER_SECOND = 1_000;
  private static final double MOST_SECONDS = 30;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void predictionsResumeAndNothingIsLost() throws Exception {
    try (Supervisor cluster = Supervisor.start("kill-taskmanager", 2)) {
      Trial trial = Trial.of(cluster.bootstrap(), "kills", false, cluster.checkpoints());
      JobClient job = trial.submit(cluster.rest().address());
      List<Double> seconds = new ArrayList<>();
      Findings findings;
      try (Feeder feeder = trial.feeder(1);
          Progress answers = trial.predictions(false)) {
        feeder.begin(PER_SECOND);
        for (int kill = 0; kill < KILLS; kill++) {
          // Some seconds of a job that runs well lie between two kills.
          answers.await(answers.look() + 5L * PER_SECOND, PATIENCE, () -> cluster.check(job));
          cluster.awaitTaskManagers();
          Child busy = cluster.busy();
          long at = System.nanoTime();
          cluster.kill(busy);
          cluster.startTaskManager();
          long before = answers.settled();
          answers.await(before + 1, PATIENCE, () -> cluster.check(job));
          seconds.add((System.nanoTime() - at) / 1e9);
        }
        feeder.end();
        trial.awaitAll(feeder.manifest(), PATIENCE, () -> cluster.check(job));
        job.cancel().get();
        findings = trial.checker().check(feeder.manifest());
      }
      Figures figures = Figures.of(seconds);
      System.out.printf(
          Locale.ROOT,
          "kill-taskmanager: seconds from kill to new prediction: %s; p95 %.1f%n%s%n",
          figures,
          figures.p95(),
          findings);
      assertThat(findings.sound()).as(findings + "; logs in " + cluster.logs()).isTrue();
      assertThat(figures.p95()).isLessThanOrEqualTo(MOST_SECONDS);
    }
  }
}
