package io.diffluent.job.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A job in this process that loses its TaskManager again and again, at points of its progress that
 * follow from the seed: while events wait, while answers are on their way, while checkpoints run.
 *
 * @param events to send in all
 * @param kills how often
 * @param seed of the events and of the points
 */
record Delivery(int events, int kills, long seed) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * What came of it.
   *
   * @param restarts of the job; fewer than kills would mean that some hit nothing
   * @param findings of a consumer when everything was there
   */
  record Outcome(int restarts, Findings findings) {

    @Override
    public String toString() {
      return restarts + " restarts; " + findings;
    }
  }

  /** Runs it to the end. */
  Outcome run(String bootstrap, String name, boolean once, Path folder) throws Exception {
    Trial trial = Trial.of(bootstrap, name, once, folder.resolve("checkpoints"));
    MiniClusterConfiguration configuration =
        new MiniClusterConfiguration.Builder()
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(1)
            .withRandomPorts()
            .build();
    MiniCluster cluster = new MiniCluster(configuration);
    try {
      cluster.start();
      return run(cluster, trial);
    } finally {
      cluster.closeAsync().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private Outcome run(MiniCluster cluster, Trial trial) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    try (Feeder feeder = trial.feeder(seed);
        Progress progress = trial.predictions(false)) {
      JobClient job = trial.submit(cluster.getRestAddress().get());
      int fed = 0;
      for (int kill = 0; kill < kills; kill++) {
        int until = (int) ((long) events * (kill + 1) / (kills + 1));
        feeder.send(until - fed);
        // Somewhere in the last nine tenths of what was just fed, at the very end excluded.
        long point = fed + (until - fed) / 10 + random.nextInt((until - fed) * 8 / 10);
        fed = until;
        progress.await(point, PATIENCE, () -> alive(job));
        cluster.terminateTaskManager(kill).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        cluster.startTaskManager();
      }
      feeder.send(events - fed);
      Manifest sent = feeder.manifest();
      trial.awaitAll(sent, PATIENCE, () -> alive(job));
      int restarts = new Rest(cluster.getRestAddress().get()).restarts(job.getJobID().toString());
      job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return new Outcome(restarts, trial.checker().check(sent));
    }
  }

  private static JobStatus alive(JobClient job) throws Exception {
    JobStatus status = job.getJobStatus().get();
    if (status.isTerminalState()) {
      throw new AssertionError("the job is " + status);
    }
    return status;
  }
}
