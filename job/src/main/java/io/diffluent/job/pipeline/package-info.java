/**
 * The pipeline file: one documented catalogue of options, a reader that reports every problem at
 * once, and an inference that writes a first file from a sample.
 */
package io.diffluent.job.pipeline;
