package io.diffluent.core.record;

/**
 * The outcome of parsing one event. Parsing never throws: bad data is a value, not an exception.
 */
public sealed interface Parsed {

  /** The event is a record. */
  record Accepted(Record record) implements Parsed {}

  /** The event is the label of another one. */
  record Labels(LabelEvent label) implements Parsed {}

  /**
   * The event goes to the dead-letter topic with its original bytes.
   *
   * @param event the event as it came
   * @param reason why
   * @param detail what is wrong and where, for a person
   */
  record Rejected(RawEvent event, RejectReason reason, String detail) implements Parsed {}
}
