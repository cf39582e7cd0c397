package io.diffluent.core.learn;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Schema;
import io.diffluent.core.record.Task;
import io.diffluent.core.state.SeededRandom;
import java.util.List;
import java.util.function.Supplier;

/**
 * A seeded stream of records with missing cells, outliers and typos: three correlated numbers and a
 * category, and a label that is linear in them.
 */
public final class DirtyStream implements Supplier<Record> {

  private static final List<String> SEASONS = List.of("spring", "summer", "autumn", "winter");

  private final Task task;
  private final double share;
  private final SeededRandom random;
  private int sources = 1;
  private int permuted = -1;
  private double unlabelled;
  private long offset;

  public DirtyStream(Task task, double errors, long seed) {
    this.task = task;
    this.share = errors;
    this.random = new SeededRandom(seed);
  }

  /** From so many sources in turn, the labels of one of them random. */
  public DirtyStream sources(int sources, int permuted) {
    this.sources = sources;
    this.permuted = permuted;
    return this;
  }

  public DirtyStream unlabelled(double share) {
    this.unlabelled = share;
    return this;
  }

  public static Schema schema(Task task) {
    return schema(task, List.of("main"));
  }

  public static Schema schema(Task task, List<String> sources) {
    Label label =
        switch (task) {
          case REGRESSION -> Label.regression("count");
          case BINARY -> Label.binary("count");
          case MULTICLASS -> Label.multiclass("count", 3);
        };
    return new Schema(
        List.of(
            Column.numeric("temperature"),
            Column.numeric("feels"),
            Column.numeric("humidity"),
            Column.categorical("season", 6)),
        label,
        sources);
  }

  @Override
  public Record get() {
    double factor = gauss();
    double temperature = 20 + 5 * (factor + 0.3 * gauss());
    double feels = 22 + 6 * (factor + 0.3 * gauss());
    double humidity = 60 - 10 * (factor + 0.3 * gauss());
    int season = random.nextInt(4);
    Row clean = Rows.of(temperature, feels, humidity, SEASONS.get(season));
    Row row =
        Rows.of(dirty(temperature), dirty(feels), dirty(humidity), dirty(SEASONS.get(season)));
    double score =
        (temperature - 20) / 5 + 0.5 * (feels - 22) / 6 - 0.5 * (humidity - 60) / 10 + 0.2 * season;
    int source = (int) (offset % sources);
    score = source == permuted ? 2 * gauss() : score + 0.2 * gauss();
    String label = random.nextDouble() < unlabelled ? null : label(score);
    return Rows.record(offset++, source, row, label, clean);
  }

  private String label(double score) {
    return switch (task) {
      case REGRESSION -> Double.toString(100 + 30 * score);
      case BINARY -> score > 0.3 ? "many" : "few";
      case MULTICLASS -> score > 1 ? "many" : score > -0.5 ? "some" : "few";
    };
  }

  private Object dirty(double number) {
    double draw = random.nextDouble();
    if (draw < share / 2) {
      return null;
    }
    return draw < share ? number * (random.nextInt(2) == 0 ? 12 : -9) : number;
  }

  private Object dirty(String text) {
    double draw = random.nextDouble();
    if (draw < share / 2) {
      return null;
    }
    return draw < share ? text.substring(0, 2) + "x" + text.substring(3) : text;
  }

  private double gauss() {
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum - 6;
  }
}
