package io.diffluent.job.bench.learning;

import java.util.Map;

/**
 * The errors of one arm or variant in one run.
 *
 * @param errors by part of the stream: {@link Parts#ALL}, {@link Parts#TAIL} and others
 */
record Score(String arm, Map<String, Double> errors) {}
