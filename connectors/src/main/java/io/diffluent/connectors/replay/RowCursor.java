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

  private final String remembered;
  private final String[] recent;
  private int position;

  RowCursor(List<ReplayedFile> files) {
    this(files, null);
  }

  /**
   * @param remembered column of which the last {@link LabelSwap#RECENT} cells are kept, or null.
   *     They are those of the rows before, whether these were asked for or passed over.
   */
  RowCursor(List<ReplayedFile> files, String remembered) {
    this.files = files;
    this.remembered = remembered;
    // One more than is asked for: the row itself is among them.
    this.recent = remembered == null ? null : new String[LabelSwap.RECENT + 1];
  }

  /** The cells of the row with this index over all files. */
  String[] seek(long index) {
    if (file < 0 || index < next) {
      openFile(0, 0);
    }
    while (index >= firstOfFile + files.get(file).rows()) {
      long firstOfNext = firstOfFile + files.get(file).rows();
      if (recent != null) {
        // What goes over the border of two files is to be remembered all the same.
        read(firstOfNext - 1);
      }
      openFile(file + 1, firstOfNext);
    }
    return read(index);
  }

  /** Goes on to this row of the open file; returns its cells, or null when it was read before. */
  private String[] read(long index) {
    String[] cells = null;
    while (next <= index) {
      cells = open.next();
      next++;
      if (cells == null) {
        throw new InputException(
            file().path(), 0, "the file has become shorter", "Do not change it during a replay.");
      }
      if (recent != null) {
        recent[(int) ((next - 1) % recent.length)] = position < 0 ? null : cells[position];
      }
    }
    return cells;
  }

  /** The remembered cell that many rows before this one, at most {@link LabelSwap#RECENT}. */
  String recent(int back) {
    return recent[(int) ((next - 1 - back) % recent.length)];
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
    position = remembered == null ? -1 : open.header().indexOf(remembered);
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
