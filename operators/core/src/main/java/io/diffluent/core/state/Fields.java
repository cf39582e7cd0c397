package io.diffluent.core.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Arrays and texts as bytes: a length, then the elements.
 *
 * <p>Law: a length is not believed. It is at most {@link #MOST}, and room is made as elements come:
 * never for more than twice those that are there, or a few.
 */
public final class Fields {

  /** No array of a record or of a learner is longer. */
  public static final int MOST = 1 << 26;

  private static final int NULL = -1;

  /** Elements that room is made for before the first one has come. */
  private static final int FEW = 1 << 10;

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
    byte[] bytes = new byte[first(checked(n))];
    in.readFully(bytes);
    while (bytes.length < n) {
      int known = bytes.length;
      bytes = Arrays.copyOf(bytes, next(known, n));
      in.readFully(bytes, known, bytes.length - known);
    }
    return bytes;
  }

  public static void write(int[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  public static int[] readInts(DataInput in) throws IOException {
    int n = length(in);
    int[] values = new int[first(n)];
    for (int i = 0; i < n; i++) {
      values = i < values.length ? values : Arrays.copyOf(values, next(i, n));
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
    int n = length(in);
    float[] values = new float[first(n)];
    for (int i = 0; i < n; i++) {
      values = i < values.length ? values : Arrays.copyOf(values, next(i, n));
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
    int n = length(in);
    double[] values = new double[first(n)];
    for (int i = 0; i < n; i++) {
      values = i < values.length ? values : Arrays.copyOf(values, next(i, n));
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
    int n = length(in);
    String[] texts = new String[first(n)];
    for (int i = 0; i < n; i++) {
      texts = i < texts.length ? texts : Arrays.copyOf(texts, next(i, n));
      texts[i] = readText(in);
    }
    return texts;
  }

  /** A length, checked. */
  public static int length(DataInput in) throws IOException {
    return checked(in.readInt());
  }

  private static int first(int n) {
    return Math.min(n, FEW);
  }

  private static int next(int known, int n) {
    return Math.min(n, 2 * known);
  }

  private static int checked(int n) throws IOException {
    if (n < 0 || n > MOST) {
      throw new IOException("a length of " + n + ", at most " + MOST + " expected");
    }
    return n;
  }
}
