package io.diffluent.flink.operators;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * State that this build cannot go on with: damaged, from a newer version, or of another shape. The
 * message names whose state it is, what is wrong, and what can be done.
 *
 * <p>The same bytes would be refused after every restart, so the job fails for good instead.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class UnusableStateException extends IOException {

  private static final long serialVersionUID = 1;

  UnusableStateException(String whose, IOException why) {
    super(whose + ": " + why.getMessage(), why);
  }
}
