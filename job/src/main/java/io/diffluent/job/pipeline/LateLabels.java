package io.diffluent.job.pipeline;

/**
 * Labels that come by themselves.
 *
 * @param topic where they come from
 * @param waitMs event time that a record waits
 * @param most records of one model key that wait at a time
 * @param outOfOrderMs how far event times go back within a partition
 * @param idleMs silence after which a partition no longer holds event time back
 */
public record LateLabels(String topic, long waitMs, int most, long outOfOrderMs, long idleMs) {}
