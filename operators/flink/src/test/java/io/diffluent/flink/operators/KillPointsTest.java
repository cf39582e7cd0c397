package io.diffluent.flink.operators;

import static io.diffluent.flink.Sameness.assertSameAnswers;
import static io.diffluent.flink.Sameness.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.state.SeededRandom;
import io.diffluent.flink.Examples;
import io.diffluent.flink.operators.Bench.Place;
import java.io.DataInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kill it anywhere; it ends with the same bits. Every run fails at a seeded record after a seeded
 * checkpoint, and the state of every model key at its end is compared byte by byte with that of a
 * run to which nothing happened.
 *
 * <p>{@code -Ddiffluent.killPoints=50} tries fifty points on each backend.
 */
@Timeout(90)
class KillPointsTest {

  private static final int POINTS = Integer.getInteger("diffluent.killPoints", 4);
  private static final long RECORDS = 700;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir static Path folder;

  private static Garden calm;
  private static Map<String, String> states;

  @BeforeAll
  static void undisturbed() throws Exception {
    calm = new Garden(new Points("calm", -1, 0, -1, RECORDS));
    states = run(calm, "hashmap");
    assertThat(states).hasSizeGreaterThan(5);
  }

  static Stream<Arguments> points() {
    SeededRandom random = new SeededRandom(11);
    List<Arguments> points = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      int failure = 2 + random.nextInt((int) RECORDS - 2);
      int pause = 1 + random.nextInt(failure - 1);
      points.add(Arguments.of("hashmap", pause, failure));
      points.add(Arguments.of("rocksdb", pause, failure));
    }
    return points.stream();
  }

  @ParameterizedTest
  @MethodSource("points")
  void endsWithTheSameBits(String backend, long pause, long failure) throws Exception {
    String name = "kill " + backend + ' ' + pause + ' ' + failure;
    Points points = new Points(name, pause, 2, failure, RECORDS);
    Garden garden = new Garden(points);
    assertThat(run(garden, backend)).isEqualTo(states);
    assertThat(points.state().again()).as("first record read again").isBetween(pause, failure);
    assertSameAnswers(garden.answers(), calm.answers());
    assertThat(texts(garden.outcomes())).isEqualTo(texts(calm.outcomes()));
    assertThat(new HashSet<>(garden.telemetry())).isEqualTo(new HashSet<>(calm.telemetry()));
  }

  /** Digests of every model key's state when all records have been learned. */
  private static Map<String, String> run(Garden garden, String backend) throws Exception {
    JobClient job = garden.start(Garden.configuration(backend, folder), RECORDS + 1, 2);
    String savepoint;
    try {
      garden.points().state().ended.get(30, TimeUnit.SECONDS);
      savepoint =
          job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
              .get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      job.cancel().get(30, TimeUnit.SECONDS); // its slots belong to the next run
      throw e;
    }
    OperatorState learn = learn(Path.of(URI.create(savepoint)));
    List<OperatorSubtaskState> parts = new ArrayList<>();
    for (int i = 0; i < learn.getParallelism(); i++) {
      parts.add(learn.getState(i));
    }
    OperatorSubtaskState whole = Bench.part(parts, learn.getParallelism(), Place.ONLY);
    try (Bench bench = Bench.open(Examples.config(2), Place.ONLY, whole)) {
      return bench.states();
    }
  }

  private static OperatorState learn(Path savepoint) throws Exception {
    Path file = savepoint.resolve("_metadata");
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      CheckpointMetadata metadata =
          Checkpoints.loadCheckpointMetadata(
              in, KillPointsTest.class.getClassLoader(), savepoint.toUri().toString());
      return metadata.getOperatorStates().stream()
          .filter(state -> state.getOperatorUid().orElse("").equals("learn"))
          .findFirst()
          .orElseThrow();
    }
  }
}
