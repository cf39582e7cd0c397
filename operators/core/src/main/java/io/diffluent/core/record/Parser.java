package io.diffluent.core.record;

import java.io.Serializable;

/**
 * From bytes to cells, within {@link Limits}.
 *
 * <p>Laws: never throws, whatever the bytes; the same event gives the same outcome; memory is
 * bounded by the limits, not by the input.
 */
@FunctionalInterface
public interface Parser extends Serializable {

  Parsed parse(RawEvent event);
}
