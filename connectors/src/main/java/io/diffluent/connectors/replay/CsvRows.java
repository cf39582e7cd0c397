package io.diffluent.connectors.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a CSV file with a header, one at a time.
 *
 * <p>The delimiter (comma, semicolon, tab or bar) is recognised by the first two lines, or stated
 * above them as {@code sep=;}; {@link FileText} tells the encoding. A short row ends in missing
 * cells (null), surplus cells are counted and left out, and sloppy quoting is taken as it comes:
 * dirt in the data is not an error of the file. A quote that nothing closes as it should is left
 * out; it does not take the rest of the file with it. Memory is one row, or a thousand lines behind
 * such a quote.
 *
 * <p>Throws {@link InputException} for a file that is absent, empty, unreadable, without rows, or
 * with two columns of one name.
 */
public final class CsvRows implements AutoCloseable {

  private static final String DELIMITERS = ",;\t|";

  private static final String STATED = "sep=";

  /** Characters of the first two lines that are looked at for the delimiter. */
  private static final int FIRST_LINES = 1 << 16;

  /** Lines that a row may go on for. */
  private static final int MOST_LINES = 1000;

  private final Path path;
  private FileText text;
  private BufferedReader reader;
  private char delimiter;
  private Pattern betweenCells;
  private List<String> header;

  /** The first row below the names, until it is asked for. */
  private List<String> first;

  /** Lines that were looked at and belong to later rows. */
  private final Deque<String> ahead = new ArrayDeque<>();

  private long line;
  private long surplusCells;

  private CsvRows(Path path) {
    this.path = path;
  }

  /** Opens a file and reads its header. */
  public static CsvRows open(Path path) {
    CsvRows rows = new CsvRows(path);
    if (!Files.isRegularFile(path)) {
      String what = Files.exists(path) ? "this is not a file" : "there is no such file";
      throw rows.problem(0, what, "Name a CSV file, plain or gzip.");
    }
    try {
      rows.begin();
      return rows;
    } catch (IOException e) {
      rows.close();
      throw rows.unreadable(e);
    } catch (InputException e) {
      rows.close();
      throw e;
    }
  }

  private void begin() throws IOException {
    text = FileText.of(Files.newInputStream(path));
    reader = new BufferedReader(text, FIRST_LINES);
    delimiter = isStated() ? stated() : delimiter(reader);
    betweenCells = Pattern.compile(Pattern.quote(String.valueOf(delimiter)));
    List<String> names = read();
    if (names == null) {
      throw problem(
          0, "the file is empty", "It needs a line of column names and at least one row.");
    }
    refuseJson(names);
    first = read();
    if (first == null) {
      throw problem(1, "there is a header but no row", "Add rows, or leave the file out.");
    }
    refuseControls(names);
    header = header(names);
  }

  /** Column names in file order; a column without a name is called {@code column1} and so on. */
  public List<String> header() {
    return header;
  }

  /** The next row, one cell per column, null where the row is too short; null after the last. */
  public String[] next() {
    List<String> row = first;
    first = null;
    try {
      row = row == null ? read() : row;
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (row == null) {
      return null;
    }
    int width = header.size();
    for (int c = width; c < row.size(); c++) {
      surplusCells += row.get(c).isBlank() ? 0 : 1;
    }
    String[] cells = new String[width];
    for (int c = 0; c < width && c < row.size(); c++) {
      cells[c] = row.get(c);
    }
    return cells;
  }

  /** Line of the file up to which it has been read. */
  public long line() {
    return line;
  }

  /** Cells beyond the header's width so far in which there is something. */
  public long surplusCells() {
    return surplusCells;
  }

  /** Whether no byte so far had to be read as Windows-1252. */
  public boolean isCleanText() {
    return !text.isForeign();
  }

  @Override
  public void close() {
    try {
      if (text != null) {
        text.close();
      }
    } catch (IOException e) {
      // Nothing was written: what was read stays valid.
      return;
    }
  }

  /** The cells of the next row; null after the last. Lines in which nothing is are none. */
  private List<String> read() throws IOException {
    for (String next = readLine(); next != null; next = readLine()) {
      List<String> row = next.isEmpty() ? null : row(next);
      if (row != null) {
        return row;
      }
    }
    return null;
  }

  /** The row that begins with this line; null if there is none. */
  private List<String> row(String begin) throws IOException {
    if (begin.indexOf('"') < 0) {
      return List.of(betweenCells.split(begin, -1));
    }
    List<String> row = parse(begin, true, false);
    if (row == null) {
      row = joined(begin);
    }
    return row == null ? withoutItsQuote(begin) : row;
  }

  private String readLine() throws IOException {
    String next = ahead.isEmpty() ? reader.readLine() : ahead.remove();
    line += next == null ? 0 : 1;
    return next;
  }

  /**
   * A row with a quoted cell that goes on in the next lines; null, and nothing more is read, if
   * these do not make it a row that is quoted as it should be.
   */
  private List<String> joined(String begin) throws IOException {
    StringBuilder whole = new StringBuilder(begin);
    List<String> more = new ArrayList<>();
    boolean open = true;
    while (open && more.size() < MOST_LINES) {
      String next = readLine();
      if (next == null) {
        break;
      }
      more.add(next);
      whole.append('\n').append(next);
      open = next.chars().filter(c -> c == '"').count() % 2 == 0;
    }
    List<String> row = open ? null : parse(whole.toString(), false, false);
    if (row == null) {
      line -= more.size();
      for (int i = more.size() - 1; i >= 0; i--) {
        ahead.addFirst(more.get(i));
      }
    }
    return row;
  }

  /** The row of a line whose last quote nothing closes; null if there is nothing else. */
  private List<String> withoutItsQuote(String begin) throws IOException {
    StringBuilder bare = new StringBuilder(begin);
    bare.deleteCharAt(begin.lastIndexOf('"'));
    return parse(bare.toString(), true, true);
  }

  /**
   * The cells of one row; null if that is not what the text is.
   *
   * @param sloppy whether something may stand between a closing quote and the end of a cell
   * @param open whether the last quote may be without its match
   */
  private List<String> parse(String row, boolean sloppy, boolean open) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setTrailingData(sloppy)
            .setLenientEof(open)
            .get();
    try (CSVParser parser = CSVParser.parse(row, format)) {
      List<CSVRecord> records = parser.getRecords();
      return records.size() == 1 ? records.get(0).toList() : null;
    } catch (UncheckedIOException e) {
      return null;
    }
  }

  /** Events are JSON, so that a file of them is at hand; it has no line of names. */
  private void refuseJson(List<String> names) {
    String begin = names.get(0).strip();
    if (begin.matches("\\[|\\{|\\[?\\s*\\{\\s*\".*")) {
      throw problem(
          1, "this is JSON", "Write it as CSV: a line of column names, then a line a row.");
    }
  }

  private void refuseControls(List<String> names) {
    boolean isText = names.stream().allMatch(name -> name.chars().noneMatch(CsvRows::isControl));
    if (!isText) {
      throw problem(
          1,
          "there are control characters among the column names",
          "Save it as CSV in UTF-8; a spreadsheet, an archive and UTF-16 without its mark are none.");
    }
  }

  private static boolean isControl(int character) {
    return character < ' ' && character != '\t' && character != '\n' && character != '\r';
  }

  private List<String> header(List<String> record) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int c = 0; c < record.size(); c++) {
      String name = record.get(c).strip();
      names.add(name.isEmpty() ? "column" + (c + 1) : name);
      if (!seen.add(names.get(c))) {
        throw problem(1, "two columns are called '" + names.get(c) + "'", "Rename one of them.");
      }
    }
    return List.copyOf(names);
  }

  /** Whether the first line is the one by which spreadsheets tell each other the delimiter. */
  private boolean isStated() throws IOException {
    reader.mark(STATED.length());
    char[] begin = new char[STATED.length()];
    int length = Math.max(0, reader.read(begin));
    reader.reset();
    return new String(begin, 0, length).equalsIgnoreCase(STATED);
  }

  private char stated() throws IOException {
    String rest = readLine().substring(STATED.length());
    if (rest.length() != 1 || rest.equals("\"")) {
      throw problem(
          1, "'sep=' states no delimiter", "It is one character but no quote, or the line goes.");
    }
    return rest.charAt(0);
  }

  /**
   * What stands oftenest between the names of the first line and as often between the cells of the
   * next one, since names have commas in them; the comma where nothing does.
   */
  private static char delimiter(BufferedReader reader) throws IOException {
    int[][] counts = new int[2][DELIMITERS.length()];
    boolean quoted = false;
    reader.mark(FIRST_LINES);
    int left = FIRST_LINES;
    int line = 0;
    int before = 0;
    for (int c = reader.read(); c >= 0 && --left > 0 && line < 2; c = reader.read()) {
      quoted ^= c == '"';
      boolean ends = !quoted && (c == '\n' || c == '\r');
      boolean isEmpty = before == 0 || before == '\n' || before == '\r';
      line += ends && !isEmpty ? 1 : 0;
      int delimiter = DELIMITERS.indexOf(c);
      if (!quoted && delimiter >= 0) {
        counts[line][delimiter]++;
      }
      before = c;
    }
    reader.reset();
    int[] both = new int[DELIMITERS.length()];
    Arrays.setAll(both, d -> Math.min(counts[0][d], counts[1][d]));
    int[] counted = Arrays.stream(both).anyMatch(n -> n > 0) ? both : counts[0];
    int oftenest = 0;
    for (int d = 1; d < counted.length; d++) {
      oftenest = counted[d] > counted[oftenest] ? d : oftenest;
    }
    return DELIMITERS.charAt(oftenest);
  }

  private InputException unreadable(IOException cause) {
    return problem(
        line,
        "it cannot be read ("
            + Objects.requireNonNullElse(cause.getMessage(), "it ends early")
            + ")",
        "Check that it is whole, that it is CSV or gzip, and that you may read it.");
  }

  private InputException problem(long line, String what, String remedy) {
    return new InputException(path.toString(), line, what, remedy);
  }
}
