package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.PrintableText;
import io.diffluent.core.record.Limits;
import java.util.List;
import java.util.function.BiConsumer;

/** A table whose every row would be rejected: an event holds neither so many nor such fields. */
public final class HeaderLimits {

  private HeaderLimits() {}

  /**
   * @param to takes what is wrong, and what to do about it
   */
  public static void check(List<String> header, BiConsumer<String, String> to) {
    Limits limits = Limits.DEFAULT;
    if (header.size() > limits.fields()) {
      to.accept(
          header.size()
              + " columns, but an event with more than "
              + limits.fields()
              + " fields is rejected",
          "leave some out of the table");
    }
    for (String name : header) {
      if (name.length() > limits.nameLength()) {
        to.accept(
            "the column '"
                + PrintableText.of(name)
                + "' has a name of "
                + name.length()
                + " characters, but an event with a field of more than "
                + limits.nameLength()
                + " is rejected",
            "give it a shorter name");
      }
    }
  }
}
