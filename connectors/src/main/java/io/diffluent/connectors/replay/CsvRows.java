package io.diffluent.connectors.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a CSV file with a header, one at a time.
 *
 * <p>Gzip is recognised by its first bytes, the delimiter (comma, semicolon, tab or bar) by the
 * line of names. The text is UTF-8; malformed bytes are replaced. A short row ends in missing cells
 * (null), surplus cells are counted and left out, and sloppy quoting is taken as it comes: dirt in
 * the data is not an error of the file. Memory is one row.
 *
 * <p>Throws {@link InputException} for a file that is absent, empty, unreadable, without rows, or
 * with two columns of one name.
 */
public final class CsvRows implements AutoCloseable {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setLenientEof(true).setTrailingData(true).get();

  private static final String DELIMITERS = ",;\t|";

  /** Characters of the first line that are looked at for the delimiter. */
  private static final int FIRST_LINE = 1 << 16;

  private final String file;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> header;
  private long surplusCells;

  private CsvRows(String file, CSVParser parser) {
    this.file = file;
    this.parser = parser;
    this.records = parser.iterator();
    if (!hasNext()) {
      throw new InputException(
          file, 0, "the file is empty", "It needs a line of column names and at least one row.");
    }
    this.header = header(records.next());
    if (!hasNext()) {
      throw new InputException(
          file, 1, "there is a header but no row", "Add rows, or leave the file out.");
    }
  }

  /** Opens a file and reads its header. */
  public static CsvRows open(Path path) {
    String file = path.toString();
    if (!Files.isRegularFile(path)) {
      String what = Files.exists(path) ? "this is not a file" : "there is no such file";
      throw new InputException(file, 0, what, "Name a CSV file, plain or gzip.");
    }
    InputStream bytes = null;
    try {
      bytes = Files.newInputStream(path);
      InputStream text = withoutMark(unzipped(bytes));
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8), FIRST_LINE);
      CSVFormat format = FORMAT.builder().setDelimiter(delimiter(reader)).get();
      return new CsvRows(file, CSVParser.builder().setReader(reader).setFormat(format).get());
    } catch (IOException e) {
      close(bytes);
      throw unreadable(file, 0, e);
    } catch (InputException e) {
      close(bytes);
      throw e;
    }
  }

  /** Column names in file order; a column without a name is called {@code column1} and so on. */
  public List<String> header() {
    return header;
  }

  /** The next row, one cell per column, null where the row is too short; null after the last. */
  public String[] next() {
    if (!hasNext()) {
      return null;
    }
    CSVRecord row = records.next();
    int width = header.size();
    surplusCells += Math.max(0, row.size() - width);
    String[] cells = new String[width];
    for (int c = 0; c < width && c < row.size(); c++) {
      cells[c] = row.get(c);
    }
    return cells;
  }

  /** Line of the file up to which it has been read. */
  public long line() {
    return parser.getCurrentLineNumber();
  }

  /** Cells beyond the header's width so far. */
  public long surplusCells() {
    return surplusCells;
  }

  @Override
  public void close() {
    close(parser);
  }

  private boolean hasNext() {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      throw unreadable(file, line(), e.getCause());
    }
  }

  private List<String> header(CSVRecord record) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int c = 0; c < record.size(); c++) {
      String name = record.get(c).strip();
      names.add(name.isEmpty() ? "column" + (c + 1) : name);
      if (!seen.add(names.get(c))) {
        throw new InputException(
            file, 1, "two columns are called '" + names.get(c) + "'", "Rename one of them.");
      }
    }
    return List.copyOf(names);
  }

  /**
   * What stands oftenest between the names of the first line; the comma where none stands oftener
   * than the comma.
   */
  private static char delimiter(BufferedReader reader) throws IOException {
    int[] counts = new int[DELIMITERS.length()];
    boolean quoted = false;
    reader.mark(FIRST_LINE);
    int left = FIRST_LINE;
    for (int c = reader.read(); c >= 0 && --left > 0; c = reader.read()) {
      quoted ^= c == '"';
      if (!quoted && (c == '\n' || c == '\r')) {
        break;
      }
      int delimiter = DELIMITERS.indexOf(c);
      if (!quoted && delimiter >= 0) {
        counts[delimiter]++;
      }
    }
    reader.reset();
    int oftenest = 0;
    for (int d = 1; d < counts.length; d++) {
      oftenest = counts[d] > counts[oftenest] ? d : oftenest;
    }
    return DELIMITERS.charAt(oftenest);
  }

  private static InputStream unzipped(InputStream bytes) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(bytes, 1 << 16);
    buffered.mark(2);
    boolean zipped = buffered.read() == 0x1F && buffered.read() == 0x8B;
    buffered.reset();
    return zipped ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  /** Skips the byte order mark that spreadsheets put in front. */
  private static InputStream withoutMark(InputStream text) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(text, 1 << 16);
    buffered.mark(3);
    boolean marked = buffered.read() == 0xEF && buffered.read() == 0xBB && buffered.read() == 0xBF;
    if (!marked) {
      buffered.reset();
    }
    return buffered;
  }

  private static InputException unreadable(String file, long line, IOException cause) {
    return new InputException(
        file,
        line,
        "it cannot be read (" + cause.getMessage() + ")",
        "Check that it is whole, that it is CSV or gzip, and that you may read it.");
  }

  private static void close(AutoCloseable open) {
    try {
      if (open != null) {
        open.close();
      }
    } catch (Exception e) {
      // Nothing was written: what was read stays valid.
      return;
    }
  }
}
