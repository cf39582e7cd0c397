package io.diffluent.job.pipeline;

import java.util.List;

/** A YAML document as a small tree that knows where each part was written. */
sealed interface YamlNode {

  Mark at();

  /** A place, counted from 1. */
  record Mark(int line, int column) {
    static final Mark NOWHERE = new Mark(0, 0);
  }

  /** Keys are unique. */
  record Mapping(Mark at, List<Entry> entries) implements YamlNode {}

  /** One key of a mapping. */
  record Entry(String key, Mark at, YamlNode value) {}

  record Sequence(Mark at, List<YamlNode> items) implements YamlNode {}

  /**
   * @param value a String, Number or Boolean, or null
   * @param text as written
   */
  record Scalar(Mark at, Object value, String text) implements YamlNode {}

  /** What it is, for a message. */
  default String words() {
    if (this instanceof Mapping) {
      return "a mapping";
    }
    if (this instanceof Sequence) {
      return "a list";
    }
    Scalar scalar = (Scalar) this;
    String text = scalar.text();
    return scalar.value() == null
        ? "nothing"
        : "'" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
  }
}
