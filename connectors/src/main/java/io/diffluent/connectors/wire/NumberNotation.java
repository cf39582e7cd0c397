package io.diffluent.connectors.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * How the numbers of one field are written, where that is not plainly: {@code $1,234.50}, {@code
 * 12,5 kg}, {@code 1.234,56 €}, {@code (1,200)} or {@code 1,200-} for what is owed.
 *
 * <p>Only the owner of the data can know it: {@code 1,234} is a thousand in one field and hardly
 * more than one in another, and a percent sign is an error where nobody else writes one. So a text
 * is read in a notation only if the pipeline file names it; all other texts stay errors with a
 * guess ({@link NumberGuess}).
 *
 * @param unit the text before or behind a number, or null; a number without it is one too
 * @param decimal null when nothing but a point stands between digits
 * @param written what else a number may be written as, or null
 */
public record NumberNotation(String unit, Decimal decimal, Written written)
    implements Serializable {

  /** What a text is read as that is not just a number. */
  public enum Written {
    /** A number and a {@link Factor}: {@code 1.2k}, {@code 3M}, {@code 3 MB} if B is the unit. */
    FACTORS,
    /** A {@link WrittenDuration}, which is its seconds: {@code 1h 20m}, {@code 00:12:30}. */
    DURATIONS
  }

  /** What the whole units and the rest of them are separated by, which also says what groups. */
  public enum Decimal {
    POINT('.', ','),
    COMMA(',', '.');

    private final char mark;
    private final char group;

    Decimal(char mark, char group) {
      this.mark = mark;
      this.group = group;
    }
  }

  private static final long serialVersionUID = 2L;

  /** What is read without being told. */
  public static final NumberNotation PLAIN = new NumberNotation(null, null, null);

  /** Durations, in seconds. */
  public static final NumberNotation DURATIONS = new NumberNotation(null, null, Written.DURATIONS);

  /** Numbers alone. */
  public NumberNotation(String unit, Decimal decimal) {
    this(unit, decimal, null);
  }

  /** The number, or NaN when it is none in this notation. Plain numbers are numbers in any. */
  public double read(String text) {
    if (isPlain()) {
      return NumberText.parse(text);
    }
    String plain = plain(text);
    return plain == null ? Double.NaN : NumberText.parse(plain);
  }

  private boolean isPlain() {
    return unit == null && decimal == null && written == null;
  }

  /** The same number as a plain text, or null when it is none. */
  public String plain(String cell) {
    if (isPlain()) {
      // "2-" may be a grade and "(1)" a footnote: as amounts they are a notation that is asked for.
      return Double.isNaN(NumberText.parse(cell)) ? null : NumberText.withKeyboardMinus(cell);
    }
    String text = withMinusInFront(cell);
    // A typographic minus may stand behind the unit as well: $−5.
    String bare = unit == null ? text : NumberText.withKeyboardMinus(withoutUnit(text));
    int factor = written == Written.FACTORS ? Factor.start(bare, unit) : bare.length();
    boolean isAlone = factor == bare.length();
    String number = isAlone ? bare : blanksOff(bare.substring(0, factor));
    String plain = decimal == null ? number : withoutGroups(number);
    if (plain != null && !Double.isNaN(NumberText.parse(plain))) {
      return isAlone ? plain : Factor.times(plain, bare.substring(factor), unit);
    }
    String seconds = written == Written.DURATIONS ? WrittenDuration.plain(text) : null;
    if (seconds != null) {
      return seconds;
    }
    // A machine among people: a plain number that breaks the rules of the groups.
    return Double.isNaN(NumberText.parse(bare)) ? null : bare;
  }

  /**
   * Amounts that are owed, as bookkeepers write them, {@code (1,200)}, {@code $(1,200)} or {@code
   * 1,200-}, and with a typographic minus.
   */
  public static String withMinusInFront(String written) {
    String text = NumberText.withKeyboardMinus(written);
    int last = text.length() - 1;
    String amount = text;
    int open = text.indexOf('(');
    boolean isBracketed = open >= 0 && last > open + 1 && text.charAt(last) == ')';
    if (isBracketed && text.chars().limit(open).noneMatch(c -> c == '-' || Character.isDigit(c))) {
      amount = text.substring(0, open) + blanksOff(text.substring(open + 1, last));
    } else if (last > 0 && text.charAt(last) == '-' && Character.isDigit(text.charAt(last - 1))) {
      amount = text.substring(0, last);
    }
    boolean isOther = amount.isEmpty() || amount.startsWith("-") || amount.startsWith("(");
    return isOther || amount.equals(text) ? text : "-" + amount;
  }

  private String withoutUnit(String text) {
    boolean minus = text.startsWith("-" + unit);
    String signed = minus ? text.substring(1) : text;
    if (signed.startsWith(unit)) {
      return (minus ? "-" : "") + blanksOff(signed.substring(unit.length()));
    }
    return text.endsWith(unit) ? blanksOff(text.substring(0, text.length() - unit.length())) : text;
  }

  private static String blanksOff(String text) {
    return Objects.requireNonNullElse(Text.cell(text), "");
  }

  /**
   * The number without marks between groups of three digits, or with commas of two before the last,
   * as in India; null when a group is of other size.
   */
  private String withoutGroups(String text) {
    int mark = text.indexOf(decimal.mark);
    int end = mark < 0 ? text.length() : mark;
    StringBuilder plain = new StringBuilder(text.length());
    int run = 0;
    boolean grouped = false;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (isGroupMark(c)) {
        if (run == 0 || run > 3 || (grouped && run != 3 && !(run == 2 && c == ','))) {
          return null;
        }
        grouped = true;
        run = 0;
      } else {
        run += c >= '0' && c <= '9' ? 1 : 0;
        plain.append(c);
      }
    }
    if (grouped && run != 3) {
      return null;
    }
    return mark < 0
        ? plain.toString()
        : plain.append('.').append(text, mark + 1, text.length()).toString();
  }

  /** The other mark, and what people put there who want to avoid both. */
  private boolean isGroupMark(char c) {
    return c == decimal.group || c == '\'' || c == ' ' || c == '\u00A0' || c == '\u202F';
  }
}
