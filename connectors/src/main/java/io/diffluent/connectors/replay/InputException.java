package io.diffluent.connectors.replay;

/** A file that cannot be read, or written: which one, where in it, what is wrong and what to do. */
public final class InputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final long line;

  /**
   * @param line line in the file, or 0 when it is about the file as a whole
   */
  public InputException(String file, long line, String what, String remedy) {
    super(file + (line > 0 ? " line " + line : "") + ": " + what + ". " + remedy);
    this.file = file;
    this.line = line;
  }

  public String file() {
    return file;
  }

  public long line() {
    return line;
  }
}
