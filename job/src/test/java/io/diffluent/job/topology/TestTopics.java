package io.diffluent.job.topology;

import com.fasterxml.jackson.databind.JsonNode;
import io.diffluent.connectors.embedded.EmbeddedBroker;
import io.diffluent.connectors.kafka.TopicContents;
import io.diffluent.job.CommandRun;
import io.diffluent.job.RunningBroker;
import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of one pipeline on a broker: what goes in, the job between, what came out. */
record TestTopics(PipelineSpec spec) {

  /** Largest event a test sends, with room around it. */
  static final int LARGEST = 12 << 20;

  /** A broker that lets big events pass. */
  static RunningBroker running() {
    return RunningBroker.with(Map.of("message.max.bytes", Integer.toString(LARGEST)));
  }

  /** Creates the topics of a pipeline file. */
  static TestTopics of(EmbeddedBroker broker, String yaml, int partitions) {
    PipelineResult result = PipelineFile.parse(yaml, "p.yaml");
    if (result instanceof PipelineResult.Invalid invalid) {
      throw new AssertionError(invalid.problems());
    }
    PipelineSpec spec = ((PipelineResult.Valid) result).spec().withBootstrap(broker.bootstrap());
    spec.sources().forEach(source -> broker.createTopic(source.topic(), partitions));
    if (spec.lateLabels() != null) {
      broker.createTopic(spec.lateLabels().topic(), partitions);
    }
    PipelineSpec.Topics topics = spec.kafka().topics();
    for (String topic : List.of(topics.predictions(), topics.telemetry(), topics.deadLetters())) {
      broker.createTopic(topic, 1);
    }
    return new TestTopics(spec);
  }

  /** Sends and waits until everything has arrived. */
  void feed(List<ProducerRecord<byte[], byte[]>> events)
      throws ExecutionException, InterruptedException {
    Properties properties = KafkaEnds.connection(spec).properties();
    properties.setProperty("max.request.size", Integer.toString(LARGEST));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      events.forEach(event -> sent.add(producer.send(event)));
      for (Future<RecordMetadata> future : sent) {
        future.get();
      }
    }
  }

  /** The production graph over everything that is in the topics now. */
  void runToTheEnd(Configuration configuration, int parallelism) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    KafkaEnds.connect(env, spec, LearnerPlan.of(spec), true);
    env.execute();
  }

  List<ConsumerRecord<byte[], byte[]>> predictions() {
    return contents(spec.kafka().topics().predictions());
  }

  List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return contents(spec.kafka().topics().deadLetters());
  }

  List<Answer> answers() {
    return predictions().stream().map(Answer::of).toList();
  }

  List<Report> reports() {
    return contents(spec.kafka().topics().telemetry()).stream().map(Report::of).toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> contents(String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    new TopicContents(KafkaEnds.connection(spec), topic).forEach(all::add);
    return all;
  }

  /** The last header of a name as text; null without one. */
  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** What a reader of the predictions takes from one of them. */
  record Answer(
      String id, String model, long version, double value, String served, JsonNode receipt) {

    static Answer of(ConsumerRecord<byte[], byte[]> record) {
      var json = CommandRun.parsed(new String(record.value(), StandardCharsets.UTF_8));
      return new Answer(
          json.get("id").asText(),
          json.get("model").asText(),
          json.get("version").asLong(),
          json.get("prediction").asDouble(),
          json.get("served").asText(),
          json.get("receipt"));
    }

    /** The event's place in its partition. */
    int offset() {
      return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
    }
  }

  /** What a reader of the telemetry takes from one record. */
  record Report(String key, String model, long version, JsonNode json) {

    static Report of(ConsumerRecord<byte[], byte[]> record) {
      var json = CommandRun.parsed(new String(record.value(), StandardCharsets.UTF_8));
      return new Report(
          new String(record.key(), StandardCharsets.UTF_8),
          json.get("model").asText(),
          json.get("version").asLong(),
          json);
    }

    long count(String name) {
      return json.get("counts").get(name).asLong();
    }
  }
}
