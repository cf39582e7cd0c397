package io.diffluent.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;

/**
 * Half an hour at 60 % of what the machine can do, with a kill a minute: no law is broken, and
 * neither throughput nor memory drifts.
 */
class SoakChaos {

  private static final int MINUTES = Integer.getInteger("chaos.minutes", 30);
  private static final int MEASURED = 60_000;
  private static final double LOAD = 0.6;
  private static final long KILL_EVERY_NS = Duration.ofMinutes(1).toNanos();
  private static final double MOST_DRIFT = 0.05;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void nothingBreaksAndNothingDrifts() throws Exception {
    try (Supervisor cluster = Supervisor.start("soak", 2)) {
      Trial trial = Trial.of(cluster.bootstrap(), "soak", false, cluster.checkpoints());
      JobClient job = trial.submit(cluster.rest().address());
      List<Double> perSecond = new ArrayList<>();
      List<Double> resident = new ArrayList<>();
      Findings findings;
      try (Feeder feeder = trial.feeder(1);
          Progress answers = trial.predictions(false)) {
        int rate = (int) (LOAD * throughput(cluster, job, feeder, answers));
        System.out.printf(Locale.ROOT, "soak: %,d events/s for %d min%n", rate, MINUTES);
        feeder.begin(rate);
        for (int minute = 0; minute < MINUTES; minute++) {
          long begin = System.nanoTime();
          long before = answers.look();
          while (System.nanoTime() - begin < KILL_EVERY_NS) {
            answers.look();
          }
          cluster.check(job);
          double seconds = (System.nanoTime() - begin) / 1e9;
          double rss = cluster.residentKilobytes() / 1024.0;
          perSecond.add((answers.look() - before) / seconds);
          // Before its second minute the cluster is younger than it ever is again.
          if (minute >= 2) {
            resident.add(rss);
          }
          System.out.printf(
              Locale.ROOT,
              "soak: minute %d: %,.0f answers/s, resident %.0f MiB%n",
              minute + 1,
              perSecond.get(minute),
              rss);
          cluster.kill(cluster.busy());
          cluster.startTaskManager();
        }
        feeder.end();
        trial.awaitAll(feeder.manifest(), PATIENCE, () -> cluster.check(job));
        job.cancel().get();
        findings = trial.checker().check(feeder.manifest());
      }
      double speed = Figures.of(perSecond).drift();
      double memory = Figures.of(resident).drift();
      System.out.printf(
          Locale.ROOT,
          "soak: throughput drift %+.1f %%, resident memory drift %+.1f %%%n%s%n",
          100 * speed,
          100 * memory,
          findings);
      assertThat(findings.sound()).as("%s; logs in %s", findings, cluster.logs()).isTrue();
      assertThat(Math.abs(speed)).isLessThanOrEqualTo(MOST_DRIFT);
      assertThat(memory).isLessThanOrEqualTo(MOST_DRIFT);
    }
  }

  /** Events a second while there is always one waiting, the first fifth of them left out. */
  private static double throughput(
      Supervisor cluster, JobClient job, Feeder feeder, Progress answers) {
    feeder.send(MEASURED);
    answers.await(MEASURED / 5, PATIENCE, () -> cluster.check(job));
    long from = answers.look();
    long begin = System.nanoTime();
    answers.await(feeder.manifest().answerable(), PATIENCE, () -> cluster.check(job));
    double rate = (feeder.manifest().answerable() - from) * 1e9 / (System.nanoTime() - begin);
    System.out.printf(Locale.ROOT, "soak: throughput %,.0f events/s%n", rate);
    return rate;
  }
}
