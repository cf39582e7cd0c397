package io.diffluent.job.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a sample says about one column, robust to dirt. */
final class ColumnProfile {

  /** Enough clean cells to believe in a type; the dirtiest tables have about this share. */
  private static final double MOST = 0.6;

  private static final int SENTINELS = 8;

  final String name;
  final String[] cells;

  /** Cells that hold something that is not a word for "missing". */
  final int present;

  /** How often each of those texts occurs, in order of appearance. */
  final Map<String, Integer> counts = new LinkedHashMap<>();

  /** Words and numbers that stand for "missing", as written, with how often they occur. */
  final Map<String, Integer> sentinels = new LinkedHashMap<>();

  private final double[] sorted;
  private double[] numbers;
  private int plain;
  private int whole;
  private int united;
  private int dates;

  ColumnProfile(String name, String[] cells) {
    this.name = name;
    this.cells = cells;
    Map<String, Integer> all = new LinkedHashMap<>();
    for (String cell : cells) {
      if (cell != null) {
        all.merge(cell, 1, Integer::sum);
      }
    }
    int filled = all.values().stream().mapToInt(Integer::intValue).sum();
    int words =
        all.entrySet().stream()
            .filter(entry -> Cells.isMissingWord(entry.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    // In a column of texts such a word may well be the commonest category.
    boolean few = words < 0.4 * filled || mostlyNumbers(all);
    all.forEach(
        (text, count) -> (few && Cells.isMissingWord(text) ? sentinels : counts).put(text, count));
    present = sum(counts.values());
    sorted = classify();
    if (isNumeric()) {
      strangers();
      codes();
    }
    trim();
  }

  private static boolean mostlyNumbers(Map<String, Integer> all) {
    int others = 0;
    int numbers = 0;
    for (Map.Entry<String, Integer> entry : all.entrySet()) {
      if (!Cells.isMissingWord(entry.getKey())) {
        others += entry.getValue();
        numbers += Cells.unit(entry.getKey()) != null ? entry.getValue() : 0;
      }
    }
    return numbers >= MOST * others && numbers > 0;
  }

  private double[] classify() {
    double[] numbers = new double[present];
    Map<String, Integer> units = new HashMap<>();
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      String text = entry.getKey();
      int count = entry.getValue();
      double number = Cells.number(text);
      if (!Double.isNaN(number)) {
        Arrays.fill(numbers, plain, plain + count, number);
        plain += count;
        whole += Cells.isWhole(text) ? count : 0;
      } else if (Cells.unit(text) != null) {
        units.merge(Cells.unit(text), count, Integer::sum);
      }
      dates += Cells.isDate(text) && Double.isNaN(number) ? count : 0;
    }
    // One unit is a notation; many different ones are names that start with digits.
    united = units.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    double[] result = Arrays.copyOf(numbers, plain);
    Arrays.sort(result);
    return result;
  }

  /** Words that come again and again between numbers say that there is none. */
  private void strangers() {
    counts.forEach(
        (text, count) -> {
          boolean often = count >= 3 && count >= 0.01 * cells.length;
          if (often && text.chars().noneMatch(Character::isDigit)) {
            sentinels.put(text, count);
          }
        });
  }

  /** Numbers far outside the rest that repeat and look like codes. */
  private void codes() {
    if (sorted.length < 8) {
      return;
    }
    double low = sorted[sorted.length / 4];
    double high = sorted[sorted.length * 3 / 4];
    double margin = 3 * (high - low);
    // Where the quartiles coincide there is no scale to be far from.
    if (margin == 0) {
      return;
    }
    for (Map.Entry<String, Integer> entry : List.copyOf(counts.entrySet())) {
      double number = Cells.number(entry.getKey());
      boolean far = number < low - margin || number > high + margin;
      boolean often = entry.getValue() >= 3 && entry.getValue() >= 0.003 * cells.length;
      if (far && often && Cells.isCode(entry.getKey())) {
        sentinels.put(entry.getKey(), entry.getValue());
      }
    }
  }

  private void trim() {
    while (sentinels.size() > SENTINELS) {
      String rarest =
          sentinels.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
      sentinels.remove(rarest);
    }
  }

  boolean isNumeric() {
    return present > 0 && plain + united >= MOST * present && dates < MOST * present;
  }

  /** Whole numbers, written as such: a point says that somebody measured. */
  boolean isWhole() {
    return isNumeric() && plain > 0 && whole >= 0.75 * plain;
  }

  boolean isDate() {
    if (present == 0) {
      return false;
    }
    int compact =
        counts.entrySet().stream()
            .filter(entry -> Cells.isCompactDate(entry.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    return dates >= MOST * present || (compact >= 0.95 * present && counts.size() > 1);
  }

  /** Share of the present cells that are neither plain numbers nor sentinels. */
  double unreadable() {
    int strangers =
        counts.entrySet().stream()
            .filter(entry -> sentinels.containsKey(entry.getKey()))
            .filter(entry -> Double.isNaN(Cells.number(entry.getKey())))
            .mapToInt(Map.Entry::getValue)
            .sum();
    return present == strangers ? 0 : 1 - (double) plain / (present - strangers);
  }

  double uniqueShare() {
    return present == 0 ? 0 : (double) counts.size() / present;
  }

  /** Values seen more than once. */
  int repeated() {
    return (int) counts.values().stream().filter(count -> count > 1).count();
  }

  /**
   * Distinct values without the dirt: those seen regularly if they make up nearly everything beside
   * the commonest one, else all. In a numeric column only plain numbers count, and different
   * notations of one are one.
   */
  int distinct() {
    return regular().size();
  }

  /** The values that {@link #distinct()} counts. */
  Set<Object> regular() {
    Map<Object, Integer> values = new HashMap<>();
    counts.forEach(
        (text, count) -> {
          double number = Cells.number(text);
          if (!sentinels.containsKey(text) && !(isNumeric() && Double.isNaN(number))) {
            values.merge(isNumeric() ? (Object) number : text, count, Integer::sum);
          }
        });
    Map<Object, Integer> often = new HashMap<>(values);
    double least = Math.max(2, 0.0005 * cells.length);
    often.values().removeIf(count -> count < least);
    int mode = values.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    boolean nearlyAll = sum(often.values()) - mode >= 0.9 * (sum(values.values()) - mode);
    return nearlyAll && !often.isEmpty() ? often.keySet() : values.keySet();
  }

  int plain() {
    return plain;
  }

  /** Values that make up more than a trace of the column. */
  int commonValues() {
    double least = Math.max(2, 0.01 * present);
    List<Integer> common = counts.values().stream().filter(count -> count >= least).toList();
    return sum(common) >= 0.9 * present ? common.size() : counts.size();
  }

  /** Words per text on average. */
  double wordsPerCell() {
    long words = 0;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      words += (long) entry.getValue() * entry.getKey().split("\\s+").length;
    }
    return present == 0 ? 0 : (double) words / present;
  }

  /** Whether the numbers advance by one and the same step at most rows. */
  boolean isCounter() {
    Map<Double, Integer> steps = new HashMap<>();
    double last = Double.NaN;
    for (int row = 0; row < cells.length; row++) {
      double step = number(row) - last;
      if (step != 0 && !Double.isNaN(step)) {
        steps.merge(step, 1, Integer::sum);
      }
      last = number(row);
    }
    int commonest = steps.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return commonest >= 20 && commonest >= MOST * cells.length && uniqueShare() > MOST;
  }

  /** The texts that repeatedly stand for "missing", most frequent first. */
  List<String> sentinelTexts() {
    List<String> texts = new ArrayList<>(sentinels.keySet());
    texts.removeIf(text -> sentinels.get(text) < Math.max(3, 0.001 * cells.length));
    texts.sort((a, b) -> sentinels.get(b) - sentinels.get(a));
    return texts;
  }

  /** Number of the row's cell, NaN where it is none or a sentinel. */
  double number(int row) {
    if (numbers == null) {
      numbers = new double[cells.length];
      for (int i = 0; i < cells.length; i++) {
        boolean none = cells[i] == null || sentinels.containsKey(cells[i]);
        numbers[i] = none ? Double.NaN : Cells.number(cells[i]);
      }
    }
    return numbers[row];
  }

  private static int sum(Collection<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }
}
