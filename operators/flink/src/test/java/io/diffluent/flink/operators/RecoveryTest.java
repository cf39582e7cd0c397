package io.diffluent.flink.operators;

import static io.diffluent.flink.Sameness.assertSameAnswers;
import static io.diffluent.flink.Sameness.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.flink.types.CodecSerializer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that has failed or moved answers, learns and reports what an undisturbed one does. */
@Timeout(60)
class RecoveryTest {

  private static final long RECORDS = 500;
  private static final long PAUSE = 230;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Garden UNDISTURBED = new Garden(Points.none("undisturbed"));

  @TempDir static Path folder;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    finish(UNDISTURBED.start(Garden.configuration("hashmap", folder), RECORDS, 2));
    assertThat(UNDISTURBED.answers()).hasSize((int) RECORDS);
    assertThat(UNDISTURBED.outcomes()).isNotEmpty();
  }

  private static void finish(JobClient job) throws Exception {
    job.getJobExecutionResult().get(50, TimeUnit.SECONDS);
  }

  private static void assertSame(
      List<Prediction> answers, List<Outcome> outcomes, List<Telemetry> telemetry) {
    assertSameAnswers(answers, UNDISTURBED.answers());
    assertThat(texts(outcomes)).isEqualTo(texts(UNDISTURBED.outcomes()));
    assertThat(new HashSet<>(telemetry)).isEqualTo(new HashSet<>(UNDISTURBED.telemetry()));
  }

  @ParameterizedTest
  @CsvSource({"hashmap,231", "hashmap,470", "rocksdb,231", "rocksdb,470"})
  void failureAfterACheckpointChangesNothing(String backend, long failure) throws Exception {
    Points points = new Points(backend + failure, PAUSE, 2, failure);
    Garden garden = new Garden(points);
    finish(garden.start(Garden.configuration(backend, folder), RECORDS, 2));
    assertSame(garden.answers(), garden.outcomes(), garden.telemetry());
    assertThat(points.state().again()).as("first record read again").isBetween(PAUSE, failure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void failureBeforeAnyCheckpointStartsOver(String backend) throws Exception {
    Points points = new Points(backend + " early", -1, 0, 40);
    Garden garden = new Garden(points);
    Configuration configuration = Garden.configuration(backend, folder);
    configuration.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    finish(garden.start(configuration, RECORDS, 2));
    assertSame(garden.answers(), garden.outcomes(), garden.telemetry());
    assertThat(points.state().again()).as("first record read again").isLessThan(40);
  }

  @ParameterizedTest
  @CsvSource({"hashmap,2,hashmap,2", "hashmap,1,rocksdb,3", "rocksdb,2,hashmap,1"})
  void newJobContinuesFromASavepoint(String before, int parallelism, String after, int next)
      throws Exception {
    Garden first = new Garden(new Points(before + after + " first", PAUSE, Integer.MAX_VALUE, -1));
    JobClient job = first.start(Garden.configuration(before, folder), RECORDS, parallelism);
    first.points().state().reached.get(50, TimeUnit.SECONDS);
    String savepoint =
        job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(50, TimeUnit.SECONDS);
    assertThat(first.answers()).hasSize((int) PAUSE);

    Garden second = new Garden(Points.none(before + after + " second"));
    Configuration configuration = Garden.from(savepoint, Garden.configuration(after, folder));
    finish(second.start(configuration, RECORDS, next));
    assertThat(second.answers()).hasSize((int) (RECORDS - PAUSE));
    assertSame(
        both(first.answers(), second.answers()),
        both(first.outcomes(), second.outcomes()),
        both(first.telemetry(), second.telemetry()));
  }

  private static <T> List<T> both(List<T> first, List<T> second) {
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  @Test
  void noTypeInTheGraphIsGeneric() {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(Garden.configuration("hashmap", folder));
    new Garden(Points.none("never run")).build(env, RECORDS);
    List<TypeSerializer<?>> serializers = new ArrayList<>();
    for (StreamNode node : env.getStreamGraph(false).getStreamNodes()) {
      TypeSerializer<?> serializer = node.getTypeSerializerOut();
      if (serializer != null && !isOfASink(serializer)) {
        serializers.add(serializer);
      }
    }
    assertThat(serializers).hasSize(3).hasOnlyElementsOfType(CodecSerializer.class);
  }

  private static boolean isOfASink(TypeSerializer<?> serializer) {
    return serializer.getClass().getPackageName().endsWith(".connector.sink2");
  }
}
