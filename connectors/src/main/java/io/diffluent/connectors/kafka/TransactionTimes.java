package io.diffluent.connectors.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The times that must fit together for exactly-once output.
 *
 * <p>Law: checkpoint interval + 3 x (checkpoint timeout + restart delay) &lt;= transaction timeout
 * &lt;= the broker's maximum. A transaction is open from one checkpoint to the next. Below the law,
 * Kafka may abort one that is still written to, which restarts the job, or one that a recovering
 * job still has to commit, and predictions are lost; above it, the broker refuses the transaction.
 *
 * @param checkpointInterval from one checkpoint to the next
 * @param checkpointTimeout after which Flink gives up a checkpoint
 * @param restartDelay pause before a failed job is started again for the first time
 * @param transactionTimeout {@code transaction.timeout.ms} of the sinks
 */
public record TransactionTimes(
    Duration checkpointInterval,
    Duration checkpointTimeout,
    Duration restartDelay,
    Duration transactionTimeout) {

  /** The shortest transaction timeout that fits. */
  public Duration least() {
    return checkpointInterval.plus(checkpointTimeout.plus(restartDelay).multipliedBy(3));
  }

  /** What does not fit; the broker's maximum may be unknown (null). */
  public List<Problem> problems(Duration brokerMaximum) {
    List<Problem> problems = new ArrayList<>();
    Duration least = least();
    if (transactionTimeout.compareTo(least) < 0) {
      problems.add(
          new Problem(
              "transactions time out after "
                  + millis(transactionTimeout)
                  + ", before a failed job is sure to have committed them",
              "transaction.timeout.ms",
              "Set it to at least "
                  + least.toMillis()
                  + " = checkpoint interval "
                  + millis(checkpointInterval)
                  + " + 3 x (checkpoint timeout "
                  + millis(checkpointTimeout)
                  + " + restart delay "
                  + millis(restartDelay)
                  + "), or shorten those."));
    }
    if (brokerMaximum != null && transactionTimeout.compareTo(brokerMaximum) > 0) {
      problems.add(
          new Problem(
              "transactions may take "
                  + millis(transactionTimeout)
                  + ", the broker allows "
                  + millis(brokerMaximum),
              "transaction.timeout.ms",
              "Lower it, or raise transaction.max.timeout.ms on the brokers."));
    }
    return problems;
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
