package io.diffluent.job.chaos;

/** The place of an event, as an answer names it: {@code topic-partition-offset}. */
record EventId(String topic, int partition, long offset) {

  /** Of no event. */
  static final EventId NONE = new EventId("", -1, -1);

  /** Reads an id; what is none is {@link #NONE}. */
  static EventId of(String text) {
    int last = text.lastIndexOf('-');
    int first = text.lastIndexOf('-', last - 1);
    if (first < 1) {
      return NONE;
    }
    try {
      return new EventId(
          text.substring(0, first),
          Integer.parseInt(text.substring(first + 1, last)),
          Long.parseLong(text.substring(last + 1)));
    } catch (NumberFormatException notAnId) {
      return NONE;
    }
  }
}
