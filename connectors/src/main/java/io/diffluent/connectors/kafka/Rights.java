package io.diffluent.connectors.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Whether the credentials of a connection may do what the job will do, asked of an authorizer
 * before it is done: a right that is missing would stop the job when it is first used, or, for the
 * consumer group, never be noticed.
 *
 * <p>Law: only a plain "no" is a problem. A cluster that does not tell says nothing.
 */
record Rights(Admin admin, String where) {

  /** Topics that are there, and what is to be done with each. */
  List<Problem> onTopics(Set<String> topics, AclOperation operation)
      throws TimeoutException, InterruptedException {
    List<Problem> problems = new ArrayList<>();
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin
            .describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    String verb = operation.name().toLowerCase(Locale.ROOT);
    for (String topic : topics.stream().sorted().toList()) {
      try {
        Set<AclOperation> may = StartUpCheck.answer(answers.get(topic)).authorizedOperations();
        if (may != null && !may.contains(operation) && !may.contains(AclOperation.ALL)) {
          problems.add(refused(verb, "the topic '" + topic + "'", verb + " on it"));
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof AuthorizationException) {
          problems.add(refused("describe", "the topic '" + topic + "'", verb + " on it"));
        }
      }
    }
    return problems;
  }

  List<Problem> onGroup(String group) throws TimeoutException, InterruptedException {
    return refusedBy(
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
        "the consumer group '" + group + "'",
        "read on it");
  }

  /** An id that nobody uses is no different from one in use: the right comes first. */
  List<Problem> onTransactions(List<String> prefixes)
      throws TimeoutException, InterruptedException {
    List<Problem> problems = new ArrayList<>();
    // Asked at once, so that they are waited for at once.
    DescribeTransactionsResult answers =
        admin.describeTransactions(prefixes.stream().map(Rights::anId).toList());
    for (String prefix : prefixes) {
      problems.addAll(
          refusedBy(
              answers.description(anId(prefix)),
              "transactional ids that begin with '" + prefix + "'",
              "write and describe on them"));
    }
    return problems;
  }

  private static String anId(String prefix) {
    return prefix + "-0-0";
  }

  private List<Problem> refusedBy(KafkaFuture<?> answer, String what, String right)
      throws TimeoutException, InterruptedException {
    try {
      StartUpCheck.answer(answer);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return List.of(refused("use", what, right));
      }
    }
    return List.of();
  }

  private Problem refused(String verb, String what, String right) {
    return new Problem(
        "these credentials may not " + verb + " " + what, where, "Grant " + right + ".");
  }
}
