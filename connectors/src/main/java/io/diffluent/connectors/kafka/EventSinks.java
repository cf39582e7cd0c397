package io.diffluent.connectors.kafka;

import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Parsed;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;

/**
 * The sinks of a job: predictions, telemetry, dead letters.
 *
 * <p>With {@link Delivery.ExactlyOnce} the sinks share a prefix and add their topic, so they never
 * fence each other; transactional ids come from a pool, so their number stays small however long a
 * job lives.
 *
 * @param connection the cluster
 * @param delivery what all sinks promise
 */
public record EventSinks(KafkaConnection connection, Delivery delivery) {

  /** Predictions as JSON under the event's key, with its headers and {@code diffluent-id}. */
  public KafkaSink<Prediction> predictions(String topic) {
    return sink(topic, KafkaRecords::prediction);
  }

  /** Telemetry as JSON under the model key. */
  public KafkaSink<Telemetry> telemetry(String topic) {
    return sink(topic, KafkaRecords::telemetry);
  }

  /** Rejected events, their bytes untouched, with headers that say what is wrong. */
  public KafkaSink<Parsed.Rejected> deadLetters(String topic) {
    return sink(topic, KafkaRecords::deadLetter);
  }

  private <T> KafkaSink<T> sink(String topic, TopicWriter.Shape<T> shape) {
    Properties properties = connection.properties();
    KafkaSinkBuilder<T> builder =
        KafkaSink.<T>builder()
            .setBootstrapServers(connection.bootstrap())
            .setRecordSerializer(new TopicWriter<>(topic, shape));
    if (delivery instanceof Delivery.ExactlyOnce once) {
      properties.setProperty(
          "transaction.timeout.ms", Long.toString(once.transactionTimeout().toMillis()));
      builder
          .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
          .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
          .setTransactionalIdPrefix(once.prefixFor(topic));
    } else {
      builder.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
    }
    return builder.setKafkaProducerConfig(properties).build();
  }
}
