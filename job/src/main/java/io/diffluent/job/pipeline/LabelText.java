package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.NumberNotation;
import java.util.List;

/**
 * How the label is written.
 *
 * @param notation of a label that is a number
 * @param sentinels texts that say that there is none
 */
public record LabelText(NumberNotation notation, List<String> sentinels) {

  /** Nothing special. */
  public static final LabelText PLAIN = new LabelText(NumberNotation.PLAIN, List.of());

  public LabelText {
    sentinels = List.copyOf(sentinels);
  }
}
