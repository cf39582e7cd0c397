package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.NumberNotation;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is predicted, and which columns know it too well. */
final class LabelRules {

  private static final int REGRESSION_VALUES = 20;
  private static final int MOST_CLASSES = 4096;
  private static final int OFTEN = 8;

  /** More numbers than this are rather counts than names of classes. */
  private static final int COUNTS = 10;

  /** Share of the rows that may be no rows of data. */
  private static final double FARTHEST = 0.005;

  /** From this share on it is said what is left out. */
  private static final double DOUBTFUL = 0.01;

  /** From this share of unreadable labels on somebody should look at them. */
  private static final double UNREADABLE = 0.05;

  /** From this share of rows without a label on somebody should know. */
  private static final double FEW_LABELS = 0.5;

  /** From this share of fractions on numbers are no names of classes, however few they are. */
  private static final double FRACTIONS = 0.1;

  private static final Set<String> YES = Set.of("y", "yes", "true", "t", "1.0");
  private static final Set<String> NO = Set.of("n", "no", "false", "f", "0.0");

  private LabelRules() {}

  /**
   * @param task null to infer it
   */
  static Label label(ColumnProfile profile, Task task) {
    Task chosen = task == null ? infer(profile) : task;
    return switch (chosen) {
      case REGRESSION -> Label.regression(profile.name);
      case BINARY -> Label.binary(profile.name);
      case MULTICLASS ->
          // Misspelt classes count too: each takes a place when it appears.
          Label.multiclass(
              profile.name, Math.min(MOST_CLASSES, ColumnRules.room(profile.classes().size())));
    };
  }

  /**
   * How the label is written, and what says that there is none; where classes are, numbers are too.
   */
  static LabelText text(ColumnProfile profile, Task task) {
    return task == Task.REGRESSION
        ? new LabelText(profile.notation, profile.sentinelTexts())
        : new LabelText(
            NumberNotation.PLAIN,
            // However rare: it would be a class, and in a pair of classes the place of another.
            profile.sentinels.keySet().stream().filter(Cells::isNoLabel).toList());
  }

  /**
   * What a person should know of the label beside its task: classes that look like one, and what
   * will not be learned.
   */
  static List<String> notes(ColumnProfile profile, Task task) {
    List<String> notes = new ArrayList<>();
    Map<String, List<String>> alike = new LinkedHashMap<>();
    if (task != Task.REGRESSION) {
      profile
          .classes()
          .forEach(
              (text, count) -> {
                if (count > 1) {
                  alike.computeIfAbsent(folded(text), key -> new ArrayList<>()).add(text);
                }
              });
    }
    warnings(profile, task).forEach(text -> notes.add("Warning: " + profile.name + ": " + text));
    boolean truth = alike.keySet().stream().allMatch(t -> YES.contains(t) || NO.contains(t));
    if (truth && alike.size() > 2) {
      notes.add(spellings(profile, alike.values().stream().flatMap(List::stream).toList(), 2));
    } else {
      List<List<String>> classes =
          alike.values().stream().filter(texts -> texts.size() > 1).toList();
      classes.stream().limit(OFTEN).forEach(texts -> notes.add(spellings(profile, texts, 1)));
      if (classes.size() > OFTEN) {
        notes.add(
            "Warning: "
                + profile.name
                + ": "
                + (classes.size() - OFTEN)
                + " more classes are spelt in several ways.");
      }
    }
    String misspelt = task == Task.MULTICLASS ? MisspeltClasses.note(profile.classes()) : "";
    if (!misspelt.isEmpty()) {
      notes.add("Warning: " + profile.name + ": " + misspelt);
    }
    return notes;
  }

  /** Labels that teach nothing though they may be labels, and labels that nobody can learn. */
  private static List<String> warnings(ColumnProfile profile, Task task) {
    List<String> warnings = new ArrayList<>();
    profile.sentinels.forEach(
        (text, count) -> {
          // Among classes a number is one; among amounts 999 may be one, and -200 hardly.
          boolean amount = task == Task.REGRESSION && Cells.number(text) >= 0;
          boolean doubtful = amount || (task != Task.REGRESSION && Cells.isPerhapsClass(text));
          if (doubtful && count >= DOUBTFUL * profile.cells.length) {
            warnings.add(
                "'"
                    + text
                    + "' ("
                    + ColumnRules.percent((double) count / profile.cells.length)
                    + ") is taken for no label; take it out of label.sentinels if it is one.");
          }
        });
    double none = 1 - (double) profile.present / profile.cells.length;
    if (none >= FEW_LABELS) {
      warnings.add(ColumnRules.percent(none) + " of the rows have no label: they teach nothing.");
    }
    String zeros = task == Task.REGRESSION ? LonelyZeros.note(profile) : "";
    if (!zeros.isEmpty()) {
      warnings.add(zeros);
    }
    int classes = profile.classes().size();
    if (task == Task.REGRESSION && profile.unreadable() >= UNREADABLE) {
      warnings.add(
          ColumnRules.percent(profile.unreadable())
              + " of the labels are not numbers and teach nothing.");
    }
    if (task == Task.BINARY) {
      List<String> two = firstTwo(profile);
      int learned = two.stream().mapToInt(profile.classes()::get).sum();
      double others = 1 - (double) learned / profile.present;
      if (others >= DOUBTFUL / 2) {
        warnings.add(
            "the classes are the first two values, "
                + String.join(" and ", two)
                + "; "
                + ColumnRules.percent(others)
                + " of the labels are others and teach nothing. Clean them, or use --task"
                + " multiclass.");
      }
    } else if (task == Task.MULTICLASS && profile.present >= 20 && 2 * classes > profile.present) {
      warnings.add(
          classes
              + " classes in "
              + profile.present
              + " labels: a class that comes once cannot be learned. Is it the right column?");
    } else if (task == Task.MULTICLASS
        && profile.present >= 20
        && OFTEN * classes > profile.present) {
      warnings.add(
          classes
              + " classes in "
              + profile.present
              + " labels: one that comes a few times is hardly learned. Is it the right column? Of"
              + " ranges of numbers send the middle.");
    } else if (task == Task.MULTICLASS && profile.isWhole() && classes > COUNTS) {
      warnings.add(
          classes
              + " whole numbers are learned as classes, without an order; if they are counts or"
              + " grades, use --task regression.");
    }
    return warnings;
  }

  private static String spellings(ColumnProfile profile, List<String> texts, int classes) {
    return "Warning: "
        + profile.name
        + ": "
        + String.join(", ", texts.stream().limit(8).toList())
        + (texts.size() > 8 ? ", ..." : "")
        + (classes == 1 ? " look like one class" : " look like two classes")
        + " but are learned as "
        + texts.size()
        + "; spell them alike before they are sent.";
  }

  /**
   * The text without what people spell differently: case, a point behind, and zeros around a
   * number.
   */
  static String folded(String text) {
    double number = Cells.number(text);
    if (!Double.isNaN(number)) {
      return Double.toString(number);
    }
    boolean isPointed = text.length() > 1 && text.endsWith(".");
    return (isPointed ? text.substring(0, text.length() - 1) : text).toLowerCase(Locale.ROOT);
  }

  private static Task infer(ColumnProfile profile) {
    boolean isMeasured =
        !profile.isWhole() && (profile.uniqueShare() > 0.5 || profile.fractions() >= FRACTIONS);
    if (profile.isNumeric() && profile.distinct() > (isMeasured ? 2 : REGRESSION_VALUES)) {
      return Task.REGRESSION;
    }
    List<String> common = profile.commonValues();
    // A job takes the first two values that come; a slip above them must not be one of them.
    return common.size() <= 2 && common.containsAll(firstTwo(profile))
        ? Task.BINARY
        : Task.MULTICLASS;
  }

  private static List<String> firstTwo(ColumnProfile profile) {
    return profile.classes().keySet().stream().limit(2).toList();
  }

  /** Why the column looks like the label in disguise; empty when it does not. */
  static String leak(ColumnProfile column, ColumnProfile label, Label as) {
    if (Arrays.equals(column.cells, label.cells)) {
      return "the same as the label";
    }
    boolean leaks =
        as.task() == Task.REGRESSION
            ? isLinear(column, label) || isRounded(column, label) || names(column, label)
            : determines(column, label, OFTEN);
    return leaks ? "determines the label" : leakByBeingThere(column, label, as);
  }

  /** As {@link #leak}, where only part of what the column holds is taken. */
  static String leakByBeingThere(ColumnProfile column, ColumnProfile label, Label as) {
    if (as.task() == Task.REGRESSION) {
      return "";
    }
    boolean[] isThere = new boolean[column.cells.length];
    boolean[] isSome = new boolean[column.cells.length];
    for (int row = 0; row < isThere.length; row++) {
      String cell = column.cells[row];
      isThere[row] = cell != null && !column.sentinels.containsKey(cell);
      isSome[row] = isThere[row] && column.number(row) != 0;
    }
    if (tells(isThere, label)) {
      return "whether it is there determines the label";
    }
    return column.isNumeric() && tells(isSome, label) ? "whether it is 0 determines the label" : "";
  }

  /** The label without its decimals, up or down, in every row. */
  private static boolean isRounded(ColumnProfile column, ColumnProfile label) {
    if (!column.isWhole() || !label.isNumeric()) {
      return false;
    }
    int n = 0;
    for (int row = 0; row < column.cells.length; row++) {
      double x = column.number(row);
      double y = label.number(row);
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        n++;
        if (x != Math.rint(y) && x != Math.floor(y) && x != Math.ceil(y)) {
          return false;
        }
      }
    }
    return n >= 20 && column.distinct() > 2;
  }

  /** Rows that have something are all of one class and rows without of another. */
  private static boolean tells(boolean[] has, ColumnProfile label) {
    Map<Boolean, Set<String>> classes = Map.of(true, new HashSet<>(), false, new HashSet<>());
    Map<Boolean, Integer> rows = new HashMap<>();
    for (int row = 0; row < has.length; row++) {
      String target = label.cells[row];
      if (target != null && !isNoClass(label, target)) {
        classes.get(has[row]).add(folded(target));
        rows.merge(has[row], 1, Integer::sum);
      }
    }
    return rows.getOrDefault(true, 0) >= OFTEN
        && rows.getOrDefault(false, 0) >= OFTEN
        && classes.get(true).size() == 1
        && classes.get(false).size() == 1
        && !classes.get(true).equals(classes.get(false));
  }

  /**
   * Correlation so close to one that only rounding is left, also without the farthest rows: a row
   * of totals is far enough from all others to lie on a line with them.
   */
  private static boolean isLinear(ColumnProfile column, ColumnProfile label) {
    if (!column.isNumeric() || !label.isNumeric()) {
      return false;
    }
    return isLinear(column, label, 0) && isLinear(column, label, FARTHEST);
  }

  /**
   * @param share of the column's and of the label's numbers that are left out at either end; where
   *     hardly anything else varies, the line is believed
   */
  private static boolean isLinear(ColumnProfile column, ColumnProfile label, double share) {
    double[] inner = column.inner(share);
    double[] innerLabel = label.inner(share);
    int n = 0;
    double mx = 0;
    double my = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int row = 0; row < column.cells.length; row++) {
      double x = column.number(row);
      double y = label.number(row);
      boolean isInner = x >= inner[0] && x <= inner[1] && y >= innerLabel[0] && y <= innerLabel[1];
      if (isInner) {
        n++;
        double dx = x - mx;
        double dy = y - my;
        mx += dx / n;
        my += dy / n;
        xx += dx * (x - mx);
        yy += dy * (y - my);
        xy += dx * (y - my);
      }
    }
    boolean isConstant = n < 20 || xx == 0 || yy == 0;
    return isConstant ? share > 0 : xy * xy > 0.9998 * xx * yy;
  }

  /** Each value comes with one class only, and often enough for that to be no accident. */
  private static boolean determines(ColumnProfile column, ColumnProfile label, int often) {
    if (column.counts.size() * often > column.present || column.counts.size() < 2) {
      return false;
    }
    Map<String, String> known = new HashMap<>();
    for (int row = 0; row < column.cells.length; row++) {
      String value = column.cells[row];
      String target = label.cells[row] == null ? null : folded(label.cells[row]);
      if (value != null && target != null && !isNoClass(label, label.cells[row])) {
        String before = known.putIfAbsent(value, target);
        if (before != null && !before.equals(target)) {
          return false;
        }
      }
    }
    return new HashSet<>(known.values()).size() > 1;
  }

  /**
   * Texts that name a number each, as a range names its middle: of amounts two are seldom alike.
   */
  private static boolean names(ColumnProfile column, ColumnProfile label) {
    return !column.isNumeric()
        && column.present >= 20
        && label.distinct() > COUNTS
        && determines(column, label, 2);
  }

  /** Among classes a word between numbers is a class. */
  private static boolean isNoClass(ColumnProfile label, String text) {
    return label.sentinels.containsKey(text) && Cells.isNoLabel(text);
  }
}
