package io.diffluent.connectors.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What one broker alone needs: a quorum of itself, one copy of everything, little memory.
 *
 * <p>Clients have a listener of their own, so that it may ask for credentials while the broker
 * itself, and whoever administers it, needs none.
 */
final class BrokerSettings {

  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";
  static final String INTERNAL = "INTERNAL";
  static final String CLIENTS = "CLIENTS";
  static final String QUORUM_VOTERS = "controller.quorum.voters";

  private static final String MEBIBYTES_2 = Integer.toString(2 << 20);

  private BrokerSettings() {}

  static Map<String, String> of(
      Path directory, String controller, String internal, String clients) {
    String brokers = INTERNAL + "://" + internal + "," + CLIENTS + "://" + clients;
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put(QUORUM_VOTERS, NODE + "@" + controller);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("listeners", CONTROLLER + "://" + controller + "," + brokers);
    settings.put("advertised.listeners", brokers);
    settings.put("inter.broker.listener.name", INTERNAL);
    settings.put(
        "listener.security.protocol.map",
        "CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT,CLIENTS:PLAINTEXT");
    settings.put("log.dirs", directory.toString());

    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("num.partitions", "1");

    // Flink's own default asks for an hour.
    settings.put("transaction.max.timeout.ms", "3600000");
    // Replayed events carry times of long ago: age must not delete them.
    settings.put("log.retention.ms", "-1");
    settings.put("auto.create.topics.enable", "false");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("controlled.shutdown.enable", "false");
    settings.put("log.cleaner.dedupe.buffer.size", MEBIBYTES_2);
    settings.put("log.segment.bytes", Integer.toString(64 << 20));
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    return settings;
  }
}
