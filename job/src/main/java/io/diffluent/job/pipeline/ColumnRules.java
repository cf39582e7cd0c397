package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.NumberNotation;
import io.diffluent.core.record.ColumnType;
import io.diffluent.core.stats.Sentinels;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** From a column's profile to how it is read, with the reason in a few words. */
final class ColumnRules {

  private static final Set<String> IDENTIFIERS = Set.of("id", "uuid", "guid", "identifier");
  private static final Set<String> CODES =
      Set.of("zip", "zipcode", "postcode", "phone", "code", "number", "nbr", "no", "id");
  private static final Set<String> CLOCKS = Set.of("date", "datetime", "timestamp");
  private static final Set<String> TIME_WORDS =
      Set.of("time", "ts", "epoch", "at", "created", "updated", "modified", "registered", "joined");
  private static final int MOST_CATEGORIES = 64;

  /** Share of different values from which on hardly one comes again. */
  private static final double UNIQUE = 0.98;

  private static final String TIMES = "a date or time: its values do not come again";

  private ColumnRules() {}

  /** A column and the comment behind it; the comment may be empty. */
  record Decision(ColumnSpec column, String comment) {

    /** Whether the column is left out because it holds times, parts of which may be of use. */
    boolean isTime() {
      return column.ignored() && comment.equals(TIMES);
    }

    /** The same with a warning in front of the comment. */
    Decision warning(String of) {
      return new Decision(column, join("warning: " + of, comment));
    }
  }

  /**
   * @param others columns already taken as inputs
   */
  static Decision decide(ColumnProfile profile, Collection<ColumnProfile> others) {
    String reason = reasonToIgnore(profile, others);
    if (!reason.isEmpty()) {
      return ignored(profile.name, reason);
    }
    if (profile.isMark()) {
      return categorical(profile, 1, "one value or nothing");
    }
    if (!profile.isNumeric()) {
      return categorical(profile, profile.repeated(), "");
    }
    int few = FewIntegers.count(profile);
    if (few > 0) {
      return categorical(profile, few, "");
    }
    List<String> words = Cells.words(profile.name);
    if (profile.hasNoFractions() && isCode(words)) {
      return categorical(profile, profile.repeated(), "a code, not a quantity");
    }
    if (profile.zeroLed() >= 0.05) {
      return categorical(profile, profile.repeated(), "codes: amounts do not start with zeros");
    }
    return new Decision(
        new ColumnSpec(
            profile.name, ColumnType.NUMERIC, 1, profile.sentinelTexts(), profile.notation, false),
        dirt(profile));
  }

  private static boolean isToDate(List<String> words) {
    int n = words.size();
    return n > 2 && words.get(n - 1).equals("date") && words.get(n - 2).equals("to");
  }

  private static boolean isCode(List<String> words) {
    return !words.isEmpty() && CODES.contains(words.get(words.size() - 1));
  }

  static Decision ignored(String name, String reason) {
    return new Decision(new ColumnSpec(name, null, 1, List.of(), true), reason);
  }

  private static String reasonToIgnore(ColumnProfile profile, Collection<ColumnProfile> others) {
    List<String> words = Cells.words(profile.name);
    int rows = profile.cells.length;
    if (profile.present == 0) {
      return "empty in every row";
    }
    if (profile.counts.size() == 1 && rows > 1 && !profile.isMark()) {
      return "constant: " + shorten(profile.counts.keySet().iterator().next());
    }
    for (ColumnProfile other : others) {
      if (Arrays.equals(other.cells, profile.cells)) {
        return "the same as " + other.name;
      }
    }
    if (profile.isTimeOfDay()) {
      return "";
    }
    // Payments to date are no dates.
    boolean clockName = words.stream().anyMatch(CLOCKS::contains) && !isToDate(words);
    boolean since1970 =
        words.stream().anyMatch(TIME_WORDS::contains) && TimeRules.areSince1970(profile);
    if (profile.isDate()
        || since1970
        || (clockName && profile.isNumeric() && profile.distinct() > 24 && !profile.returns())) {
      return TIMES;
    }
    boolean enough = profile.present >= 20;
    boolean whole = profile.isWhole();
    boolean names =
        !profile.isNumeric() || (whole && (isCode(words) || NamingIntegers.are(profile)));
    if (enough && names && profile.uniqueShare() > UNIQUE) {
      return !whole && profile.wordsPerCell() >= 4
          ? "free text: different in nearly every row"
          : "identifier: different in nearly every row";
    }
    if (enough && whole && profile.unlikeNumbers() > 0.2 && profile.uniqueShare() > 0.6) {
      return "identifier: numbers mixed with texts, " + profile.counts.size() + " values";
    }
    if (whole && profile.isCounter()) {
      return "row counter";
    }
    boolean idName = words.stream().anyMatch(IDENTIFIERS::contains);
    if (whole && idName && profile.distinct() > MOST_CATEGORIES) {
      return "identifier by its name, " + profile.counts.size() + " values";
    }
    if (enough && !profile.isNumeric() && profile.uniqueShare() > 0.6) {
      String what = profile.wordsPerCell() >= 4 ? "free text: " : "too many values: ";
      return what + profile.counts.size() + " in " + profile.present + " cells";
    }
    return "";
  }

  private static Decision categorical(ColumnProfile profile, int values, String comment) {
    int all = values + profile.strangersAmongCategories();
    String many = all > MOST_CATEGORIES ? all + " frequent values, hashed" : "";
    List<String> sentinels = profile.sentinelsAmongCategories();
    return new Decision(
        new ColumnSpec(
            profile.name,
            ColumnType.CATEGORICAL,
            Math.min(MOST_CATEGORIES, room(all)),
            sentinels,
            profile.counts.keySet().stream().filter(Sentinels::isEverywhere).toList(),
            NumberNotation.PLAIN,
            null,
            false),
        join(join(comment, many), sentinels(profile, sentinels)));
  }

  /** Room for values that the sample does not have: an eighth more, in steps of eight. */
  static int room(int values) {
    return Math.max(8, (values + values / 8 + 7) / 8 * 8);
  }

  private static String dirt(ColumnProfile profile) {
    double share = profile.unreadable();
    String text = share < 0.005 ? "" : percent(share) + " not plain numbers";
    return join(text, sentinels(profile, profile.sentinelTexts()));
  }

  /**
   * How many cells mean "missing".
   *
   * @param texts that are said to; "" if none is
   */
  static String sentinels(ColumnProfile profile, List<String> texts) {
    double share = (double) profile.cells(texts) / profile.cells.length;
    return texts.isEmpty() ? "" : percent(share) + " sentinels";
  }

  static String percent(double share) {
    double percent = 100 * share;
    return (percent < 10 ? Math.round(percent * 10) / 10.0 : (Object) Math.round(percent)) + " %";
  }

  static String join(String a, String b) {
    return a.isEmpty() ? b : b.isEmpty() ? a : a + ", " + b;
  }

  private static String shorten(String text) {
    return text.length() > 24 ? text.substring(0, 24) + "..." : text;
  }
}
