package io.diffluent.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.diffluent.connectors.kafka.Problem;
import io.diffluent.core.record.Task;
import io.diffluent.job.GeneratedTable;
import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The list of rights in docs/security.md is enough, and nothing on it can be left out: without an
 * entry the start is refused, and the message names what the entry is about.
 */
class AclTest {

  private static final int EVENTS = 200;
  private static final int BROKEN = 10;

  @TempDir static Path folder;

  private static SecuredBroker secured;

  @BeforeAll
  static void start() throws Exception {
    secured = SecuredBroker.withPasswords(folder, "correct horse");
  }

  @AfterAll
  static void stop() {
    assertThat(secured.broker().fault()).isNull();
    secured.close();
  }

  private static AclBinding describing(ResourcePattern topic) {
    return new AclBinding(
        topic,
        new AccessControlEntry(
            SecuredBroker.USER, "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW));
  }

  private static PipelineSpec spec(String name, String line) {
    String yaml =
        GeneratedTable.pipeline(Task.REGRESSION, line, "learn: {batch: 16, telemetryEvery: 4}")
            .replace("pipeline: garden", "pipeline: " + name)
            .replace("topic: rides", "topic: " + name + ".in");
    PipelineResult result = PipelineFile.parse(yaml, "p.yaml");
    assertThat(result).as(result.toString()).isInstanceOf(PipelineResult.Valid.class);
    return ((PipelineResult.Valid) result).spec();
  }

  /** The topics as somebody sees them who may do everything. */
  private static TestTopics seen(PipelineSpec spec) throws Exception {
    String name = spec.pipeline();
    for (String topic : List.of(".in", ".predictions", ".telemetry", ".dead-letters")) {
      secured.broker().createTopic(name + topic, 1);
    }
    String open = SecuredBroker.line(secured.broker().internal(), "", Map.of());
    TestTopics topics = new TestTopics(spec(name, open));
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      byte[] broken = "{".getBytes(StandardCharsets.UTF_8);
      int every = EVENTS / BROKEN;
      events.add(
          KafkaJobTest.event(name + ".in", 0, i, i % every == 3 ? broken : KafkaJobTest.value(i)));
    }
    topics.feed(events);
    return topics;
  }

  private static Configuration checkpointed(String name) {
    Configuration configuration = FlinkSetup.bounded(name);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
    return configuration;
  }

  /** The topics are made by the check; whether they may be written to is asked all the same. */
  @Test
  void topicsThatAreMadeAreAskedAfterToo() throws Exception {
    PipelineSpec spec =
        spec("made", secured.line("").replace("createTopics: false", "createTopics: true"));
    secured.broker().createTopic("made.in", 1);
    List<AclBinding> rights = new ArrayList<>(SecurityPage.rights("made", false));
    rights.removeIf(right -> right.entry().operation() == AclOperation.WRITE);
    for (String topic : List.of("made.predictions", "made.telemetry", "made.dead-letters")) {
      ResourcePattern pattern = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
      rights.add(describing(pattern));
      rights.add(
          new AclBinding(
              pattern,
              new AccessControlEntry(
                  SecuredBroker.USER, "*", AclOperation.CREATE, AclPermissionType.ALLOW)));
    }
    secured.grant(rights);
    assertThat(KafkaEnds.check(spec))
        .hasSize(3)
        .allSatisfy(problem -> assertThat(problem.toString()).contains("may not write the topic"));
  }

  @Test
  void atLeastOnceNeedsEveryEntry() throws Exception {
    PipelineSpec spec = spec("least", secured.line(""));
    List<AclBinding> rights = SecurityPage.rights("least", false);
    assertThat(rights).hasSize(5);
    TestTopics seen = seen(spec);
    secured.grant(rights);
    assertThat(KafkaEnds.check(spec)).isEmpty();
    new TestTopics(spec).runToTheEnd(checkpointed("least"), 1);
    assertThat(seen.answers()).hasSize(EVENTS - BROKEN);
    assertThat(seen.deadLetters()).hasSize(BROKEN);
    assertThat(seen.reports()).isNotEmpty();
    everyEntryIsMissed(spec, rights);
    for (AclBinding right : rights) {
      if (right.pattern().resourceType() == ResourceType.TOPIC) {
        secured.revoke(right);
        Throwable failure =
            catchThrowable(() -> new TestTopics(spec).runToTheEnd(checkpointed("least"), 1));
        assertThat(failure).as(right.toString()).isNotNull();
        assertThat(ExceptionUtils.getStackTrace(failure)).contains(right.pattern().name());
        secured.grant(List.of(right));
      }
    }
  }

  @Test
  void exactlyOnceNeedsEveryEntry() throws Exception {
    PipelineSpec spec =
        spec("once", secured.line("delivery: exactly-once, transactionTimeoutMs: 600000"));
    List<AclBinding> rights = SecurityPage.rights("once", true);
    assertThat(rights).hasSize(9);
    TestTopics seen = seen(spec);
    secured.grant(rights);
    assertThat(KafkaEnds.check(spec)).isEmpty();
    new TestTopics(spec).runToTheEnd(checkpointed("once"), 1);
    assertThat(seen.answers()).hasSize(EVENTS - BROKEN);
    assertThat(seen.deadLetters()).hasSize(BROKEN);
    assertThat(seen.reports()).isNotEmpty();
    everyEntryIsMissed(spec, rights);
  }

  private static void everyEntryIsMissed(PipelineSpec spec, List<AclBinding> rights)
      throws Exception {
    for (AclBinding right : rights) {
      secured.revoke(right);
      assertThat(KafkaEnds.check(spec))
          .as(right.toString())
          .isNotEmpty()
          .allSatisfy(problem -> assertThat(problem.toString()).contains(right.pattern().name()))
          .extracting(Problem::remedy)
          .allMatch(remedy -> remedy.contains("rant") || remedy.contains("Create"));
      secured.grant(List.of(right));
    }
    assertThat(KafkaEnds.check(spec)).isEmpty();
  }

  @Test
  void aRightToLookIsNoRightToReadOrWrite() throws Exception {
    PipelineSpec spec = spec("look", secured.line(""));
    List<AclBinding> rights = new ArrayList<>(SecurityPage.rights("look", false));
    rights.replaceAll(
        right ->
            right.pattern().resourceType() == ResourceType.TOPIC
                ? describing(right.pattern())
                : right);
    seen(spec);
    secured.grant(rights);
    assertThat(KafkaEnds.check(spec))
        .extracting(Problem::what)
        .containsExactlyInAnyOrder(
            "these credentials may not read the topic 'look.in'",
            "these credentials may not write the topic 'look.predictions'",
            "these credentials may not write the topic 'look.telemetry'",
            "these credentials may not write the topic 'look.dead-letters'");
  }

  @Test
  void aWrongPasswordIsSaidAndNotRepeated() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Map<String, String> options = SecuredBroker.passwordOptions(other, "battery staple");
    PipelineSpec spec =
        spec("stranger", SecuredBroker.line(secured.broker().bootstrap(), "", options));
    assertThat(KafkaEnds.check(spec))
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .contains("the brokers refuse these credentials", "sasl.*")
        .doesNotContain("battery", "Exception");
  }
}
