package io.diffluent.connectors.replay;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * What was injected, as CSV: {@code row,column,kind,before,after}, a line per changed cell and
 * change.
 *
 * <p>Rows are numbered over all files, from 0; an empty {@code after} is a cell that is gone. A
 * cell that a change of the world and then an error has met has two lines, in this order. Changes
 * that leave the text as it was are none. Memory is one line.
 */
final class TruthLog implements Injections, AutoCloseable {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setRecordSeparator('\n')
          .setHeader("row", "column", "kind", "before", "after")
          .get();

  private final Path path;
  private final CSVPrinter lines;

  private TruthLog(Path path, CSVPrinter lines) {
    this.path = path;
    this.lines = lines;
  }

  /**
   * Starts a log, in place of what the file held.
   *
   * @throws InputException when it cannot be written, or is one of the inputs
   */
  static TruthLog create(Path path, List<ReplayedFile> inputs) {
    try {
      for (ReplayedFile input : inputs) {
        if (Files.exists(path) && Files.isSameFile(path, Path.of(input.path()))) {
          throw new InputException(
              path.toString(), 0, "the log of errors would replace an input", "Name another path.");
        }
      }
      Writer writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
      return new TruthLog(path, new CSVPrinter(writer, FORMAT));
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  @Override
  public void add(long row, String column, Pollution kind, String before, String after) {
    try {
      lines.printRecord(row, column, kind.code(), before, after);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static InputException unwritable(Path path, IOException cause) {
    return new InputException(
        path.toString(),
        0,
        "the log of errors cannot be written (" + cause.getMessage() + ")",
        "Check its folder and the space left, or name another path.");
  }
}
