/** Benchmarks: ratios taken in one run, because machines are shared and noisy. */
package io.diffluent.job.bench;
