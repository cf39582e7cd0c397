package io.diffluent.job.cli;

import java.util.List;

/** A command cannot go on, for a reason a person can act on: printed without a stack trace. */
final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Exit exit;

  Failure(Exit exit, String message) {
    super(message);
    this.exit = exit;
  }

  Failure(Exit exit, List<?> problems) {
    this(
        exit,
        String.join(System.lineSeparator(), problems.stream().map(Object::toString).toList()));
  }

  Exit exit() {
    return exit;
  }
}
