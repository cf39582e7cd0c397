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
    Findings findings = run("kill-taskmanager", false);
    assertThat(findings.sound()).as("%s; logs in target/chaos", findings).isTrue();
  }

  /** Predictions are there when a checkpoint has committed them. */
  @Test
  void exactlyOncePredictionsResumeAndNothingIsLostOrRepeated() throws Exception {
    Findings findings = run("kill-taskmanager-once", true);
    assertThat(findings.exact()).as("%s; logs in target/chaos", findings).isTrue();
  }

  private static Findings run(String name, boolean once) throws Exception {
    try (Supervisor cluster = Supervisor.start(name, 2)) {
      Trial trial = Trial.of(cluster.bootstrap(), "kills", once, cluster.checkpoints());
      JobClient job = trial.submit(cluster.rest().address());
      List<Double> seconds = new ArrayList<>();
      try (Feeder feeder = trial.feeder(1);
          Progress answers = trial.predictions(once)) {
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
        int restarts = cluster.rest().restarts(job.getJobID().toString());
        job.cancel().get();
        Findings findings = trial.checker().check(feeder.manifest());
        Figures figures = Figures.of(seconds);
        System.out.printf(
            Locale.ROOT,
            "%s: seconds from kill to new prediction: %s; p95 %.1f; %d restarts%n%s%n",
            name,
            figures,
            figures.p95(),
            restarts,
            findings);
        assertThat(restarts).isGreaterThanOrEqualTo(KILLS);
        assertThat(figures.p95())
            .as("logs in %s", cluster.logs())
            .isLessThanOrEqualTo(MOST_SECONDS);
        return findings;
      }
    }
  }
}
