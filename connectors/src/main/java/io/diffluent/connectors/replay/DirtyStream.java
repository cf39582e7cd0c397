package io.diffluent.connectors.replay;

import io.diffluent.connectors.wire.RowJson;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Header;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * An endless stream of deliveries with the errors of real life: what the demo learns from.
 *
 * <p>A delivery's {@code minutes} follow from distance, traffic, temperature, weight, city and
 * vehicle; the features are correlated, so a lost one can be told from the others, and {@code
 * noise} means nothing. Of every five events, three come from the source {@code deliveries}: right
 * labels, but cells are missing (6 %), far out (5 %), misspelt (4 % of the categories) or {@code ?}
 * and {@code -999} (2 %). Two come from {@code partner}: clean cells, but 70 % of the labels belong
 * to some other delivery.
 *
 * <p>Event {@code i} is a function of (seed, i); its ground truth travels in {@link Header#CLEAN}.
 */
public final class DirtyStream implements GeneratorFunction<Long, RawEvent> {

  private static final long serialVersionUID = 1L;

  /** Name of the source with dirty cells, and of its topic. */
  public static final String DELIVERIES = "deliveries";

  /** Name of the source with wrong labels, and of its topic. */
  public static final String PARTNER = "partner";

  /** The field that names an event. */
  public static final String ID = "id";

  /** The label. */
  public static final String LABEL = "minutes";

  private static final double WRONG_LABELS = 0.7;
  private static final PollutionSpec DIRT =
      PollutionSpec.parse("missing=0.06,outlier=0.05,typo=0.04[city;vehicle],placeholder=0.02");

  /** In the past for any broker: a time in its future would be refused. */
  private static final long FIRST_TIME = 1_704_067_200_000L;

  private static final long STEP_MS = 100;
  private static final int SAMPLE = 2_000;

  private final long seed;
  private final Polluter polluter;
  private final List<String> names;

  public DirtyStream(long seed) {
    this.seed = seed;
    this.polluter = new Polluter(DIRT, seed, Long.MAX_VALUE, spread(seed));
    List<String> all = new ArrayList<>(List.of(ID));
    all.addAll(Parcel.NAMES);
    all.add(LABEL);
    this.names = List.copyOf(all);
  }

  /** Columns, label and sources of the stream; the id field is {@link #ID}. */
  public static Schema schema() {
    List<Column> columns = new ArrayList<>();
    for (String name : Parcel.NUMERIC) {
      columns.add(Column.numeric(name));
    }
    for (String name : Parcel.CATEGORICAL) {
      columns.add(Column.categorical(name, 16));
    }
    return new Schema(columns, Label.regression(LABEL), List.of(DELIVERIES, PARTNER));
  }

  /** Event {@code index}. */
  public RawEvent event(long index) {
    Parcel parcel = Parcel.draw(seed, index);
    String[] clean = parcel.cells();
    int turn = (int) (index % 5);
    boolean partner = turn == 1 || turn == 3;
    String[] cells = partner ? clean : polluter.pollute(index, clean);
    boolean wrong = partner && Seeds.uniform(Seeds.of(seed, index, PARTNER, 0)) < WRONG_LABELS;
    double label = wrong ? Parcel.draw(~seed, index).minutes() : parcel.minutes();
    String id = "d" + index;
    Header truth = new Header(Header.CLEAN, value(id, clean, parcel.minutes()));
    return new RawEvent(
        origin(index, partner),
        FIRST_TIME + index * STEP_MS,
        partner ? 1 : 0,
        null,
        value(id, cells, label),
        List.of(truth));
  }

  /** The position the event gets when all events are sent, in order, to fresh topics. */
  private static Origin origin(long index, boolean partner) {
    long round = index / 5;
    int turn = (int) (index % 5);
    return partner
        ? new Origin(PARTNER, 0, 2 * round + turn / 2)
        : new Origin(DELIVERIES, 0, 3 * round + turn / 2);
  }

  private byte[] value(String id, String[] cells, double label) {
    String[] all = new String[cells.length + 2];
    all[0] = id;
    System.arraycopy(cells, 0, all, 1, cells.length);
    all[cells.length + 1] = Parcel.text(label);
    return RowJson.typed(names, all);
  }

  @Override
  public RawEvent map(Long index) {
    return event(index);
  }

  /** The first events as a bounded Flink source; to be used with parallelism 1. */
  public DataGeneratorSource<RawEvent> source(long count, TypeInformation<RawEvent> type) {
    return new DataGeneratorSource<>(this, count, type);
  }

  private static List<FeatureColumn> spread(long seed) {
    double[][] sample = new double[Parcel.NUMERIC.size()][SAMPLE];
    for (int i = 0; i < SAMPLE; i++) {
      double[] numbers = Parcel.draw(seed, i).numbers();
      for (int c = 0; c < sample.length; c++) {
        sample[c][i] = numbers[c];
      }
    }
    List<FeatureColumn> columns = new ArrayList<>();
    for (int c = 0; c < sample.length; c++) {
      double mean = Arrays.stream(sample[c]).average().orElse(0);
      double variance = Arrays.stream(sample[c]).map(x -> (x - mean) * (x - mean)).sum();
      double sd = Math.sqrt(variance / (SAMPLE - 1));
      columns.add(new FeatureColumn(Parcel.NUMERIC.get(c), true, mean, sd));
    }
    for (String name : Parcel.CATEGORICAL) {
      columns.add(new FeatureColumn(name, false, 0, 0));
    }
    return columns;
  }
}
