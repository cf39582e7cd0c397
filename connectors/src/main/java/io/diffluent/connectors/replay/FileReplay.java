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
  private final long count;
  private final long surplusCells;

  private transient RowCursor rows;
  private transient RowCursor cleanRows;

  private FileReplay(Builder builder) {
    FilePass pass = new FilePass(builder.columns, builder.sourceColumn);
    files = ReplayedFile.all(builder.files, builder.topic, pass);
    count = files.stream().mapToLong(ReplayedFile::rows).sum();
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
     * Reads all files once, to count rows and to know the spread of each column.
     *
     * @throws InputException when a file cannot be replayed
     * @throws IllegalArgumentException when the pollution does not fit the columns
     */
    public FileReplay build() {
      return new FileReplay(this);
    }
  }

  /** Number of events. */
  public long count() {
    return count;
  }

  /** Cells beyond a file's header, left out. */
  public long surplusCells() {
    return surplusCells;
  }

  /** The bounded Flink source; to be used with parallelism 1. */
  public DataGeneratorSource<RawEvent> source(TypeInformation<RawEvent> type) {
    return new DataGeneratorSource<>(this, count, type);
  }

  /** Event {@code index}; cheap when the indices come in order. */
  @Override
  public RawEvent map(Long index) {
    if (rows == null) {
      rows = new RowCursor(files);
      cleanRows = cleanFiles.isEmpty() ? null : new RowCursor(cleanFiles);
    }
    String[] cells = rows.seek(index);
    List<String> names = rows.header();
    String[] dirty = polluter == null ? cells : polluted(index, names, cells);
    ReplayedFile file = rows.file();
    int source =
        sourceColumn == null
            ? 0
            : sourceColumn.index(
                file.path(), rows.line(), cells[sourceColumn.position(file.path(), names)]);
    Origin origin = new Origin(file.topic(), file.partition(), rows.rowOfFile());
    return new RawEvent(
        origin, index, source, null, RowJson.texts(names, dirty), truth(index, names, cells));
  }

  private List<Header> truth(long index, List<String> names, String[] cells) {
    if (cleanRows != null) {
      String[] clean = cleanRows.seek(index);
      return List.of(new Header(Header.CLEAN, RowJson.texts(cleanRows.header(), clean)));
    }
    return polluter == null
        ? List.of()
        : List.of(new Header(Header.CLEAN, RowJson.texts(names, cells)));
  }

  private String[] polluted(long index, List<String> names, String[] cells) {
    int[] positions = new int[columns.size()];
    String[] features = new String[positions.length];
    for (int c = 0; c < positions.length; c++) {
      positions[c] = names.indexOf(columns.get(c));
      features[c] = positions[c] < 0 ? null : cells[positions[c]];
    }
    String[] dirtyFeatures = polluter.pollute(index, features);
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
