package io.diffluent.core.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * Writes a value to bytes and reads it back.
 *
 * <p>Law: {@code read(write(x))} equals {@code x}, bit for bit. Implementations check every length
 * they read against a bound before they allocate. They are stateless singletons.
 */
public interface Codec<T> extends Serializable {

  void write(T value, DataOutput out) throws IOException;

  T read(DataInput in) throws IOException;
}
