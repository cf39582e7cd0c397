package io.diffluent.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diffluent.core.record.Task;
import io.diffluent.job.CommandRun;
import io.diffluent.job.GeneratedTable;
import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
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
 * A password that is a canary: the job runs with it, fails with it, is refused with it, and it is
 * seen nowhere.
 */
class SecretsTest {

  private static final int EVENTS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;

  private static String canary;
  private static SecuredBroker secured;
  private static MiniCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    canary = "canary" + UUID.randomUUID().toString().replace("-", "");
    secured = SecuredBroker.withPasswords(folder, canary);
    secured.grant(
        List.of(
            any(ResourceType.TOPIC), any(ResourceType.GROUP), any(ResourceType.TRANSACTIONAL_ID)));
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .withRandomPorts()
                .build());
    cluster.start();
  }

  private static AclBinding any(ResourceType type) {
    return new AclBinding(
        new ResourcePattern(type, "*", PatternType.LITERAL),
        new AccessControlEntry(SecuredBroker.USER, "*", AclOperation.ALL, AclPermissionType.ALLOW));
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
    secured.close();
  }

  private static Path file(String name, Map<String, String> options) throws IOException {
    String line = SecuredBroker.line(secured.broker().bootstrap(), "", options);
    String yaml =
        GeneratedTable.pipeline(Task.REGRESSION, line, "checkpoint: {intervalMs: 1000}")
            .replace("pipeline: garden", "pipeline: " + name)
            .replace("topic: rides", "topic: " + name + ".in");
    return Files.writeString(folder.resolve(name + ".yaml"), yaml);
  }

  private static PipelineSpec spec(Path file) {
    PipelineResult result = PipelineFile.read(file);
    assertThat(result).as(result.toString()).isInstanceOf(PipelineResult.Valid.class);
    return ((PipelineResult.Valid) result).spec();
  }

  private static void topics(String name) {
    for (String topic : List.of(".in", ".predictions", ".telemetry", ".dead-letters")) {
      secured.broker().createTopic(name + topic, 1);
    }
  }

  private static JobGraph graph(PipelineSpec spec, Configuration configuration) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(1);
    Graph graph = Graph.build(spec, LearnerPlan.of(spec), KafkaEnds.events(env, spec, false));
    KafkaEnds.sinks(spec, graph);
    return env.getStreamGraph().getJobGraph();
  }

  @Test
  void aRunningAndAFailingJobShowNoPassword() throws Exception {
    Path good = file("quiet", secured.options());
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path bad = file("wrong", SecuredBroker.passwordOptions(elsewhere, "no-" + canary));
    topics("quiet");
    topics("wrong");
    try (Leaks leaks = new Leaks()) {
      PipelineSpec spec = spec(good);
      assertThat(KafkaEnds.check(spec)).isEmpty();
      leaks.add("pipeline", spec + " " + KafkaEnds.connection(spec));
      TestTopics topics = new TestTopics(spec);
      List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
      for (int i = 0; i < EVENTS; i++) {
        events.add(KafkaJobTest.event("quiet.in", 0, i, KafkaJobTest.value(i)));
      }
      topics.feed(events);
      JobGraph running = graph(spec, FlinkSetup.lasting(spec));
      JobGraph failing = graph(spec(bad), FlinkSetup.bounded("wrong"));
      leaks.addGraph(running);
      leaks.addGraph(failing);
      cluster.submitJob(running).get();
      cluster.submitJob(failing).get();
      leaks.add("failure", ended(failing.getJobID()));
      await().atMost(PATIENCE).until(() -> topics.predictions().size() == EVENTS);
      leaks.addRest(cluster.getRestAddress().get());
      cluster.cancelJob(running.getJobID()).get();
      ended(running.getJobID());

      // What is searched is what it should be: the names of the places are in it, and the reason.
      String file = folder.resolve("kafka.properties").toString();
      assertThat(leaks.placesOf(file)).contains("job graph", "pipeline");
      assertThat(leaks.placesOf("sasl.jaas.config = [hidden]")).contains("log");
      assertThat(leaks.placesOf("SaslAuthenticationException"))
          .contains("failure", "log", "REST /jobs/" + failing.getJobID() + "/exceptions");
      assertThat(leaks.placesOf("predictions"))
          .contains("REST /jobs/" + running.getJobID() + "/plan");
      assertThat(leaks.places()).hasSizeGreaterThan(60);
      assertThat(leaks.placesOf(canary)).isEmpty();
    }
  }

  /** The text of a failure, or an empty one. */
  private static String ended(JobID job) throws Exception {
    return cluster
        .requestJobResult(job)
        .get()
        .getSerializedThrowable()
        .map(org.apache.flink.util.SerializedThrowable::getFullStringifiedStackTrace)
        .orElse("");
  }

  @Test
  void aLeakIsFound() throws Exception {
    String planted = "planted" + UUID.randomUUID();
    Map<String, String> options = new HashMap<>(secured.options());
    options.put("client.id", planted);
    topics("loud");
    PipelineSpec spec = spec(file("loud", options));
    try (Leaks leaks = new Leaks()) {
      JobGraph graph = graph(spec, FlinkSetup.common("named " + planted));
      leaks.addGraph(graph);
      cluster.submitJob(graph).get();
      String running = "REST /jobs/" + graph.getJobID();
      System.err.println(planted);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(leaks.placesOf(planted)).contains("log"));
      leaks.addRest(cluster.getRestAddress().get());
      cluster.cancelJob(graph.getJobID()).get();
      ended(graph.getJobID());
      assertThat(leaks.placesOf(planted))
          .contains(
              "job graph", "log", "printed", "REST /jobs/overview", running, running + "/config");
    }
  }

  @Test
  void commandsShowNoPassword() throws Exception {
    Path good = file("valid", secured.options());
    Path elsewhere = Files.createDirectories(folder.resolve("commands"));
    Map<String, String> wrong = SecuredBroker.passwordOptions(elsewhere, "no-" + canary);
    Map<String, String> garbage = new HashMap<>(wrong);
    Files.writeString(elsewhere.resolve("login"), canary + " " + canary + ";");
    garbage.put("sasl.jaas.config", "${directory:" + elsewhere + ":login}");
    Map<String, String> module = new HashMap<>(wrong);
    Files.writeString(elsewhere.resolve("module"), canary + " required;");
    module.put("sasl.jaas.config", "${directory:" + elsewhere + ":module}");
    Map<String, String> literal = new HashMap<>(wrong);
    literal.put("sasl.jaas.config", "PlainLoginModule required password='" + canary + "';");
    literal.put("ssl.key.password", canary);
    Map<String, String> lost = new HashMap<>(wrong);
    lost.put("sasl.jaas.config", "${file:" + elsewhere + "/nowhere.properties:password}");
    topics("valid");
    try (Leaks leaks = new Leaks()) {
      command(leaks, 0, "is valid", "validate", "--pipeline", good);
      command(leaks, 0, "", "validate", "--json", "--pipeline", good);
      command(leaks, 4, "refuse these credentials", "run", "--pipeline", file("w", wrong));
      command(
          leaks, 4, "sasl.jaas.config is not understood", "run", "--pipeline", file("g", garbage));
      command(leaks, 4, "is not understood", "run", "--pipeline", file("m", module));
      command(leaks, 4, "nowhere.properties", "run", "--pipeline", file("n", lost));
      Path written = file("l", escaped(literal));
      command(leaks, 3, "'ssl.key.password' holds a secret", "validate", "--pipeline", written);
      command(leaks, 3, "", "validate", "--json", "--pipeline", written);
      command(leaks, 3, "'sasl.jaas.config' holds a secret", "run", "--pipeline", written);
      assertThat(leaks.placesOf(canary)).isEmpty();
    }
  }

  /** Quotes inside the quotes of a pipeline file. */
  private static Map<String, String> escaped(Map<String, String> options) {
    Map<String, String> escaped = new HashMap<>(options);
    escaped.replaceAll((name, value) -> value.replace("'", "''"));
    return escaped;
  }

  private static void command(Leaks leaks, int code, String says, Object... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.out() + run.err()).contains(says);
    leaks.add(String.join(" ", arguments[0].toString(), says), run.out() + run.err());
  }
}
