package io.diffluent.job;

import io.diffluent.core.record.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * A small table with a known truth: three correlated numbers, a city, and a label that follows from
 * them. Rows are a function of the seed.
 */
public final class GeneratedTable {

  public static final List<String> HEADER = List.of("a", "b", "c", "city", "minutes");
  public static final int LABEL = 4;

  private static final List<String> CITIES = List.of("aachen", "berlin", "cologne");

  private final List<String> header;
  private final List<String[]> rows;

  private GeneratedTable(List<String> header, List<String[]> rows) {
    this.header = header;
    this.rows = rows;
  }

  /** Clean rows. */
  public static GeneratedTable of(Task task, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double common = random.nextGaussian();
      double a = 20 + 5 * (common + 0.3 * random.nextGaussian());
      double b = 100 - 30 * (common + 0.3 * random.nextGaussian());
      double c = random.nextGaussian();
      int city = random.nextInt(CITIES.size());
      double y = a / 5 - b / 30 + c + city + 0.1 * random.nextGaussian();
      rows.add(
          new String[] {text(a), text(b), text(c), CITIES.get(city), label(task, 50 + 10 * y)});
    }
    return new GeneratedTable(HEADER, rows);
  }

  /** The same rows with lost, far, misspelt and unreadable cells; labels stay. */
  public GeneratedTable dirty(double share, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return with(
        (row, i) -> {
          for (int c = 0; c < LABEL; c++) {
            if (random.nextDouble() < share) {
              row[c] = dirt(row[c], c == 3, random);
            }
          }
        });
  }

  /** The same rows, each changed by its index. */
  public GeneratedTable with(BiConsumer<String[], Integer> change) {
    List<String[]> changed = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String[] row = rows.get(i).clone();
      change.accept(row, i);
      changed.add(row);
    }
    return new GeneratedTable(header, changed);
  }

  /** The same rows with one column more. */
  public GeneratedTable plus(String column, List<String> cells) {
    List<String> names = new ArrayList<>(header);
    names.add(column);
    List<String[]> wider = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String[] row = Arrays.copyOf(rows.get(i), names.size());
      row[names.size() - 1] = cells.get(i);
      wider.add(row);
    }
    return new GeneratedTable(names, wider);
  }

  public Path write(Path file) {
    StringBuilder csv = new StringBuilder(String.join(",", header)).append('\n');
    rows.forEach(row -> csv.append(String.join(",", row)).append('\n'));
    try {
      return Files.writeString(file, csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int size() {
    return rows.size();
  }

  public String cell(int row, int column) {
    return rows.get(row)[column];
  }

  /** The pipeline file for such rows, with a small model. */
  public static String pipeline(Task task, String... lines) {
    return """
        pipeline: garden
        label: {column: minutes, task: %s}
        sources: [{topic: rides}]
        columns:
          a: {type: numeric}
          b: {type: numeric}
          c: {type: numeric}
          city: {type: categorical, size: 8}
        model: {hidden: [16]}
        """
            .formatted(task.name().toLowerCase(Locale.ROOT))
        + String.join("\n", lines)
        + "\n";
  }

  private static String label(Task task, double y) {
    return switch (task) {
      case REGRESSION -> text(y);
      case BINARY -> y > 65 ? "many" : "few";
      case MULTICLASS -> y > 75 ? "many" : y > 50 ? "some" : "few";
    };
  }

  private static String dirt(String cell, boolean word, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> "?";
      case 2 -> word ? cell.substring(1) : text(Double.parseDouble(cell) * 9 + 300);
      default -> word ? cell + "e" : cell + " units";
    };
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.3f", number);
  }
}
