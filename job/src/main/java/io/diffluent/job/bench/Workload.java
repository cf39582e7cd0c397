package io.diffluent.job.bench;

import io.diffluent.connectors.replay.FeatureColumn;
import io.diffluent.connectors.replay.Polluter;
import io.diffluent.connectors.replay.PollutionSpec;
import io.diffluent.connectors.wire.RowJson;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.state.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The benchmark's events: 12 columns (8 numbers that depend on each other, 4 categories), a label,
 * and 10 % of the cells dirty (missing, outlier, typo). Event i is a function of (seed, i).
 */
final class Workload {

  static final String TOPIC = "bench";
  static final String LABEL = "y";

  private static final int NUMBERS = 8;
  private static final int CATEGORIES = 4;
  private static final PollutionSpec DIRT =
      PollutionSpec.parse(
          "missing=0.04,outlier=0.06[n0;n1;n2;n3;n4;n5;n6;n7],typo=0.06[c0;c1;c2;c3]");

  private final long seed;
  private final Polluter polluter;
  private final List<String> names = new ArrayList<>();

  Workload(long seed) {
    this.seed = seed;
    List<FeatureColumn> columns = new ArrayList<>();
    for (int i = 0; i < NUMBERS; i++) {
      names.add("n" + i);
      columns.add(new FeatureColumn("n" + i, true, 0, 1));
    }
    for (int i = 0; i < CATEGORIES; i++) {
      names.add("c" + i);
      columns.add(new FeatureColumn("c" + i, false, 0, 0));
    }
    names.add(LABEL);
    polluter = new Polluter(DIRT, seed, Long.MAX_VALUE, columns);
  }

  /** The pipeline file for these events. */
  static String pipeline() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("pipeline: bench\nlabel: {column: y, task: regression}\n");
    yaml.append("sources: [{topic: bench}]\nkafka: {bootstrap: \"localhost:9092\"}\ncolumns:\n");
    for (int i = 0; i < NUMBERS; i++) {
      yaml.append("  n").append(i).append(": {type: numeric}\n");
    }
    for (int i = 0; i < CATEGORIES; i++) {
      yaml.append("  c").append(i).append(": {type: categorical, size: 8}\n");
    }
    return yaml.toString();
  }

  RawEvent event(long index) {
    SeededRandom random = new SeededRandom(seed * 31 + index);
    random.nextLong();
    double common = gaussian(random);
    String[] cells = new String[NUMBERS + CATEGORIES];
    double y = 0;
    for (int i = 0; i < NUMBERS; i++) {
      double x = 0.7 * common + 0.7 * gaussian(random);
      y += (i % 3 - 1) * x + (i == 0 ? 0.5 * x * x : 0);
      cells[i] = String.format(Locale.ROOT, "%.4f", x);
    }
    for (int i = 0; i < CATEGORIES; i++) {
      int category = random.nextInt(6);
      y += 0.3 * category * (i - 1.5);
      cells[NUMBERS + i] = "category-" + (char) ('a' + category);
    }
    String[] dirty = polluter.pollute(index, cells);
    String[] all = new String[dirty.length + 1];
    System.arraycopy(dirty, 0, all, 0, dirty.length);
    all[dirty.length] = String.format(Locale.ROOT, "%.4f", y + 0.1 * gaussian(random));
    return new RawEvent(
        new Origin(TOPIC, 0, index), index, 0, null, RowJson.typed(names, all), List.of());
  }

  private static double gaussian(SeededRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
