package io.diffluent.connectors.kafka;

/**
 * A client option that is not taken. Its value is not in it: it may be a secret.
 *
 * @param option its name
 * @param what why
 * @param remedy what to do instead
 */
public record RefusedOption(String option, String what, String remedy) {

  @Override
  public String toString() {
    return "kafka.options." + option + ": " + what + "; " + remedy;
  }
}
