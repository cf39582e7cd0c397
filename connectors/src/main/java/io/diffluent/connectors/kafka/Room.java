package io.diffluent.connectors.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Whether an event of any input topic fits into a dead letter: one that does not would stop the
 * job, again after every restart.
 *
 * <p>Law: only a limit that is smaller than an input's is a problem. With equal ones all fit but an
 * event that is within a few hundred bytes of the limit and cannot be compressed further. A cluster
 * that does not tell these credentials says nothing.
 */
record Room(Admin admin, String where) {

  /** The topic's setting. */
  static final String LIMIT = "max.message.bytes";

  List<Problem> forAll(Collection<String> inputs, String deadLetters)
      throws TimeoutException, InterruptedException {
    Set<String> topics = new TreeSet<>(inputs);
    topics.add(deadLetters);
    Map<ConfigResource, KafkaFuture<Config>> answers =
        admin.describeConfigs(topics.stream().map(Room::topic).toList()).values();
    long room = limit(answers.get(topic(deadLetters)), Long.MAX_VALUE);
    List<Problem> problems = new ArrayList<>();
    for (String topic : topics) {
      long most = limit(answers.get(topic(topic)), 0);
      if (most > room) {
        problems.add(
            new Problem(
                "an event of the topic '"
                    + topic
                    + "' may have "
                    + most
                    + " bytes, a dead letter in '"
                    + deadLetters
                    + "' at most "
                    + room,
                where,
                "Set "
                    + LIMIT
                    + " of '"
                    + deadLetters
                    + "' to more than "
                    + most
                    + ": an event that cannot become a dead letter would stop the job."));
      }
    }
    return problems;
  }

  private static ConfigResource topic(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  private static long limit(KafkaFuture<Config> answer, long unknown)
      throws TimeoutException, InterruptedException {
    try {
      Config config = StartUpCheck.answer(answer);
      return config.get(LIMIT) == null ? unknown : Long.parseLong(config.get(LIMIT).value());
    } catch (ExecutionException notAllowed) {
      return unknown;
    }
  }
}
