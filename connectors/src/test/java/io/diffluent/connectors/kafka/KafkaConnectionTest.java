package io.diffluent.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {

  @Test
  void showsNoSecret() {
    KafkaConnection connection =
        new KafkaConnection(
            "b:9092",
            Map.of(
                "sasl.jaas.config", "module required password=canary",
                "ssl.keystore.password", "canary",
                "ssl.key.password", "canary",
                "sasl.oauthbearer.client.credentials.client.secret", "canary",
                "security.protocol", "SASL_SSL"));
    assertThat(connection.toString())
        .doesNotContain("canary")
        .contains("security.protocol=SASL_SSL", "ssl.key.password=***");
    assertThat(connection.properties()).containsEntry("ssl.key.password", "canary");
  }

  @Test
  void refusesWhatDecidesTheMeaningOfTheJob() {
    Map<String, String> options =
        Map.of("value.deserializer", "x", "linger", "5", "transactional.id", "t", "linger.ms", "5");
    assertThatThrownBy(() -> new KafkaConnection("b:9092", options))
        .hasMessageContaining("'value.deserializer' cannot be set")
        .hasMessageContaining("'transactional.id' cannot be set")
        .hasMessageContaining("'linger' cannot be set");
    assertThat(KafkaConnection.refused(Map.of("linger.m", "5")))
        .singleElement()
        .asString()
        .contains("did you mean 'linger.ms'?");
    assertThatThrownBy(() -> KafkaConnection.to(" ")).hasMessageContaining("kafka.bootstrap");
  }

  @Test
  void startIsOneOfThree() {
    assertThat(StartAt.parse("latest")).isEqualTo(StartAt.LATEST);
    assertThatThrownBy(() -> StartAt.parse("earlest"))
        .hasMessageContaining("did you mean 'earliest'?");
  }
}
