package io.diffluent.job.cli;

/** Exit codes; part of the contract with scripts. */
enum Exit {
  /** Done. */
  OK(0),
  /** Something failed that should not: a stack trace is printed. */
  FAILED(1),
  /** The command line is not understood. */
  USAGE(2),
  /** The pipeline file, an input, an output path, the engine or the state is not usable. */
  INVALID(3),
  /** Kafka cannot be used as configured. */
  BROKER(4),
  /** A bench ran what it could; data for the rest is missing. */
  INCOMPLETE(5);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
