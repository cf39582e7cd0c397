package io.diffluent.core.record;

import java.util.Locale;

/** Why an event could not be used. The code is part of the dead-letter contract. */
public enum RejectReason {
  /** No value at all (a Kafka tombstone). */
  EMPTY,
  /** The value, or key and headers together, have more bytes than {@link Limits#eventBytes()}. */
  TOO_LARGE,
  /** The bytes are not UTF-8. */
  NOT_UTF8,
  /** Not a JSON document. */
  NOT_JSON,
  /** A JSON document, but not one object. */
  NOT_AN_OBJECT,
  /** Nested deeper than {@link Limits#depth()}. */
  TOO_DEEP,
  /** A name, text or number longer than its limit, or too many fields. */
  TOO_LONG,
  /** The same field twice. */
  DUPLICATE_FIELD,
  /** An object or array where a column expects one value. */
  WRONG_TYPE,
  /** A JSON number too large for a double. */
  NUMBER_OUT_OF_RANGE,
  /** The model key field is missing or empty. */
  NO_MODEL_KEY,
  /** A label without the id of its event. */
  NO_EVENT_ID,
  /** A label event without a label. */
  NO_LABEL,
  /** A label that came when its event was no longer waited for. */
  LABEL_LATE,
  /** A label whose event never came, or was forgotten long ago. */
  LABEL_UNMATCHED,
  /** A label that is no number, one class too many, or cannot be believed. */
  LABEL_UNREADABLE;

  /** The code written to the header {@code diffluent-reason}, e.g. {@code not-json}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
