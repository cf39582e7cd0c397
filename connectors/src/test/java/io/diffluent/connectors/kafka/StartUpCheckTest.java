package io.diffluent.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.embedded.EmbeddedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StartUpCheckTest {

  private static StartUpCheck check(List<String> inputs, List<String> outputs, boolean create) {
    return new StartUpCheck(
        inputs, outputs, "dead", create, "group", List.of("p-out"), Optional.empty());
  }

  /** Kafka's own patience is a minute, and a person at a terminal has less. */
  @Test
  @Timeout(15)
  void aBrokerThatIsNotThere() {
    List<Problem> problems =
        check(List.of("rides"), List.of(), false).run(KafkaConnection.to("127.0.0.1:1"));
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).toString())
        .startsWith("127.0.0.1:1: no broker answers. Start Kafka")
        .doesNotContain("Exception");
  }

  @Test
  void anAddressThatIsNone() {
    List<Problem> problems = check(List.of(), List.of(), false).run(KafkaConnection.to("nowhere"));
    assertThat(problems)
        .singleElement()
        .satisfies(p -> assertThat(p.remedy()).contains("host:port"));
  }

  @Test
  void topicsAndTimes() {
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(Map.of("transaction.max.timeout.ms", "900000"))) {
      broker.createTopic("rides", 1);
      KafkaConnection connection = KafkaConnection.to(broker.bootstrap());
      assertThat(check(List.of("ridez"), List.of("out"), false).run(connection))
          .extracting(Problem::toString)
          .satisfiesExactly(
              input -> assertThat(input).contains("'ridez'").contains("did you mean 'rides'?"),
              output -> assertThat(output).contains("output topic 'out' does not exist"));
      assertThat(check(List.of("rides"), List.of("out", "out"), true).run(connection)).isEmpty();
      assertThat(check(List.of("rides", "out"), List.of(), false).run(connection)).isEmpty();
      assertThat(check(List.of(), List.of("no spaces"), true).run(connection))
          .singleElement()
          .satisfies(p -> assertThat(p.what()).contains("cannot be created"));

      TransactionTimes times =
          new TransactionTimes(
              Duration.ofSeconds(10),
              Duration.ofMinutes(1),
              Duration.ofSeconds(10),
              Duration.ofHours(1));
      assertThat(
              new StartUpCheck(
                      List.of(), List.of(), "dead", false, "group", List.of(), Optional.of(times))
                  .run(connection))
          .singleElement()
          .satisfies(p -> assertThat(p.what()).contains("the broker allows 900000 ms"));
    }
  }

  /** An event that fits into its topic and not into that of dead letters would stop the job. */
  @Test
  void deadLettersHaveRoomForEveryEvent() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(Map.of())) {
      broker.createTopic("small", 1);
      broker.createTopic("large", 1);
      broker.createTopic("dead", 1);
      KafkaConnection connection = KafkaConnection.to(broker.bootstrap());
      StartUpCheck check = check(List.of("small", "large"), List.of("dead"), false);
      assertThat(check.run(connection)).isEmpty();
      limit(connection, "large", 2_000_000);
      assertThat(check.run(connection))
          .singleElement()
          .satisfies(
              p ->
                  assertThat(p.toString())
                      .contains("'large' may have 2000000 bytes", "'dead' at most 1048588")
                      .contains("Set max.message.bytes of 'dead' to more than 2000000"));
      limit(connection, "dead", 2_000_001);
      assertThat(check.run(connection)).isEmpty();
      // Topics that the job makes have room.
      StartUpCheck makes =
          new StartUpCheck(
              List.of("large"),
              List.of("made"),
              "made",
              true,
              "group",
              List.of(),
              Optional.empty());
      assertThat(makes.run(connection)).isEmpty();
    }
  }

  private static void limit(KafkaConnection connection, String topic, int bytes) throws Exception {
    try (Admin admin = Admin.create(connection.properties())) {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      ConfigEntry entry = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
      AlterConfigOp set = new AlterConfigOp(entry, AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
    }
  }

  @Test
  void transactionTimesFitOrAreExplained() {
    Duration minute = Duration.ofMinutes(1);
    Duration seconds = Duration.ofSeconds(10);
    assertThat(
            new TransactionTimes(seconds, minute, seconds, Duration.ofMillis(220_000))
                .problems(Duration.ofMillis(220_000)))
        .isEmpty();
    assertThat(
            new TransactionTimes(seconds, minute, seconds, Duration.ofMillis(219_999))
                .problems(null))
        .singleElement()
        .satisfies(p -> assertThat(p.remedy()).contains("220000"));
  }
}
