package io.diffluent.core.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The frame around every piece of state:
 *
 * <pre>
 * "DFLU"  kind  version  body  CRC32C of all before
 * </pre>
 *
 * <p>Reading checks all four before the body is believed: damaged bytes, another kind of state and
 * a version from the future are refused by name.
 */
public final class StateBytes {

  private static final int MAGIC = 0x44464C55;

  private StateBytes() {}

  /** Writes the body. */
  @FunctionalInterface
  public interface Writer {
    void write(DataOutput out) throws IOException;
  }

  /** Reads the body that this version of the writer wrote. */
  @FunctionalInterface
  public interface Reader {
    void read(DataInput in, int version) throws IOException;
  }

  public static byte[] write(String kind, int version, Writer body) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(MAGIC);
      out.writeUTF(kind);
      out.writeInt(version);
      body.write(out);
      out.flush();
      byte[] framed = bytes.toByteArray();
      byte[] result = Arrays.copyOf(framed, framed.length + 4);
      ByteBuffer.wrap(result).putInt(framed.length, checksum(framed, framed.length));
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  /**
   * @param newest the newest version that can be read
   * @throws IOException naming what is wrong
   */
  public static void read(String kind, int newest, byte[] bytes, Reader body) throws IOException {
    if (bytes.length < 16 || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
      throw new IOException("not a state of Diffluent");
    }
    int length = bytes.length - 4;
    if (ByteBuffer.wrap(bytes).getInt(length) != checksum(bytes, length)) {
      throw new IOException("the " + kind + " state is damaged: its checksum does not fit");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 4, length - 4));
    try {
      read(kind, newest, in, body);
    } catch (EOFException e) {
      throw new IOException("the " + kind + " state ends too early: a length in it is wrong", e);
    } catch (UTFDataFormatException e) {
      throw new IOException("the " + kind + " state holds a text that is none", e);
    }
  }

  private static void read(String kind, int newest, DataInputStream in, Reader body)
      throws IOException {
    String found = in.readUTF();
    if (!found.equals(kind)) {
      throw new IOException("a state of '" + found + "', not of '" + kind + "'");
    }
    int version = in.readInt();
    if (version < 1 || version > newest) {
      throw new IOException(
          kind + " state version " + version + ", this build reads 1 to " + newest);
    }
    body.read(in, version);
    if (in.available() > 0) {
      throw new IOException(in.available() + " bytes too many in the " + kind + " state");
    }
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
