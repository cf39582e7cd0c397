package io.diffluent.connectors.kafka;

import io.diffluent.connectors.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Asks the cluster, before a job is started, everything that would otherwise stop it later: is it
 * there, are the input topics there, can the output topics be there, may these credentials use
 * them, does every event fit into a dead letter, do the times of transactions fit.
 *
 * <p>Answers with problems for people, all at once, within about twenty seconds; never with a stack
 * trace and never with a secret. What the user's rights do not allow to ask is not a problem: the
 * job needs less.
 *
 * @param inputs topics that must exist
 * @param outputs topics that must exist or be created
 * @param deadLetters the output that takes events with their original bytes
 * @param createOutputs whether missing output topics are created, with the broker's own defaults
 *     but for messages as large as ours
 * @param group consumer group of the inputs
 * @param transactions what the transactional ids of exactly-once output begin with, else empty
 * @param times to check for exactly-once output, else empty
 */
public record StartUpCheck(
    List<String> inputs,
    List<String> outputs,
    String deadLetters,
    boolean createOutputs,
    String group,
    List<String> transactions,
    Optional<TransactionTimes> times) {

  private static final int REQUEST_MS = 3_000;
  private static final int CALL_MS = 6_000;
  private static final Duration CLOSE = Duration.ofSeconds(1);

  /** A dead letter is its event and a little more: the broker's default limit would refuse it. */
  private static final String MOST_BYTES = Integer.toString(64 * 1024 * 1024);

  private static final String MAXIMUM = "transaction.max.timeout.ms";

  /** Everything that is wrong; empty when the job can start. */
  public List<Problem> run(KafkaConnection connection) {
    Properties properties = connection.properties();
    properties.setProperty("request.timeout.ms", Integer.toString(REQUEST_MS));
    properties.setProperty("default.api.timeout.ms", Integer.toString(CALL_MS));
    properties.setProperty("retries", "2");
    Admin admin;
    try {
      admin = Admin.create(properties);
    } catch (KafkaException e) {
      return List.of(unusable(connection, e));
    }
    try {
      return problems(admin, connection);
    } catch (ExecutionException | TimeoutException e) {
      return List.of(unreachable(connection, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(unreachable(connection, e));
    } finally {
      admin.close(CLOSE);
    }
  }

  private List<Problem> problems(Admin admin, KafkaConnection connection)
      throws ExecutionException, TimeoutException, InterruptedException {
    Collection<Node> nodes = answer(admin.describeCluster().nodes());
    Set<String> topics = answer(admin.listTopics().names());
    List<Problem> problems = new ArrayList<>();
    for (String topic : inputs) {
      if (!topics.contains(topic)) {
        problems.add(
            new Problem(
                "the input topic '"
                    + topic
                    + "' does not exist, or these credentials may not see it",
                connection.bootstrap(),
                "Create it, grant read and describe on it, or correct its name"
                    + Suggestion.of(topic, topics)));
      }
    }
    List<String> missing = outputs.stream().distinct().filter(t -> !topics.contains(t)).toList();
    Set<String> made = new HashSet<>(topics);
    for (String topic : missing) {
      Optional<Problem> problem = create(admin, topic, connection);
      problem.ifPresentOrElse(problems::add, () -> made.add(topic));
    }
    Rights rights = new Rights(admin, connection.bootstrap());
    problems.addAll(rights.onTopics(both(inputs, topics), AclOperation.READ));
    problems.addAll(rights.onTopics(both(outputs, made), AclOperation.WRITE));
    if (!transactions.isEmpty()) {
      // A sink that starts looks for transactions that were left open on its topic.
      problems.addAll(rights.onTopics(both(outputs, made), AclOperation.READ));
      problems.addAll(rights.onTransactions(transactions));
    }
    problems.addAll(rights.onGroup(group));
    if (made.contains(deadLetters)) {
      Room room = new Room(admin, connection.bootstrap());
      problems.addAll(room.forAll(both(inputs, topics), deadLetters));
    }
    if (times.isPresent()) {
      problems.addAll(times.get().problems(brokerMaximum(admin, nodes)));
    }
    return problems;
  }

  private static Set<String> both(List<String> wanted, Set<String> there) {
    return wanted.stream().filter(there::contains).collect(Collectors.toSet());
  }

  /** Creates an output topic; returns why that cannot be, or nothing where it is there now. */
  private Optional<Problem> create(Admin admin, String topic, KafkaConnection connection)
      throws TimeoutException, InterruptedException {
    if (!createOutputs) {
      return Optional.of(
          new Problem(
              "the output topic '" + topic + "' does not exist",
              connection.bootstrap(),
              "Create it, or allow output topics to be created."));
    }
    try {
      NewTopic created =
          new NewTopic(topic, Optional.empty(), Optional.empty())
              .configs(Map.of(Room.LIMIT, MOST_BYTES));
      answer(admin.createTopics(List.of(created)).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        return Optional.of(
            new Problem(
                "the output topic '" + topic + "' cannot be created (" + sentence(root(e)) + ")",
                connection.bootstrap(),
                "Create it by hand, or grant create on it."));
      }
    }
    return Optional.empty();
  }

  /** The broker's longest transaction, or null when it does not tell these credentials. */
  private static Duration brokerMaximum(Admin admin, Collection<Node> nodes)
      throws TimeoutException, InterruptedException {
    if (nodes.isEmpty()) {
      return null;
    }
    String id = nodes.iterator().next().idString();
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, id);
    try {
      Config config = answer(admin.describeConfigs(List.of(broker)).all()).get(broker);
      ConfigEntry entry = config == null ? null : config.get(MAXIMUM);
      return entry == null || entry.value() == null
          ? null
          : Duration.ofMillis(Long.parseLong(entry.value()));
    } catch (ExecutionException notAllowed) {
      return null;
    }
  }

  static <T> T answer(KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(CALL_MS + 1_000L, TimeUnit.MILLISECONDS);
  }

  private static Problem unreachable(KafkaConnection connection, Throwable error) {
    if (found(SslAuthenticationException.class, error)) {
      return new Problem(
          "no encrypted connection can be made (" + sentence(root(error)) + ")",
          connection.bootstrap(),
          "Check that ssl.truststore.* in kafka.options trusts the brokers' certificates and, where"
              + " they ask for one, that ssl.keystore.* holds a certificate that they trust.");
    }
    if (found(AuthenticationException.class, error)) {
      return new Problem(
          "the brokers refuse these credentials (" + sentence(root(error)) + ")",
          connection.bootstrap(),
          "Check security.protocol and the sasl.* and ssl.* options in kafka.options, and that the"
              + " files and keys they name are there.");
    }
    return new Problem(
        "no broker answers",
        connection.bootstrap(),
        "Start Kafka, or correct kafka.bootstrap; for a secured cluster check that"
            + " security.protocol in kafka.options is what the port speaks.");
  }

  private static Problem unusable(KafkaConnection connection, Throwable error) {
    // What a login module is told is a secret, and messages about what it cannot read quote it.
    boolean quotes =
        connection.options().keySet().stream().anyMatch(o -> o.endsWith("jaas.config"))
            && (found(LoginException.class, error) || found(IllegalArgumentException.class, error));
    String cause = quotes ? "sasl.jaas.config is not understood" : sentence(root(error));
    return new Problem(
        "the client cannot be set up (" + cause + ")",
        connection.bootstrap(),
        "Correct kafka.bootstrap (host:port) and kafka.options, and the files they name.");
  }

  private static boolean found(Class<? extends Throwable> type, Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static Throwable root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static String sentence(Throwable cause) {
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
