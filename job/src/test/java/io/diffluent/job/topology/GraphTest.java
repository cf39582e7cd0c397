package io.diffluent.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Task;
import io.diffluent.job.GeneratedTable;
import io.diffluent.job.demo.Demo;
import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a savepoint finds its state by, and what the job may not do. */
class GraphTest {

  static List<PipelineSpec> pipelines() {
    return List.of(
        spec(""),
        spec("kafka: {delivery: exactly-once, transactionTimeoutMs: 600000}"),
        spec("key: city\ncheckpoint: {backend: rocksdb}"),
        Demo.pipeline());
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void everyOperatorHasAnIdentityAndAName(PipelineSpec spec) {
    Configuration configuration = FlinkSetup.lasting(spec);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    StreamExecutionEnvironment env = build(spec, configuration);
    List<Transformation<?>> transformations = env.getTransformations();
    assertThat(transformations).hasSizeGreaterThan(4);
    assertThat(transformations)
        .filteredOn(transformation -> transformation.getUid() == null)
        .allSatisfy(side -> assertThat(side.getClass().getSimpleName()).contains("Partition"));

    StreamGraph graph = env.getStreamGraph();
    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getOperatorName)
        .contains("parse", "learn", "predictions: Writer", "dead-letters: Writer")
        .anyMatch(name -> name.startsWith("Source: events "))
        .noneMatch(name -> name.contains("Map") || name.contains("Process"));
    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .doesNotContainNull()
        .doesNotHaveDuplicates()
        .contains("parse", "learn");
    // Fails for an operator whose identity would be made up from the shape of the graph.
    assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void cleaningAndLearningAreOneTask(PipelineSpec spec) {
    StreamGraph graph = build(spec, FlinkSetup.bounded("graph")).getStreamGraph();
    assertThat(graph.getJobGraph().getVertices())
        .extracting(JobVertex::getName)
        .noneMatch(name -> name.contains("clean"))
        .filteredOn(name -> name.startsWith("learn"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void flinkIsSetUpAsThePipelineSays(String backend) {
    PipelineSpec spec =
        spec("checkpoint: {backend: " + backend + ", intervalMs: 5000, directory: file:///tmp/c}");
    Configuration lasting = FlinkSetup.lasting(spec);
    assertThat(lasting.get(StateBackendOptions.STATE_BACKEND))
        .isEqualTo(backend.equals("heap") ? "hashmap" : "rocksdb");
    assertThat(lasting.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(lasting.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).isEqualTo("file:///tmp/c");
    assertThat(lasting.get(PipelineOptions.NAME)).isEqualTo("diffluent garden");
    Configuration bounded = FlinkSetup.bounded("b");
    assertThat(bounded.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("none");
    for (Configuration each : List.of(lasting, bounded, FlinkSetup.common("c"))) {
      assertThat(each.get(PipelineOptions.GENERIC_TYPES)).isFalse();
      assertThat(each.get(PipelineOptions.OBJECT_REUSE)).isTrue();
    }
  }

  private static StreamExecutionEnvironment build(PipelineSpec spec, Configuration configuration) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    Graph graph = Graph.build(spec, LearnerPlan.of(spec), KafkaEnds.events(env, spec, false));
    KafkaEnds.sinks(spec, graph);
    return env;
  }

  private static PipelineSpec spec(String line) {
    String yaml = GeneratedTable.pipeline(Task.REGRESSION, line);
    return ((PipelineResult.Valid) PipelineFile.parse(yaml, "p.yaml")).spec();
  }
}
