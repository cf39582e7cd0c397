package io.diffluent.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.core.execution.JobClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Checkpoints cannot be written for a while: nothing is lost, and they complete again afterwards.
 */
class FullDiskChaos {

  private static final int PER_SECOND = 500;
  private static final int FAILURES = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Something that can go wrong with a directory, and be put right. */
  private interface Trouble {
    void begin(Path checkpoints) throws IOException;

    void end(Path checkpoints) throws IOException;
  }

  /** No byte is left on the file system. */
  private static final class Full implements Trouble {
    private static final String BALLAST = "ballast";
    private static final byte[] BLOCK = new byte[4_096];

    @Override
    public void begin(Path checkpoints) throws IOException {
      try (OutputStream out = Files.newOutputStream(checkpoints.resolve(BALLAST))) {
        while (true) {
          out.write(BLOCK);
        }
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("No space left");
      }
    }

    @Override
    public void end(Path checkpoints) throws IOException {
      Files.delete(checkpoints.resolve(BALLAST));
    }
  }

  /** The directory is away, and a file has its name. */
  private static final class Away implements Trouble {
    @Override
    public void begin(Path checkpoints) throws IOException {
      Files.move(checkpoints, aside(checkpoints));
      Files.createFile(checkpoints);
    }

    @Override
    public void end(Path checkpoints) throws IOException {
      Files.delete(checkpoints);
      Files.move(aside(checkpoints), checkpoints);
    }

    private static Path aside(Path checkpoints) {
      return checkpoints.resolveSibling("checkpoints-aside");
    }
  }

  @Test
  void aFullDiskLosesNothing() throws Exception {
    try (Supervisor cluster = Supervisor.start("full-disk", 2)) {
      Path checkpoints = cluster.checkpoints();
      assumeThat(call("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", checkpoints.toString()))
          .as("only a user who may mount can make a small disk; see the other test")
          .isZero();
      try {
        run(cluster, "full-disk", new Full());
      } finally {
        // Lazily: the cluster still uses it.
        call("umount", "-l", checkpoints.toString());
      }
    }
  }

  @Test
  void aDirectoryThatIsAwayLosesNothing() throws Exception {
    try (Supervisor cluster = Supervisor.start("directory-away", 2)) {
      run(cluster, "directory-away", new Away());
    }
  }

  private static void run(Supervisor cluster, String name, Trouble trouble) throws Exception {
    Trial trial = Trial.of(cluster.bootstrap(), name, false, cluster.checkpoints());
    JobClient job = trial.submit(cluster.rest().address());
    String id = job.getJobID().toString();
    Rest rest = cluster.rest();
    try (Feeder feeder = trial.feeder(1);
        Progress answers = trial.predictions(false)) {
      feeder.begin(PER_SECOND);
      answers.await(5L * PER_SECOND, PATIENCE, () -> cluster.check(job));
      Awaitility.await("a checkpoint")
          .atMost(PATIENCE)
          .until(() -> rest.checkpoints(id, "completed") > 0);
      long failed = rest.checkpoints(id, "failed");
      trouble.begin(cluster.checkpoints());
      Awaitility.await("failed checkpoints")
          .atMost(PATIENCE)
          .until(() -> rest.checkpoints(id, "failed") >= failed + FAILURES);
      long during = answers.all();
      long completed = rest.checkpoints(id, "completed");
      long begin = System.nanoTime();
      trouble.end(cluster.checkpoints());
      Awaitility.await("a checkpoint after the trouble")
          .atMost(PATIENCE)
          .until(() -> rest.checkpoints(id, "completed") > completed);
      double recovered = (System.nanoTime() - begin) / 1e9;
      answers.await(during + 5L * PER_SECOND, PATIENCE, () -> cluster.check(job));
      feeder.end();
      trial.awaitAll(feeder.manifest(), PATIENCE, () -> cluster.check(job));
      long failures = rest.checkpoints(id, "failed") - failed;
      int restarts = rest.restarts(id);
      job.cancel().get();
      Findings findings = trial.checker().check(feeder.manifest());
      System.out.printf(
          Locale.ROOT,
          "%s: %d checkpoints failed, the job restarted %d times, the next one completed %.1f s"
              + " after the trouble%n%s%n",
          name,
          failures,
          restarts,
          recovered,
          findings);
      assertThat(findings.sound()).as("%s; logs in %s", findings, cluster.logs()).isTrue();
    }
  }

  private static int call(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
