package io.diffluent.job.chart;

/**
 * What a series stands for. It decides colour and stroke, so that one thing looks alike in all
 * charts.
 */
public enum Tone {
  /** What this project does. */
  OURS,
  /** A second form of it, such as the same with more knowledge. */
  OURS_TOO,
  /** The paper's own rule. */
  PAPER,
  /** Nothing done about it. */
  PLAIN,
  /** What only somebody who knows the truth could do. */
  ORACLE,
  /** One of several alternatives. */
  OTHER
}
