package io.diffluent.core.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Arrays and texts as bytes: a length, then the elements. A length is checked before anything is
 * allocated: {@link #MOST} elements at the very most.
 */
public final class Fields {

  /** No array of a record or of a learner is longer. */
  public static final int MOST = 1 << 26;

  private static final int NULL = -1;

  private Fields() {}

  public static void write(String text, DataOutput out) throws IOException {
    write(text == null ? null : text.getBytes(StandardCharsets.UTF_8), out);
  }

  public static String readText(DataInput in) throws IOException {
    byte[] bytes = readBytes(in);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  public static void write(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes == null ? NULL : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  public static byte[] readBytes(DataInput in) throws IOException {
    int n = in.readInt();
    if (n == NULL) {
      return null;
    }
    byte[] bytes = new byte[checked(n)];
    in.readFully(bytes);
    return bytes;
  }

  public static void write(int[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  public static int[] readInts(DataInput in) throws IOException {
    int[] values = new int[length(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readInt();
    }
    return values;
  }

  public static void write(float[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeInt(Float.floatToRawIntBits(value));
    }
  }

  public static float[] readFloats(DataInput in) throws IOException {
    float[] values = new float[length(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(in.readInt());
    }
    return values;
  }

  public static void write(double[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  public static double[] readDoubles(DataInput in) throws IOException {
    double[] values = new double[length(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  public static void write(String[] texts, DataOutput out) throws IOException {
    out.writeInt(texts.length);
    for (String text : texts) {
      write(text, out);
    }
  }

  public static String[] readTexts(DataInput in) throws IOException {
    String[] texts = new String[length(in)];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = readText(in);
    }
    return texts;
  }

  /** A length, checked. */
  public static int length(DataInput in) throws IOException {
    return checked(in.readInt());
  }

  private static int checked(int n) throws IOException {
    if (n < 0 || n > MOST) {
      throw new IOException("a length of " + n + ", at most " + MOST + " expected");
    }
    return n;
  }
}
