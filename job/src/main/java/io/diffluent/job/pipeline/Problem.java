package io.diffluent.job.pipeline;

/**
 * One thing that is wrong with a pipeline file or a sample.
 *
 * @param where the place
 * @param what what is wrong there
 * @param remedy what to do about it
 */
public record Problem(Where where, String what, String remedy) {

  /**
   * A place in a file.
   *
   * @param file its name, as the user wrote it
   * @param line counted from 1; 0 when the whole file is meant
   * @param column counted from 1; 0 when the whole file is meant
   * @param path of the option, such as {@code learn.batch}; may be empty
   */
  public record Where(String file, int line, int column, String path) {

    @Override
    public String toString() {
      String place = line == 0 ? file : file + ':' + line + ':' + column;
      return path.isEmpty() ? place : place + ' ' + path;
    }
  }

  /** One line for a terminal. */
  @Override
  public String toString() {
    return where + ": " + what + "; " + remedy;
  }
}
