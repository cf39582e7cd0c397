package io.diffluent.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.embedded.EmbeddedBroker;
import io.diffluent.connectors.wire.JsonParser;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.Header;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Parser;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Flink job from a topic to topics, on a real broker. */
class KafkaJobTest {

  private static final TypeInformation<RawEvent> RAW = new GenericTypeInfo<>(RawEvent.class);
  private static final Parser PARSER =
      new JsonParser(
          new Schema(List.of(Column.numeric("x")), Label.regression("y"), List.of("rides")),
          Limits.DEFAULT,
          "id",
          null,
          "bike",
          false);

  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void atLeastOnce() throws Exception {
    everyEventHasOneOutcome("alo", Delivery.atLeastOnce());
  }

  @Test
  void exactlyOnce() throws Exception {
    everyEventHasOneOutcome("eo", new Delivery.ExactlyOnce("test-eo", Duration.ofMinutes(10)));
  }

  private static void everyEventHasOneOutcome(String name, Delivery delivery) throws Exception {
    for (String topic : List.of(".in", ".predictions", ".dead", ".telemetry")) {
      broker.createTopic(name + topic, 1);
    }
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      values.add(i % 100 == 7 ? broken(i) : ("{\"id\":" + i + ",\"x\":1}").getBytes(UTF));
    }
    values.add(null);
    feed(name + ".in", values);
    run(name, delivery);

    List<ConsumerRecord<byte[], byte[]>> predictions = read(name + ".predictions");
    assertThat(predictions).hasSize(1_980);
    ConsumerRecord<byte[], byte[]> first = predictions.get(0);
    assertThat(new String(first.value(), UTF))
        .startsWith("{\"id\":\"" + name + ".in-0-0\",\"event\":\"0\",\"model\":\"bike\"");
    assertThat(first.key()).isEqualTo("k0".getBytes(UTF));
    assertThat(first.timestamp()).isEqualTo(1_000);
    assertThat(header(first, KafkaRecords.ID)).isEqualTo(name + ".in-0-0");
    assertThat(header(first, "trace")).isEqualTo("t0");

    List<ConsumerRecord<byte[], byte[]>> dead = read(name + ".dead");
    assertThat(dead).hasSize(21);
    for (int i = 0; i < 20; i++) {
      int at = i * 100 + 7;
      assertThat(dead.get(i).value()).isEqualTo(values.get(at));
      assertThat(dead.get(i).key()).isEqualTo(("k" + at).getBytes(UTF));
      assertThat(header(dead.get(i), "trace")).isEqualTo("t" + at);
      assertThat(header(dead.get(i), Header.CLEAN)).isEqualTo("{}");
      assertThat(header(dead.get(i), KafkaRecords.SOURCE)).isEqualTo(name + ".in-0-" + at);
      assertThat(header(dead.get(i), KafkaRecords.REASON)).isIn("not-utf8", "not-json");
      assertThat(header(dead.get(i), KafkaRecords.ERROR)).isNotBlank();
    }
    assertThat(dead.get(20).value()).isNull();
    assertThat(header(dead.get(20), KafkaRecords.REASON)).isEqualTo("empty");
    assertThat(read(name + ".telemetry")).hasSize(1_980);
  }

  private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;

  private static byte[] broken(int i) {
    return i % 200 == 7 ? new byte[] {'{', (byte) 0xFF, 0, (byte) i} : "{\"x\":".getBytes(UTF);
  }

  private static void feed(String topic, List<byte[]> values) {
    try (EventProducer producer = new EventProducer(KafkaConnection.to(broker.bootstrap()))) {
      for (int i = 0; i < values.size(); i++) {
        List<Header> headers =
            List.of(
                new Header("trace", ("t" + i).getBytes(UTF)),
                new Header(Header.CLEAN, "{}".getBytes(UTF)));
        producer.send(
            new RawEvent(
                new Origin(topic, 0, i),
                1_000 + i,
                0,
                ("k" + i).getBytes(UTF),
                values.get(i),
                headers));
      }
      producer.flush();
    }
  }

  private static void run(String name, Delivery delivery) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    env.enableCheckpointing(200);
    KafkaConnection connection = KafkaConnection.to(broker.bootstrap());
    EventSource source = new EventSource(name + ".in", 0, name, StartAt.EARLIEST, true);
    EventSinks sinks = new EventSinks(connection, delivery);
    DataStream<RawEvent> events =
        env.fromSource(source.build(connection, RAW), WatermarkStrategy.noWatermarks(), "events");
    DataStream<Prediction> predictions =
        events.flatMap(KafkaJobTest::predict, new GenericTypeInfo<>(Prediction.class));
    predictions.sinkTo(sinks.predictions(name + ".predictions"));
    predictions
        .map(KafkaJobTest::telemetry, new GenericTypeInfo<>(Telemetry.class))
        .sinkTo(sinks.telemetry(name + ".telemetry"));
    events
        .flatMap(KafkaJobTest::reject, new GenericTypeInfo<>(Parsed.Rejected.class))
        .sinkTo(sinks.deadLetters(name + ".dead"));
    env.execute(name);
  }

  private static void predict(RawEvent event, Collector<Prediction> out) {
    if (PARSER.parse(event) instanceof Parsed.Accepted accepted) {
      Envelope envelope = accepted.record().envelope();
      out.collect(new Prediction(envelope, 1.5, null, List.of(), 0, "mixture", List.of(), 0));
    }
  }

  private static Telemetry telemetry(Prediction prediction) {
    Envelope envelope = prediction.envelope();
    return new Telemetry(
        envelope.model(),
        0,
        envelope.timestamp(),
        "mixture",
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static void reject(RawEvent event, Collector<Parsed.Rejected> out) {
    if (PARSER.parse(event) instanceof Parsed.Rejected rejected) {
      out.collect(rejected);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF);
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", broker.bootstrap());
    properties.setProperty("isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
    }
    return records;
  }
}
