package io.diffluent.connectors.replay;

import io.diffluent.connectors.wire.RowJson;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Header;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.RawEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final DirtyRows dirt;
  private final String label;
  private final Passes passes;
  private final long surplusCells;

  private transient RowCursor rows;
  private transient RowCursor cleanRows;

  private FileReplay(Builder builder) {
    sourceColumn = builder.sourceColumn;
    label = builder.swappedLabel();
    FilePass pass = new FilePass(builder.columns, sourceColumn, label);
    files = ReplayedFile.all(builder.files, builder.topic, pass);
    long count = files.stream().mapToLong(ReplayedFile::rows).sum();
    passes =
        new Passes(count, builder.passes, new HeldOut(count, builder.share, builder.splitSeed));
    surplusCells = pass.surplusCells();
    cleanFiles =
        ReplayedFile.all(builder.cleanFiles, builder.topic, new FilePass(List.of(), null, null));
    long cleanCount = cleanFiles.stream().mapToLong(ReplayedFile::rows).sum();
    if (!cleanFiles.isEmpty() && cleanCount != count) {
      throw new InputException(
          cleanFiles.get(0).path(),
          0,
          "the clean files have " + cleanCount + " rows, the input has " + count,
          "Give the same rows in the same order.");
    }
    if (builder.spec == null) {
      dirt = null;
    } else {
      SourceColumn.check(builder.spec, sourceColumn);
      dirt = new DirtyRows(builder.spec, builder.seed, count, pass.features(), label);
    }
    if (builder.truthLog != null) {
      log(builder.truthLog, count);
    }
  }

  /**
   * Writes what the pollution does to each row, in the order of the files. Before the replay and
   * not during it: events are replayed several times, by passes and after a restore, and anywhere.
   */
  private void log(Path path, long count) {
    List<ReplayedFile> inputs = new ArrayList<>(files);
    inputs.addAll(cleanFiles);
    try (RowCursor cursor = new RowCursor(files, label);
        TruthLog log = TruthLog.create(path, inputs)) {
      for (long row = 0; row < count; row++) {
        String[] cells = cursor.seek(row);
        String source = sourceName(source(cursor, cells));
        String[] world = dirt.world(row, source, cursor.header(), cells, log);
        dirt.dirty(cursor, row, source, world, log);
      }
    }
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
    private String label;
    private Path truthLog;
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
      return pollute(pollution, pollutionSeed, features, null);
    }

    /** Makes the cells of the feature columns dirty, and the label's by {@code label-swap}. */
    public Builder pollute(
        PollutionSpec pollution, long pollutionSeed, List<Column> features, String labelColumn) {
      spec = pollution;
      seed = pollutionSeed;
      columns = List.copyOf(features);
      label = labelColumn;
      return this;
    }

    /**
     * Writes to this file what the pollution does, when the replay is built: CSV with {@code
     * row,column,kind,before,after}, once per row, however often that is seen. Rows are numbered
     * over all files, from 0 ({@link FileReplay#row}); a cell that is gone is empty afterwards; a
     * cell that a concept and then an error has met has two lines. Costs one more reading of the
     * files, and no memory.
     */
    public Builder truthLog(Path file) {
      truthLog = file;
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
      if (truthLog != null && spec == null) {
        throw new IllegalArgumentException("a log of errors, but no pollution that makes any");
      }
      return new FileReplay(this);
    }

    /** The label when it is polluted, else null. */
    private String swappedLabel() {
      if (spec == null || spec.rules(Pollution.LABEL_SWAP).isEmpty()) {
        return null;
      }
      if (label == null) {
        throw new IllegalArgumentException(
            "pollution '"
                + Pollution.LABEL_SWAP.code()
                + "', but it is not said what the label is");
      }
      return label;
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

  /** Number of the row, over all files and from 0, that an event shows; cheap in order. */
  public long row(long index) {
    return passes.row(index);
  }

  /** The order of the events, by their origins. */
  public Comparator<Origin> order() {
    Comparator<Origin> byOffset = Comparator.comparingLong(Origin::offset);
    if (!passes.single()) {
      return byOffset;
    }
    Map<Origin, Integer> places = new HashMap<>();
    for (ReplayedFile file : files) {
      places.put(new Origin(file.topic(), file.partition(), 0), places.size());
    }
    return Comparator.comparing(
            (Origin origin) -> places.get(new Origin(origin.topic(), origin.partition(), 0)))
        .thenComparing(byOffset);
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
      rows = new RowCursor(files, label);
      cleanRows = cleanFiles.isEmpty() ? null : new RowCursor(cleanFiles);
    }
    long row = passes.row(index);
    String[] cells = rows.seek(row);
    List<String> names = rows.header();
    int source = source(rows, cells);
    String[] clean = world(row, source, names, cells);
    String[] dirty =
        dirt == null ? clean : dirt.dirty(rows, row, sourceName(source), clean, Injections.UNHEARD);
    ReplayedFile file = rows.file();
    long offset = passes.single() ? rows.rowOfFile() : index;
    Origin origin = new Origin(file.topic(), file.partition(), offset);
    List<Header> headers = truth(row, source, clean);
    return new RawEvent(origin, index, source, null, RowJson.texts(names, dirty), headers);
  }

  private List<Header> truth(long row, int source, String[] clean) {
    if (cleanRows != null) {
      String[] cells = cleanRows.seek(row);
      List<String> names = cleanRows.header();
      byte[] value = RowJson.texts(names, world(row, source, names, cells));
      return List.of(new Header(Header.CLEAN, value));
    }
    return dirt == null
        ? List.of()
        : List.of(new Header(Header.CLEAN, RowJson.texts(rows.header(), clean)));
  }

  private String[] world(long row, int source, List<String> names, String[] cells) {
    return dirt == null
        ? cells
        : dirt.world(row, sourceName(source), names, cells, Injections.UNHEARD);
  }

  private int source(RowCursor cursor, String[] cells) {
    if (sourceColumn == null) {
      return 0;
    }
    String path = cursor.file().path();
    int position = sourceColumn.position(path, cursor.header());
    return sourceColumn.index(path, cursor.line(), cells[position]);
  }

  private String sourceName(int source) {
    return sourceColumn == null ? null : sourceColumn.sources().get(source);
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
