package io.diffluent.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes to Kafka's clients, and what nobody gets to see. */
class KafkaConnectionTest {

  @Test
  void namesSecretsAndHoldsNone(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("kafka.properties");
    Files.writeString(file, "key=canary\n");
    String place = "${file:" + file + ":key}";
    KafkaConnection connection =
        new KafkaConnection(
            "b:9092",
            Map.of(
                "sasl.jaas.config",
                "o.a.k.PlainLoginModule required username=\"u\" password=\"" + place + "\";",
                "ssl.keystore.password",
                place,
                "ssl.key.password",
                place,
                "security.protocol",
                "SASL_SSL"));
    assertThat(connection.toString())
        .doesNotContain("canary")
        .contains("security.protocol=SASL_SSL", "ssl.key.password=***");
    Properties properties = connection.properties();
    assertThat(properties.toString()).doesNotContain("canary");
    Map<String, ?> resolved = new AdminClientConfig(properties).values();
    assertThat(((Password) resolved.get("ssl.key.password")).value()).isEqualTo("canary");
    assertThat(((Password) resolved.get("sasl.jaas.config")).value())
        .isEqualTo("o.a.k.PlainLoginModule required username=\"u\" password=\"canary\";");
    assertThat(resolved.toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ssl.keystore.password | canary",
        "ssl.truststore.password | canary${file:/f:key}",
        "ssl.keystore.key | -----BEGIN PRIVATE KEY----- canary",
        "sasl.oauthbearer.client.credentials.client.secret | canary",
        "sasl.jaas.config | M required username=u password=canary;",
        "sasl.jaas.config | M required password = \"canary\" username=\"${file:/f:key}\";",
        "sasl.jaas.config | M required username=u password=\"${file:/f:key}\" more='canary';",
      })
  void aSecretThatIsWrittenOutIsRefusedAndNotRepeated(String option, String value) {
    Map<String, String> options = Map.of(option, value);
    assertThatThrownBy(() -> new KafkaConnection("b:9092", options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + option + "' holds a secret itself")
        .hasMessageContaining("${file:PATH:KEY}")
        .hasMessageNotContaining("canary");
    assertThat(KafkaConnection.refused(options)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ssl.keystore.password | ${file:/f:key}",
        "ssl.keystore.key | ${directory:/run/secrets:key.pem}",
        "sasl.jaas.config | ${file:/f:login}",
        "sasl.jaas.config | M required useKeyTab=true keyTab=\"/k\" principal=\"u@R\";",
        "ssl.keystore.location | /canary.p12",
        "sasl.oauthbearer.token.endpoint.url | https://canary",
      })
  void aPlaceIsNoSecret(String option, String value) {
    assertThat(KafkaConnection.refused(Map.of(option, value))).isEmpty();
  }

  @Test
  void providersOfOnesOwnAreLeftAlone() {
    Map<String, String> options =
        Map.of("config.providers", "vault", "ssl.key.password", "${vault:a:b}${file:/a:b}");
    assertThat(new KafkaConnection("b:9092", options).properties())
        .containsEntry("config.providers", "vault")
        .doesNotContainKey("config.providers.file.class");
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
