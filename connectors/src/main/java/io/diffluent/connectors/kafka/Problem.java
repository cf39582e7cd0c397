package io.diffluent.connectors.kafka;

/**
 * Something a person has to put right before the job can start.
 *
 * @param what what is wrong
 * @param where the setting, broker or topic it is about
 * @param remedy what to do
 */
public record Problem(String what, String where, String remedy) {

  @Override
  public String toString() {
    return where + ": " + what + ". " + remedy;
  }
}
