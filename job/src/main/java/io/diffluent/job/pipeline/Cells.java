package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.DateOrder;
import io.diffluent.connectors.wire.NumberNotation;
import io.diffluent.connectors.wire.NumberText;
import io.diffluent.connectors.wire.WrittenTime;
import io.diffluent.core.stats.Sentinels;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one cell's text looks like. */
final class Cells {

  /** Words that mean "missing" in a sample, beside those that do everywhere. */
  private static final Set<String> MISSING_WORDS = Set.of("unknown", "undefined");

  /** Those that some data call a class: + and -, found and missing. */
  private static final Set<String> CLASS_WORDS = Set.of("-", "missing", "unknown", "undefined");

  private static final String NUMBER = "[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?";
  private static final Pattern PLAIN = Pattern.compile(NUMBER);
  private static final Pattern WHOLE =
      Pattern.compile("[-+]?[0-9]{1,18}|[0-9]{1,3}(?: [0-9]{3}){1,4}");

  /** Digits in groups of three, which one mark separates; then the other one, if any. */
  private static final String GROUPED =
      "[-+]?[1-9][0-9]{0,2}(?<mark>[,.' \u00A0\u202F])[0-9]{3}(?:\\k<mark>[0-9]{3})*"
          + "(?:(?!\\k<mark>)[.,][0-9]+)?";

  /** Lakhs and crores: groups of two before the last; with points it would be an address. */
  static final String LAKHS = "[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\\.[0-9]+)?";

  /** A unit of letters: kg, °C, m2, mg/dl, µg/m³, zł, sq. ft, l/100km. */
  private static final String LETTERS = "\\p{L}{1,12}(?:(?:\\. ?| )\\p{L}{1,12})?(?:[23²³]|\\.)?";

  /** The letters behind 123xx stand for digits. */
  private static final String NO_MASK = "(?![xX]{2,}$)";

  /** What a mark is out of: 4.1/5. */
  private static final String OF = "/(?:[2-9]|[1-9][0-9]{1,2})";

  /** In front of a number only these letters are a unit: others are the name of something. */
  private static final String CURRENCY =
      "(?:Rs\\.?|USD|EUR|GBP|CHF|JPY|CNY|INR|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|TRY|KRW|SGD|HKD|US\\$|R\\$)";

  private static final Pattern DECORATED =
      Pattern.compile(
          "(?:(?<about>[~\u2248])|[<>])?\\s*-?(?<before>\\p{Sc}|"
              + CURRENCY
              + "|)[\\s\u00A0]*(?<number>"
              + NUMBER
              + "|"
              + GROUPED
              + "|[-+]?"
              + LAKHS
              + "|[-+]?[0-9]+,[0-9]+(?:[eE][-+]?[0-9]+)?)[\\s\u00A0]*(?<behind>[%‰\\p{Sc}*]|"
              + NO_MASK
              + "°?(?:"
              + LETTERS
              + "(?:/(?:[1-9][0-9]{0,2} ?)?"
              + LETTERS
              + ")?)?|"
              + OF
              + ")");
  // No month is 00 or 30: 18.00.00 and 18.30.00 are times of day.
  private static final String MONTH = "(?:0?[1-9]|1[0-2])";
  private static final Pattern MONTH_IN_DIGITS =
      Pattern.compile("[0-9]{4}[-/]" + MONTH + "|" + MONTH + "[-/][0-9]{4}");
  private static final String DAY = "(?:0?[1-9]|[12][0-9]|3[01])";
  private static final String YMD = "[0-9]{4}[-/.]" + MONTH + "[-/.]" + DAY;
  private static final String DMY =
      "(?:" + DAY + "[-/.]" + MONTH + "|" + MONTH + "[-/.]" + DAY + ")[-/.][0-9]{2}(?:[0-9]{2})?";
  private static final String TIME =
      "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[AaPp](?:[Mm]|\\.[Mm]\\.))?";
  private static final Pattern DATE =
      Pattern.compile(
          "(?:(?:"
              + YMD
              + "|"
              + DMY
              + ")(?:(?:[T ]|, )"
              + TIME
              + " ?(?:Z|[-+][0-9]{2}(?::?[0-9]{2})?)?)?)|"
              + TIME);
  private static final Pattern CLOCK = Pattern.compile(TIME);
  private static final Pattern DOTTED_CLOCK = Pattern.compile("[0-9]{1,2}[.][0-9]{2}[.][0-9]{2}");
  private static final Pattern COMPACT_DATE =
      Pattern.compile(
          "(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
              + "(?:(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9])?)?");

  /**
   * Numbers people type where there is none: 999, -9999, 999.9, 11111111, -1, -99, -200, -999.25;
   * and what a register holds with all bits set, or with all but its sign.
   */
  private static final Pattern CODE =
      Pattern.compile(
          "[-+]?([1-9])\\1{2,}(?:\\.0*)?|[-+]?9{2,}\\.(?:9+|250*)"
              + "|(?:65535|4294967295|32767|2147483647|-32768|-2147483648)(?:\\.0*)?"
              + "|-(?:1|9|99|100|200|500|1000)(?:\\.0*)?");

  private Cells() {}

  static boolean isMissingWord(String text) {
    return Sentinels.isEverywhere(text) || MISSING_WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Whether the text says that there is no label; "none" may be the name of a class. */
  static boolean isNoLabel(String text) {
    return isMissingWord(text) && !text.equalsIgnoreCase("none");
  }

  /** Whether a text that says that there is none could as well be the name of a class. */
  static boolean isPerhapsClass(String text) {
    return CLASS_WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** The finite number that the text strictly is, or NaN. */
  static double number(String written) {
    String text = NumberText.withKeyboardMinus(written);
    if (text.length() > 64 || !PLAIN.matcher(text).matches()) {
      return Double.NaN;
    }
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? value + 0.0 : Double.NaN;
  }

  static boolean isWhole(String text) {
    return WHOLE.matcher(NumberText.withKeyboardMinus(text)).matches();
  }

  /** The text as a number with what is around it; null when it is none. */
  static Matcher decorated(String text) {
    Matcher matcher = DECORATED.matcher(NumberNotation.withMinusInFront(text));
    return text.length() <= 64 && matcher.matches() && !isMoreThanAll(matcher) ? matcher : null;
  }

  /** Whether the unit says what a mark is out of. */
  static boolean isOf(String unit) {
    return unit.matches(OF);
  }

  /** No mark is more than all: pressures, months and seasons are none, 120/80, 2013/12. */
  private static boolean isMoreThanAll(Matcher decorated) {
    String behind = decorated.group("behind");
    return isOf(behind)
        && NumberText.parse(decorated.group("number")) > Integer.parseInt(behind.substring(1));
  }

  /**
   * The unit around a number, such as {@code %}, or the sign in front that says "about"; null when
   * it is no number with a unit.
   */
  static String unit(String text) {
    Matcher matcher = decorated(text);
    return matcher == null ? null : unit(matcher);
  }

  static String unit(Matcher decorated) {
    String before = decorated.group("before");
    String unit = before.isEmpty() ? decorated.group("behind") : before;
    String about = decorated.group("about");
    return unit.isEmpty() && about != null ? about : unit;
  }

  /** Whether the text is a bound of a number, such as {@code >200}. */
  static boolean isBound(String text) {
    return (text.startsWith("<") || text.startsWith(">")) && decorated(text) != null;
  }

  static boolean isDate(String text) {
    return text.length() <= 40
        && (DATE.matcher(text).matches() || isNamedDate(text) || isMonth(text));
  }

  /** A month in digits, but for what may as well be a season, such as 2010-11. */
  private static boolean isMonth(String text) {
    if (!MONTH_IN_DIGITS.matcher(text).matches()) {
      return false;
    }
    WrittenTime time = WrittenTime.read(text, DateOrder.DMY);
    String next = time == null ? "" : "" + (time.day().getYear() + 1);
    return time != null && !text.endsWith(next.substring(2));
  }

  /** Whether the text is a date whose month has its name, which no order changes. */
  private static boolean isNamedDate(String text) {
    boolean named = text.chars().anyMatch(Character::isLetter);
    WrittenTime time = named ? WrittenTime.read(text, DateOrder.DMY) : null;
    return time != null && time.day() != null;
  }

  /** Whether the text is a time without a day: unlike a date it comes again. */
  static boolean isTimeOfDay(String text) {
    return text.length() <= 40
        && (CLOCK.matcher(text).matches()
            || (DOTTED_CLOCK.matcher(text).matches() && !isDate(text)));
  }

  static boolean isCompactDate(String text) {
    return text.length() <= 14 && COMPACT_DATE.matcher(text).matches();
  }

  static boolean isCode(String text) {
    return text.length() <= 24 && CODE.matcher(text).matches();
  }

  /** A column name's words in lower case: {@code PassengerId} is passenger, id. */
  static List<String> words(String name) {
    String spaced = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    return Arrays.stream(spaced.split("[^\\p{L}\\p{N}]+")).filter(w -> !w.isEmpty()).toList();
  }
}
