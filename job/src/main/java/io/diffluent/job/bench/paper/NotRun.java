package io.diffluent.job.bench.paper;

/**
 * A part of a figure that is not there.
 *
 * @param figure which
 * @param part which table of it
 * @param reason a sentence, with what to do
 */
record NotRun(String figure, String part, String reason) {}
