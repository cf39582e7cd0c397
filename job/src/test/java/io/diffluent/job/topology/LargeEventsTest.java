package io.diffluent.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Task;
import io.diffluent.job.GeneratedTable;
import io.diffluent.job.RunningBroker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Events as large as a broker with its own defaults takes, or larger, since it counts compressed
 * bytes: their dead letters, which are larger still, must not stop the job.
 */
class LargeEventsTest {

  @RegisterExtension static final RunningBroker BROKER = RunningBroker.with(Map.of());

  @ParameterizedTest
  @CsvSource({"1048400, none", "10485760, lz4", "60000000, zstd"})
  void theirDeadLettersFit(int size, String compression) throws Exception {
    String name = "large-" + size;
    String yaml =
        GeneratedTable.pipeline(Task.REGRESSION)
            .replace("pipeline: garden", "pipeline: " + name)
            .replace("topic: rides", "topic: " + name + ".in");
    TestTopics topics = TestTopics.of(BROKER.get(), yaml, 1);
    byte[] value = new byte[size];
    Arrays.fill(value, (byte) ' ');
    Properties properties = KafkaEnds.connection(topics.spec()).properties();
    properties.setProperty("max.request.size", "100000000");
    properties.setProperty("buffer.memory", "100000000");
    properties.setProperty("compression.type", compression);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(name + ".in", value)).get();
    }
    byte[] small = "{\"a\":1,\"minutes\":2}".getBytes(StandardCharsets.UTF_8);
    topics.feed(List.of(new ProducerRecord<>(name + ".in", small)));
    topics.runToTheEnd(FlinkSetup.bounded(name), 1);
    assertThat(topics.answers()).hasSize(1);
    assertThat(topics.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.value()).isEqualTo(value);
              assertThat(TestTopics.header(letter, "diffluent-reason")).isEqualTo("too-large");
            });
  }
}
