package io.diffluent.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.embedded.EmbeddedBroker;
import io.diffluent.connectors.kafka.Problem;
import io.diffluent.core.record.Task;
import io.diffluent.job.GeneratedTable;
import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job over encrypted connections: with a certificate on both sides, and with a password. What
 * does not fit is said before the job starts.
 */
class TlsTest {

  private static final int EVENTS = 100;

  @TempDir static Path folder;

  private static Certificates certificates;
  private static Path serverKeys;
  private static Path clientKeys;
  private static Path serverTrusted;
  private static Path clientTrusted;

  @BeforeAll
  static void make() throws Exception {
    certificates = new Certificates(folder, "correct-horse-battery");
    serverKeys = certificates.keyStore("server");
    clientKeys = certificates.keyStore("client");
    serverTrusted = certificates.trustStore("server");
    clientTrusted = certificates.trustStore("client");
  }

  @Test
  void certificatesOnBothSides() throws Exception {
    Map<String, String> settings = certificates.listener(serverKeys, clientTrusted);
    settings.put("listener.security.protocol.map", SecuredBroker.protocols("SSL"));
    settings.put("listener.name.clients.ssl.client.auth", "required");
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
      Map<String, String> mutual = ssl("SSL", certificates.client(clientKeys, serverTrusted));
      runs(broker, "mutual", SecuredBroker.line(broker.bootstrap(), "", mutual));
      Map<String, String> stranger = ssl("SSL", certificates.client(clientKeys, clientTrusted));
      assertThat(problem(broker, stranger))
          .contains(
              "no encrypted connection can be made", "ssl.truststore.*", "certification path");
      Map<String, String> nobody = ssl("SSL", certificates.client(null, serverTrusted));
      assertThat(problem(broker, nobody))
          .contains("no encrypted connection can be made", "ssl.keystore.*");
      Map<String, String> lost =
          ssl("SSL", certificates.client(folder.resolve("lost.p12"), serverTrusted));
      assertThat(problem(broker, lost)).contains("the client cannot be set up", "lost.p12");
    }
  }

  /** As the page on security shows it. */
  @Test
  void aPasswordOverAnEncryptedConnection() throws Exception {
    Map<String, String> settings = certificates.listener(serverKeys, null);
    settings.put("listener.security.protocol.map", SecuredBroker.protocols("SASL_SSL"));
    settings.put("listener.name.clients.sasl.enabled.mechanisms", "SCRAM-SHA-512");
    settings.put(
        "listener.name.clients.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    Files.writeString(folder.resolve("kafka.properties"), "password=four words of it");
    Files.writeString(folder.resolve("trust-password"), certificates.password());
    Files.copy(serverTrusted, folder.resolve("trust.p12"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.internal()))) {
        ScramCredentialInfo sha = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        admin
            .alterUserScramCredentials(
                List.of(new UserScramCredentialUpsertion("diffluent", sha, "four words of it")))
            .all()
            .get();
      }
      runs(broker, "password", SecurityPage.connection(broker.bootstrap(), folder));
    }
  }

  private static Map<String, String> ssl(String protocol, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("security.protocol", protocol);
    return all;
  }

  private static void runs(EmbeddedBroker broker, String name, String line) throws Exception {
    for (String topic : List.of(".in", ".predictions", ".telemetry", ".dead-letters")) {
      broker.createTopic(name + topic, 1);
    }
    PipelineSpec spec = spec(name, line);
    assertThat(KafkaEnds.check(spec)).isEmpty();
    TestTopics topics = new TestTopics(spec);
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(KafkaJobTest.event(name + ".in", 0, i, KafkaJobTest.value(i)));
    }
    topics.feed(events);
    topics.runToTheEnd(FlinkSetup.bounded(name), 1);
    assertThat(topics.answers()).hasSize(EVENTS);
  }

  private static String problem(EmbeddedBroker broker, Map<String, String> options) {
    PipelineSpec spec = spec("refused", SecuredBroker.line(broker.bootstrap(), "", options));
    List<Problem> problems = KafkaEnds.check(spec);
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).toString())
        .doesNotContain(certificates.password())
        .doesNotContain("Exception");
    return problems.get(0).toString();
  }

  private static PipelineSpec spec(String name, String line) {
    String yaml =
        GeneratedTable.pipeline(Task.REGRESSION, line)
            .replace("pipeline: garden", "pipeline: " + name)
            .replace("topic: rides", "topic: " + name + ".in");
    PipelineResult result = PipelineFile.parse(yaml, "p.yaml");
    assertThat(result).as(result.toString()).isInstanceOf(PipelineResult.Valid.class);
    return ((PipelineResult.Valid) result).spec();
  }
}
