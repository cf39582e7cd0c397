package io.diffluent.connectors.replay;

import java.nio.file.Path;
import java.util.List;

/** A position in the rows of several files: it goes forward for free, backward by reopening. */
final class RowCursor implements AutoCloseable {

  private final List<ReplayedFile> files;
  private CsvRows open;
  private int file = -1;
  private long firstOfFile;
  private long next;

  RowCursor(List<ReplayedFile> files) {
    this.files = files;
  }

  /** The cells of the row with this index over all files. */
  String[] seek(long index) {
    if (file < 0 || index < next) {
      openFile(0, 0);
    }
    while (index >= firstOfFile + files.get(file).rows()) {
      openFile(file + 1, firstOfFile + files.get(file).rows());
    }
    String[] cells = null;
    while (next <= index) {
      cells = open.next();
      next++;
      if (cells == null) {
        throw new InputException(
            file().path(), 0, "the file has become shorter", "Do not change it during a replay.");
      }
    }
    return cells;
  }

  List<String> header() {
    return open.header();
  }

  ReplayedFile file() {
    return files.get(file);
  }

  long rowOfFile() {
    return next - 1 - firstOfFile;
  }

  long line() {
    return open.line();
  }

  private void openFile(int number, long first) {
    close();
    open = CsvRows.open(Path.of(files.get(number).path()));
    file = number;
    firstOfFile = first;
    next = first;
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
