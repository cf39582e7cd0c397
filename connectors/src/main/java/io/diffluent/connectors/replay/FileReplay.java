package io.diffluent.connectors.replay;

import io.diffluent.connectors.wire.RowJson;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Header;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.RawEvent;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * CSV files, one after the other, as a bounded stream of events.
 *
 * <p>Row {@code i} of all files together is event {@code i}: its value is a JSON object of texts,
 * its origin (file name without endings or the given topic, partition 0, row of its file), its time
 * {@code i} milliseconds. Files that share a topic are its partitions 0, 1, 2 and so on.
 *
 * <p>With {@link Builder#passes several passes} or a {@link Builder#holdOut held-out share}, the
 * training rows come in the order of the files, once per pass, and the held-out rows once after
 * them. Time is the index of the event, not of the row, so it never runs backwards; so is then the
 * offset, over all files, so that no two events have one id and an event is held out if and only if
 * its offset is at least {@link #heldOutFrom}. Pollution goes by the row: it is the same in every
 * pass, and a schedule's fractions are those of the files, as if dirty files lay on the disk.
 *
 * <p>As a Flink source it runs at parallelism 1 and is exact after a restore: the checkpoint holds
 * the next index, and the files are read forward to it. The files must be readable where the source
 * runs. Ground truth, when the replay pollutes or has clean files, travels in {@link Header#CLEAN}.
 */
public final class FileReplay implements GeneratorFunction<Long, RawEvent> {

  private static final long serialVersionUID = 1L;

  private final List<ReplayedFile> files;
  private final List<ReplayedFile> cleanFiles;
  private final SourceColumn sourceColumn;
  private final List<String> columns;
  private final Polluter polluter;
  private final Passes passes;
  private final long surplusCells;

  private transient RowCursor rows;
  private transient RowCursor cleanRows;

  private FileReplay(Builder builder) {
    FilePass pass = new FilePass(builder.columns, builder.sourceColumn);
    files = ReplayedFile.all(builder.files, builder.topic, pass);
    long count = files.stream().mapToLong(ReplayedFile::rows).sum();
    passes =
        new Passes(count, builder.passes, new HeldOut(count, builder.share, builder.splitSeed));
    surplusCells = pass.surplusCells();
    cleanFiles = ReplayedFile.all(builder.cleanFiles, builder.topic, new FilePass(List.of(), null));
    long cleanCount = cleanFiles.stream().mapToLong(ReplayedFile::rows).sum();
    if (!cleanFiles.isEmpty() && cleanCount != count) {
      throw new InputException(
          cleanFiles.get(0).path(),
          0,
          "the clean files have " + cleanCount + " rows, the input has " + count,
          "Give the same rows in the same order.");
    }
    sourceColumn = builder.sourceColumn;
    columns = builder.columns.stream().map(Column::name).toList();
    if (builder.spec != null) {
      SourceColumn.check(builder.spec, sourceColumn);
    }
    polluter =
        builder.spec == null
            ? null
            : new Polluter(builder.spec, builder.seed, count, pass.features());
  }

  /** A replay of these files, in this order. */
  public static Builder of(List<Path> files) {
    return new Builder(files);
  }

  /** What may be set before the files are read for the first time. */
  public static final class Builder {

    private final List<Path> files;
    private List<Path> cleanFiles = List.of();
    private String topic;
    private SourceColumn sourceColumn;
    private PollutionSpec spec;
    private long seed;
    private List<Column> columns = List.of();
    private int passes = 1;
    private double share;
    private long splitSeed;

    private Builder(List<Path> files) {
      this.files = List.copyOf(files);
    }

    /** Topic of all origins, instead of the files' names. */
    public Builder topic(String name) {
      topic = name;
      return this;
    }

    /** The column that holds a row's source; a value's place in the list is the source index. */
    public Builder sourceColumn(String column, List<String> sources) {
      sourceColumn = new SourceColumn(column, sources);
      return this;
    }

    /** Files with the same rows in the same order, but clean. */
    public Builder cleanFiles(List<Path> paths) {
      cleanFiles = List.copyOf(paths);
      return this;
    }

    /** Makes the cells of the feature columns dirty; the label is not among them. */
    public Builder pollute(PollutionSpec pollution, long pollutionSeed, List<Column> features) {
      spec = pollution;
      seed = pollutionSeed;
      columns = List.copyOf(features);
      return this;
    }

    /**
     * How often the training rows are seen.
     *
     * @throws IllegalArgumentException when that is less than once
     */
    public Builder passes(int times) {
      if (times < 1) {
        throw new IllegalArgumentException(times + " passes: there must be at least 1");
      }
      passes = times;
      return this;
    }

    /**
     * Keeps a share of the rows, chosen by (seed, row number), for the end: they are in no pass.
     *
     * @throws IllegalArgumentException when the share is not from 0 to 0.9
     */
    public Builder holdOut(double heldOutShare, long seedOfChoice) {
      HeldOut.check(heldOutShare);
      share = heldOutShare;
      splitSeed = seedOfChoice;
      return this;
    }

    /**
     * Reads all files once, to count rows and to know the spread of each column.
     *
     * @throws InputException when a file cannot be replayed
     * @throws IllegalArgumentException when the pollution does not fit the columns, or the held-out
     *     share is no row or every row
     */
    public FileReplay build() {
      return new FileReplay(this);
    }
  }

  /** Number of events: all passes and the held-out rows. */
  public long count() {
    return passes.count();
  }

  /**
   * Offset, and index, and time, of the first held-out event; {@link Long#MAX_VALUE} when nothing
   * is held out.
   */
  public long heldOutFrom() {
    return passes.heldOutFrom() == passes.count() ? Long.MAX_VALUE : passes.heldOutFrom();
  }

  /** Cells beyond a file's header, left out. */
  public long surplusCells() {
    return surplusCells;
  }

  /** The bounded Flink source; to be used with parallelism 1. */
  public DataGeneratorSource<RawEvent> source(TypeInformation<RawEvent> type) {
    return new DataGeneratorSource<>(this, count(), type);
  }

  /** Event {@code index}; cheap when the indices come in order. */
  @Override
  public RawEvent map(Long index) {
    if (rows == null) {
      rows = new RowCursor(files);
      cleanRows = cleanFiles.isEmpty() ? null : new RowCursor(cleanFiles);
    }
    long row = passes.row(index);
    String[] cells = rows.seek(row);
    List<String> names = rows.header();
    ReplayedFile file = rows.file();
    int source =
        sourceColumn == null
            ? 0
            : sourceColumn.index(
                file.path(), rows.line(), cells[sourceColumn.position(file.path(), names)]);
    String[] dirty = polluter == null ? cells : polluted(row, source, names, cells);
    long offset = passes.single() ? rows.rowOfFile() : index;
    Origin origin = new Origin(file.topic(), file.partition(), offset);
    return new RawEvent(
        origin, index, source, null, RowJson.texts(names, dirty), truth(row, names, cells));
  }

  private List<Header> truth(long row, List<String> names, String[] cells) {
    if (cleanRows != null) {
      String[] clean = cleanRows.seek(row);
      return List.of(new Header(Header.CLEAN, RowJson.texts(cleanRows.header(), clean)));
    }
    return polluter == null
        ? List.of()
        : List.of(new Header(Header.CLEAN, RowJson.texts(names, cells)));
  }

  private String[] polluted(long row, int source, List<String> names, String[] cells) {
    int[] positions = new int[columns.size()];
    String[] features = new String[positions.length];
    for (int c = 0; c < positions.length; c++) {
      positions[c] = names.indexOf(columns.get(c));
      features[c] = positions[c] < 0 ? null : cells[positions[c]];
    }
    String sourceName = sourceColumn == null ? null : sourceColumn.sources().get(source);
    String[] dirtyFeatures = polluter.pollute(row, sourceName, features);
    String[] dirty = cells.clone();
    for (int c = 0; c < positions.length; c++) {
      if (positions[c] >= 0) {
        dirty[positions[c]] = dirtyFeatures[c];
      }
    }
    return dirty;
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.close();
      rows = null;
    }
    if (cleanRows != null) {
      cleanRows.close();
      cleanRows = null;
    }
  }
}
