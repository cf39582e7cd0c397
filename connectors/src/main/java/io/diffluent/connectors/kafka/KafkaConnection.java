package io.diffluent.connectors.kafka;

import io.diffluent.connectors.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How to reach a Kafka cluster.
 *
 * <p>Options go to every client (consumer, producer, admin). They are an allow-list: security,
 * network, batching and fetching are the user's; what decides the meaning of the job (serializers,
 * offsets, transactional ids, acknowledgements, interceptors) is not. Secrets are named, never
 * written out: {@code ${file:PATH:KEY}} or {@code ${directory:PATH:FILE}}, which the clients
 * resolve where they are created.
 *
 * @param bootstrap {@code host:port}, several separated by commas
 * @param options Kafka client options by name
 */
public record KafkaConnection(String bootstrap, Map<String, String> options) {

  private static final List<String> ALLOWED_PREFIXES =
      List.of(
          "security.",
          "ssl.",
          "sasl.",
          "config.providers",
          "client.",
          "request.timeout.",
          "retry.",
          "reconnect.",
          "socket.",
          "send.buffer.",
          "receive.buffer.",
          "metadata.",
          "connections.",
          "default.api.timeout.",
          "fetch.",
          "max.partition.fetch.",
          "max.poll.",
          "session.timeout.",
          "heartbeat.",
          "partition.discovery.");

  private static final List<String> ALLOWED =
      List.of(
          "isolation.level",
          "compression.type",
          "linger.ms",
          "batch.size",
          "buffer.memory",
          "delivery.timeout.ms",
          "max.request.size",
          "max.block.ms",
          "transaction.timeout.ms",
          "group.instance.id",
          "allow.auto.create.topics",
          "enable.metrics.push");

  /**
   * @throws IllegalArgumentException naming every option that is not allowed or that holds a secret
   */
  public KafkaConnection {
    options = Map.copyOf(options);
    if (bootstrap == null || bootstrap.isBlank()) {
      throw new IllegalArgumentException("kafka.bootstrap: host:port of a broker is missing");
    }
    List<Problem> refused = refused(options);
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          String.join("\n", refused.stream().map(Object::toString).toList()));
    }
  }

  /** A connection without options. */
  public static KafkaConnection to(String bootstrap) {
    return new KafkaConnection(bootstrap, Map.of());
  }

  /** The options that are not allowed, then those that hold a secret; each in order of names. */
  public static List<Problem> refused(Map<String, String> options) {
    Stream<Problem> unknown =
        options.keySet().stream()
            .sorted()
            .filter(name -> !isAllowed(name))
            .map(name -> new Problem("'" + name + "' cannot be set", where(name), instead(name)));
    Map<String, String> known = new TreeMap<>(options);
    known.keySet().removeIf(name -> !isAllowed(name));
    return Stream.concat(unknown, Secrets.writtenOut(known).stream()).toList();
  }

  /** How an option is called in a pipeline file. */
  static String where(String option) {
    return "kafka.options." + option;
  }

  /** The client properties: bootstrap, options, and who reads the secrets that they name. */
  public Properties properties() {
    Properties properties = new Properties();
    options.forEach(properties::setProperty);
    properties.setProperty("bootstrap.servers", bootstrap);
    Secrets.addProviders(properties);
    return properties;
  }

  private static String instead(String name) {
    String meant = Suggestion.of(name, ALLOWED);
    return meant.isEmpty() ? "remove it" : meant.substring("; ".length());
  }

  private static boolean isAllowed(String name) {
    return ALLOWED.contains(name) || ALLOWED_PREFIXES.stream().anyMatch(name::startsWith);
  }

  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>();
    options.forEach((name, value) -> shown.put(name, Secrets.isSecret(name) ? "***" : value));
    return "KafkaConnection[bootstrap=" + bootstrap + ", options=" + shown + "]";
  }
}
