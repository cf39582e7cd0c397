package io.diffluent.connectors.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

  @Test
  void startsCarriesARecordInATransactionAndLeavesNothingBehind() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Set<Path> directories = directories();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      EmbeddedBroker broker = EmbeddedBroker.start();
      try (broker) {
        broker.createTopic("rides", 2);
        assertThatThrownBy(() -> broker.createTopic("rides", 2)).hasMessageContaining("exists");
        send(broker.bootstrap());
        assertThat(receive(broker.bootstrap())).isEqualTo("key=value");
        assertThat(broker.fault()).isNull();
      }
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(directories()).isEqualTo(directories);
  }

  @Test
  void twoBrokersLiveSideBySide() {
    try (EmbeddedBroker one = EmbeddedBroker.start();
        EmbeddedBroker other = EmbeddedBroker.start()) {
      assertThat(one.bootstrap()).isNotEqualTo(other.bootstrap()).startsWith("127.0.0.1:");
      one.createTopic("t", 1);
      other.createTopic("t", 1);
    }
  }

  @Test
  void aGivenDirectoryIsKeptForTheNextStart(@TempDir Path folder) {
    Path data = folder.resolve("broker");
    int port;
    try (EmbeddedBroker broker = EmbeddedBroker.keeping(data, 0, Map.of())) {
      broker.createTopic("rides", 2);
      send(broker.bootstrap());
      port = Integer.parseInt(broker.bootstrap().replace("127.0.0.1:", ""));
    }
    try (EmbeddedBroker again = EmbeddedBroker.keeping(data, port, Map.of())) {
      assertThat(again.bootstrap()).isEqualTo("127.0.0.1:" + port);
      assertThatThrownBy(() -> again.createTopic("rides", 2)).hasMessageContaining("exists");
      assertThat(receive(again.bootstrap())).isEqualTo("key=value");
      assertThatThrownBy(() -> EmbeddedBroker.keeping(folder.resolve("other"), port, Map.of()))
          .hasMessageContaining("in use");
    }
    assertThat(data).isNotEmptyDirectory();
  }

  private static Set<Path> directories() throws Exception {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("diffluent-broker-"))
          .collect(Collectors.toSet());
    }
  }

  private static void send(String bootstrap) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bootstrap);
    config.put("transactional.id", "t1");
    config.put("transaction.timeout.ms", 3_600_000);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("rides", 1, "key", "value"));
      producer.commitTransaction();
    }
  }

  private static String receive(String bootstrap) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bootstrap);
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition("rides", 1)));
      for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(20))) {
        return record.key() + "=" + record.value();
      }
      return null;
    }
  }
}
