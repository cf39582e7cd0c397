package io.diffluent.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.embedded.EmbeddedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StartUpCheckTest {

  private static StartUpCheck check(List<String> inputs, List<String> outputs, boolean create) {
    return new StartUpCheck(inputs, outputs, create, "group", List.of("p-out"), Optional.empty());
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
              new StartUpCheck(List.of(), List.of(), false, "group", List.of(), Optional.of(times))
                  .run(connection))
          .singleElement()
          .satisfies(p -> assertThat(p.what()).contains("the broker allows 900000 ms"));
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
