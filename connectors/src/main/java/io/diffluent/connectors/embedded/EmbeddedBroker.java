package io.diffluent.connectors.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.common.Feature;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A combined Kafka node (controller and broker) in this JVM, reachable over TCP on 127.0.0.1.
 *
 * <p>Up in about two seconds. Topics keep everything until {@link #close}, which also deletes the
 * data, unless the directory was given ({@link #keeping}). A fault inside the broker never ends the
 * JVM; {@link #fault()} tells about it.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final long ADMIN_SECONDS = 30;
  private static final String FORMATTED = "meta.properties";

  private final Path directory;
  private final boolean keeps;
  private final LoopbackSockets sockets;
  private final String bootstrap;
  private final String internal;
  private final SharedServer shared;
  private final ControllerServer controller;
  private final BrokerServer broker;
  private volatile String fault;

  private EmbeddedBroker(
      Path directory,
      boolean keeps,
      int port,
      LoopbackSockets sockets,
      Map<String, String> overrides)
      throws Exception {
    this.directory = directory;
    this.keeps = keeps;
    this.sockets = sockets;
    bootstrap = "127.0.0.1:" + sockets.reserve(port);
    internal = "127.0.0.1:" + sockets.reserve(0);
    String controllers = "127.0.0.1:" + sockets.reserve(0);
    Map<String, String> settings = BrokerSettings.of(directory, controllers, internal, bootstrap);
    settings.putAll(overrides);
    KafkaConfig config = new KafkaConfig(new HashMap<>(settings), false);
    if (!Files.exists(directory.resolve(FORMATTED))) {
      format(directory);
    }
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> formatted =
        KafkaRaftServer.initializeLogDirs(
            config, LoggerFactory.getLogger(EmbeddedBroker.class), "embedded ");
    String cluster = formatted._1().clusterId().orElseThrow();
    Metrics metrics = Server.initializeMetrics(config, Time.SYSTEM, cluster);
    shared =
        new SharedServer(
            config,
            formatted._1(),
            Time.SYSTEM,
            metrics,
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(
                    List.of(settings.get(BrokerSettings.QUORUM_VOTERS)))),
            List.of(),
            (name, fatal, action) -> (message, cause) -> faulted(message, cause, action),
            sockets);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2());
    broker = new BrokerServer(shared);
  }

  /** Starts a broker; returns when it accepts requests. */
  public static EmbeddedBroker start() {
    return start(Map.of());
  }

  /**
   * Starts a broker with some broker settings of its own.
   *
   * <p>Its listeners are {@code CONTROLLER}, {@code INTERNAL} and {@code CLIENTS}; settings may
   * secure the last one ({@code listener.security.protocol.map}, {@code listener.name.clients.*}).
   *
   * @throws IllegalStateException when it does not come up, with the reason
   */
  public static EmbeddedBroker start(Map<String, String> settings) {
    try {
      return started(Files.createTempDirectory("diffluent-broker-"), false, 0, settings);
    } catch (IOException e) {
      throw new IllegalStateException("no directory for the embedded broker: " + e.getMessage(), e);
    }
  }

  /**
   * Starts a broker on a directory that it keeps when it closes: started there again, it has the
   * topics, groups and transactions of before, also after its process was killed.
   *
   * @param directory empty, not there yet, or left by such a broker
   * @param port of 127.0.0.1, or 0 for any that is free
   * @throws IllegalStateException when it does not come up, with the reason
   */
  public static EmbeddedBroker keeping(Path directory, int port, Map<String, String> settings) {
    try {
      return started(Files.createDirectories(directory), true, port, settings);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the embedded broker cannot use " + directory + ": " + e.getMessage(), e);
    }
  }

  private static EmbeddedBroker started(
      Path directory, boolean keeps, int port, Map<String, String> settings) {
    LoopbackSockets sockets = new LoopbackSockets();
    EmbeddedBroker node = null;
    try {
      node = new EmbeddedBroker(directory, keeps, port, sockets, settings);
      node.controller.startup();
      node.broker.startup();
      return node;
    } catch (Exception e) {
      if (node != null) {
        node.close();
      } else {
        discard(sockets, directory, keeps);
      }
      throw new IllegalStateException("the embedded broker did not start: " + e.getMessage(), e);
    }
  }

  /** {@code 127.0.0.1:port}, for the {@code bootstrap.servers} of clients. */
  public String bootstrap() {
    return bootstrap;
  }

  /**
   * The address of the listener that never asks for credentials: for administration, whatever
   * clients are asked for.
   */
  public String internal() {
    return internal;
  }

  /** The first fault inside the broker, or null while it is healthy. */
  public String fault() {
    return fault;
  }

  /**
   * Creates a topic and waits until it is there.
   *
   * @throws IllegalStateException when the broker refuses, for instance because it exists
   */
  public void createTopic(String name, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", internal))) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1);
      admin.createTopics(List.of(topic)).all().get(ADMIN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException("topic " + name + ": " + reason.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topic " + name, e);
    }
  }

  /** Stops the broker and deletes its data, unless it is to keep them. */
  @Override
  public void close() {
    broker.shutdown();
    controller.shutdown();
    discard(sockets, directory, keeps);
  }

  private RuntimeException faulted(String message, Throwable cause, Runnable action) {
    if (fault == null) {
      fault = message;
    }
    action.run();
    return new IllegalStateException(message, cause);
  }

  private static void format(Path directory) throws Exception {
    // The formatter reports to a stream; standard output belongs to the data.
    try (PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silent)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(BrokerSettings.NODE)
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setMetadataLogDirectory(directory.toString())
          .setDirectories(List.of(directory.toString()))
          .run();
    }
  }

  private static void discard(LoopbackSockets sockets, Path directory, boolean keeps) {
    try {
      sockets.close();
      if (!keeps) {
        try (Stream<Path> files = Files.walk(directory)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (IOException | java.io.UncheckedIOException leftover) {
      // A file that will not go is the temporary directory's business, not the caller's.
      LoggerFactory.getLogger(EmbeddedBroker.class).debug("left behind: {}", directory);
    }
  }
}
