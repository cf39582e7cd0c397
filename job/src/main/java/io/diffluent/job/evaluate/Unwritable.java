package io.diffluent.job.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Predictions cannot be written where they were wanted. */
public final class Unwritable extends UncheckedIOException {

  private static final long serialVersionUID = 1;

  public Unwritable(IOException cause) {
    super(cause);
  }
}
