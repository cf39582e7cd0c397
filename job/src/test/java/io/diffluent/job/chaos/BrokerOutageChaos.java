package io.diffluent.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;

/**
 * The only broker is away for a minute: how long until predictions come again, and are they right?
 */
class BrokerOutageChaos {

  private static final int PER_SECOND = 500;
  private static final int AWAY_SECONDS = Integer.getInteger("chaos.away", 60);
  private static final double MOST_SECONDS = 30;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** How the broker goes and comes back. */
  private enum Outage {
    KILLED {
      @Override
      void begin(Supervisor cluster) {
        cluster.kill(cluster.broker());
      }

      @Override
      void end(Supervisor cluster) {
        cluster.startBroker();
      }
    },
    STOPPED {
      @Override
      void begin(Supervisor cluster) {
        cluster.broker().signal("STOP");
      }

      @Override
      void end(Supervisor cluster) {
        cluster.broker().signal("CONT");
        cluster.awaitBroker();
      }
    };

    abstract void begin(Supervisor cluster);

    /** Returns when the broker answers. */
    abstract void end(Supervisor cluster);
  }

  @Test
  void aKilledBrokerLosesNothing() throws Exception {
    Findings findings = run(Outage.KILLED, false);
    assertThat(findings.sound()).as("%s; logs in target/chaos", findings).isTrue();
  }

  @Test
  void aKilledBrokerLosesAndRepeatsNothingExactlyOnce() throws Exception {
    Findings findings = run(Outage.KILLED, true);
    assertThat(findings.exact()).as("%s; logs in target/chaos", findings).isTrue();
  }

  @Test
  void aBrokerThatHangsLosesNothing() throws Exception {
    Findings findings = run(Outage.STOPPED, false);
    assertThat(findings.sound()).as("%s; logs in target/chaos", findings).isTrue();
  }

  private static Findings run(Outage outage, boolean once) throws Exception {
    String name = "broker-" + outage.name().toLowerCase(Locale.ROOT) + (once ? "-once" : "");
    try (Supervisor cluster = Supervisor.start(name, 2)) {
      Trial trial = Trial.of(cluster.bootstrap(), "outage", once, cluster.checkpoints());
      JobClient job = trial.submit(cluster.rest().address());
      try (Feeder feeder = trial.feeder(1);
          Progress answers = trial.predictions(once)) {
        feeder.begin(PER_SECOND);
        answers.await(10L * PER_SECOND, PATIENCE, () -> cluster.check(job));
        outage.begin(cluster);
        // The length of the outage is the subject, nothing waits for anything here.
        TimeUnit.SECONDS.sleep(AWAY_SECONDS);
        long before = answers.look();
        long start = System.nanoTime();
        outage.end(cluster);
        double up = (System.nanoTime() - start) / 1e9;
        answers.await(before + 1, PATIENCE, () -> cluster.check(job));
        double resumed = (System.nanoTime() - start) / 1e9;
        answers.await(before + 10L * PER_SECOND, PATIENCE, () -> cluster.check(job));
        feeder.end();
        trial.awaitAll(feeder.manifest(), PATIENCE, () -> cluster.check(job));
        int restarts = cluster.rest().restarts(job.getJobID().toString());
        job.cancel().get();
        Findings findings = trial.checker().check(feeder.manifest());
        System.out.printf(
            Locale.ROOT,
            "%s: away %d s, answers requests after %.1f s, new predictions after %.1f s,"
                + " %.1f s later; restarts of the job %d%n%s%n",
            name,
            AWAY_SECONDS,
            up,
            resumed,
            resumed - up,
            restarts,
            findings);
        assertThat(resumed - up).as("logs in %s", cluster.logs()).isLessThanOrEqualTo(MOST_SECONDS);
        return findings;
      }
    }
  }
}
