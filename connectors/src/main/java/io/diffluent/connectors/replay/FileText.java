package io.diffluent.connectors.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The characters of a file, plain or gzip, which is recognised by its first bytes.
 *
 * <p>The text is UTF-16 if it begins with the mark of that, else UTF-8. Bytes that are no UTF-8 are
 * read as Windows-1252, one by one: what spreadsheets write is then legible, and a file that is
 * mixed loses nothing. The five bytes that mean nothing there either, and broken UTF-16, become
 * U+FFFD.
 */
final class FileText extends Reader {

  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final int BUFFER = 1 << 16;
  private static final int MARK = 0xFEFF;

  private final InputStream bytes;
  private final CharsetDecoder decoder;
  private final ByteBuffer read = ByteBuffer.allocate(BUFFER).limit(0);

  /** What is left of a character of two, where there was room for one. */
  private final CharBuffer half = CharBuffer.allocate(2).limit(0);

  private boolean ended;
  private boolean isForeign;

  private FileText(InputStream bytes, Charset charset) {
    this.bytes = bytes;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(
                charset.equals(StandardCharsets.UTF_8)
                    ? CodingErrorAction.REPORT
                    : CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /** Reads what the bytes of a file say; closes them with itself. */
  static FileText of(InputStream file) throws IOException {
    InputStream bytes = unzipped(file);
    bytes.mark(3);
    int first = bytes.read() << 8 | bytes.read();
    int third = bytes.read();
    bytes.reset();
    Charset charset = StandardCharsets.UTF_8;
    if (first == MARK || first == Character.reverseBytes((char) MARK)) {
      charset = StandardCharsets.UTF_16; // which takes the mark for itself
    } else if (first == 0xEFBB && third == 0xBF) {
      bytes.skipNBytes(3);
    }
    return new FileText(bytes, charset);
  }

  private static InputStream unzipped(InputStream file) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(file, BUFFER);
    bytes.mark(2);
    boolean zipped = bytes.read() == 0x1F && bytes.read() == 0x8B;
    bytes.reset();
    // The JDK's reader takes what is broken behind a first member for its end, and says nothing.
    return zipped
        ? new BufferedInputStream(new GzipCompressorInputStream(bytes, true), BUFFER)
        : bytes;
  }

  /** Whether a byte so far was no UTF-8, and read as Windows-1252. */
  boolean isForeign() {
    return isForeign;
  }

  @Override
  public int read(char[] characters, int from, int most) throws IOException {
    if (half.hasRemaining() && most > 0) {
      characters[from] = half.get();
      return 1;
    }
    CharBuffer into = CharBuffer.wrap(characters, from, most).slice();
    while (into.position() == 0 && into.hasRemaining()) {
      CoderResult result = decoder.decode(read, into, ended);
      if (result.isMalformed()) {
        isForeign = true;
        byte[] strange = new byte[Math.min(result.length(), into.remaining())];
        read.get(strange);
        into.put(new String(strange, WESTERN));
      } else if (result.isUnderflow() && ended) {
        return into.position() == 0 ? -1 : into.position();
      } else if (result.isUnderflow()) {
        refill();
      } else if (into.position() == 0) {
        decoder.decode(read, half.clear(), ended);
        into.put(half.flip().get());
      }
    }
    return into.position();
  }

  private void refill() throws IOException {
    read.compact();
    int count = bytes.read(read.array(), read.position(), read.remaining());
    ended = count < 0;
    read.position(read.position() + Math.max(0, count)).flip();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
