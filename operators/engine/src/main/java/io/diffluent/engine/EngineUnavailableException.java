package io.diffluent.engine;

/**
 * The numeric engine, or the device that was asked for, cannot be used in this process. The message
 * is written for the person who starts the job: what is wrong, where, and what to do about it.
 */
public final class EngineUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EngineUnavailableException(String what, String where, String remedy, Throwable cause) {
    super(what + "\n  where: " + where + "\n  what to do: " + remedy, cause);
  }
}
