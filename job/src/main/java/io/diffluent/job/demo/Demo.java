package io.diffluent.job.demo;

import io.diffluent.connectors.embedded.EmbeddedBroker;
import io.diffluent.connectors.kafka.EventProducer;
import io.diffluent.connectors.kafka.KafkaConnection;
import io.diffluent.connectors.replay.DirtyStream;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.job.evaluate.Evaluation;
import io.diffluent.job.evaluate.Report;
import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.FlinkSetup;
import io.diffluent.job.topology.KafkaEnds;
import io.diffluent.job.topology.LearnerPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the production graph against a broker in this process.
 *
 * @param records events to generate
 * @param seed seed of the stream and of the learner
 * @param keep whether to go on afterwards, with Flink's web UI, until interrupted
 * @param out where people look
 */
public record Demo(long records, long seed, boolean keep, PrintStream out) {

  /** Flink's web interface has this port, or the next one that is free. */
  private static final int UI_PORT = 8081;

  private static final int UI_PORTS = 20;

  /** Events per second after the first ones, while the demo is kept running. */
  private static final int TRICKLE = 200;

  /** The demo's pipeline file. */
  public static PipelineSpec pipeline() {
    try (InputStream in = Demo.class.getResourceAsStream("/demo.yaml")) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return ((PipelineResult.Valid) PipelineFile.parse(yaml, "demo.yaml")).spec();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs to the end and returns the report; with {@link #keep} it returns when interrupted. */
  public Report run() throws Exception {
    out.println("Starting a Kafka broker in this process ...");
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      PipelineSpec spec = pipeline().withBootstrap(broker.bootstrap());
      createTopics(broker, spec);
      KafkaConnection connection = KafkaEnds.connection(spec);
      DirtyStream stream = new DirtyStream(seed);
      out.printf("Generating %,d dirty events into %s ...%n", records, topics(spec));
      try (EventProducer producer = new EventProducer(connection)) {
        for (long i = 0; i < records; i++) {
          producer.send(stream.event(i));
        }
        producer.flush();
        LearnerConfig config = LearnerPlan.of(spec, spec.learn().arms(), seed, true);
        Evaluation evaluation = new Evaluation(spec, config, null);
        LiveTable table = LiveTable.start(connection, spec, records, out);
        int port = keep ? freePort() : 0;
        Report report = evaluation.onTopics(environment(port), spec, records, !keep);
        table.stop();
        out.print(new Summary(report, connection, spec, keep).text());
        if (keep) {
          keepRunning(stream, producer, spec, port);
        }
        return report;
      }
    }
  }

  private static int freePort() {
    for (int port = UI_PORT; port < UI_PORT + UI_PORTS; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody has it.
      }
    }
    return UI_PORT;
  }

  private StreamExecutionEnvironment environment(int port) {
    Configuration configuration = FlinkSetup.bounded("diffluent demo");
    if (!keep) {
      return StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    }
    configuration.set(RestOptions.PORT, port);
    return StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(configuration)
        .setParallelism(1);
  }

  private static void createTopics(EmbeddedBroker broker, PipelineSpec spec) {
    spec.sources().forEach(source -> broker.createTopic(source.topic(), 1));
    PipelineSpec.Topics topics = spec.kafka().topics();
    List.of(topics.predictions(), topics.telemetry(), topics.deadLetters())
        .forEach(topic -> broker.createTopic(topic, 1));
  }

  private static String topics(PipelineSpec spec) {
    return String.join(" and ", spec.sources().stream().map(PipelineSpec.Source::topic).toList());
  }

  private void keepRunning(DirtyStream stream, EventProducer producer, PipelineSpec spec, int port)
      throws InterruptedException {
    out.printf(
        "%nStill running at %d events/s: Kafka %s, Flink http://localhost:%d. Stop with Ctrl-C.%n",
        TRICKLE, spec.kafka().bootstrap(), port);
    for (long i = records; ; i++) {
      producer.send(stream.event(i));
      TimeUnit.MILLISECONDS.sleep(1000 / TRICKLE);
    }
  }
}
