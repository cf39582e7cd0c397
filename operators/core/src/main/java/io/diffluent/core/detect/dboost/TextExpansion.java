package io.diffluent.core.detect.dboost;

import io.diffluent.core.record.Row;
import io.diffluent.core.stats.Sample;
import io.diffluent.core.stats.Sentinels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The traits of a categorical column: category; length and signature of the text; parts of the
 * timestamp.
 *
 * <p>Of a category that only one row of the sample holds, the text is not known ({@link
 * Sample#text}): a column of texts that never repeat has no traits but the category.
 */
final class TextExpansion implements ColumnExpansion {

  /** Share of the rows whose text must be a timestamp for its parts to mean something. */
  private static final double MOSTLY = 0.8;

  /** Runs of characters in a signature; what follows is not looked at. */
  private static final int RUNS = 24;

  /** Code of a category and number of a signature that no row of the sample has. */
  private static final double NEW = -1;

  private final Sample sample;
  private final int column;
  private final Sentinels sentinels;
  private final List<Trait> traits = new ArrayList<>();
  private final Map<String, Integer> signatures = new HashMap<>();
  private final Map<Integer, double[]> traitsByCode = new HashMap<>();

  TextExpansion(Sample sample, int column) {
    this.sample = sample;
    this.column = column;
    this.sentinels = sample.sentinels(column);
    double[] codes = sample.column(column);
    traits.add(Trait.CATEGORY);
    Map<Integer, String> texts = texts(codes);
    if (!texts.isEmpty()) {
      traits.add(Trait.LENGTH);
      traits.add(Trait.SIGNATURE);
      chooseParts(codes, texts);
      texts.forEach((code, text) -> traitsByCode.put(code, of(code, text)));
    }
  }

  private Map<Integer, String> texts(double[] codes) {
    Map<Integer, String> texts = new HashMap<>();
    for (double code : codes) {
      if (!Double.isNaN(code) && !texts.containsKey((int) code)) {
        String text = sample.text(column, (int) code);
        if (text != null) {
          texts.put((int) code, text);
          // In the order of rows, so that equal samples number equally.
          signatures.putIfAbsent(signature(text), signatures.size());
        }
      }
    }
    return texts;
  }

  private void chooseParts(double[] codes, Map<Integer, String> texts) {
    int seen = 0;
    int timestamps = 0;
    int hours = 0;
    int months = 0;
    for (double code : codes) {
      String text = Double.isNaN(code) ? null : texts.get((int) code);
      if (text != null) {
        Timestamp timestamp = Timestamp.of(text);
        seen++;
        timestamps += timestamp.isNone() ? 0 : 1;
        hours += Double.isNaN(timestamp.hour()) ? 0 : 1;
        months += Double.isNaN(timestamp.month()) ? 0 : 1;
      }
    }
    if (timestamps >= MOSTLY * seen) {
      if (hours > 0) {
        traits.add(Trait.HOUR);
      }
      if (months > 0) {
        traits.addAll(List.of(Trait.WEEKDAY, Trait.MONTH));
      }
    }
  }

  @Override
  public List<Trait> traits() {
    return traits;
  }

  @Override
  public double[] sampled(Trait trait) {
    int t = traits.indexOf(trait);
    double[] values = sample.column(column);
    for (int i = 0; i < values.length && t > 0; i++) {
      double[] known = Double.isNaN(values[i]) ? null : traitsByCode.get((int) values[i]);
      values[i] = known == null ? Double.NaN : known[t];
    }
    return values;
  }

  @Override
  public void expand(Row row, double code, double[] target, int at) {
    String text = row.texts()[column];
    double[] all = Double.isNaN(code) ? null : traitsByCode.get((int) code);
    if (all == null && text != null && !sentinels.mark(text)) {
      all = of(Double.isNaN(code) ? NEW : code, text);
    }
    for (int t = 0; t < traits.size(); t++) {
      target[at + t] = all == null ? Double.NaN : all[t];
    }
  }

  private double[] of(double code, String text) {
    double[] values = new double[traits.size()];
    // Only what is looked for is parsed.
    Timestamp timestamp = traits.size() > 3 ? Timestamp.of(text) : Timestamp.NONE;
    for (int t = 0; t < values.length; t++) {
      values[t] =
          switch (traits.get(t)) {
            case CATEGORY -> code;
            case LENGTH -> text.length();
            case SIGNATURE -> signatures.getOrDefault(signature(text), (int) NEW);
            case HOUR -> timestamp.hour();
            case WEEKDAY -> timestamp.weekday();
            case MONTH -> timestamp.month();
            default -> throw new IllegalStateException(traits.get(t) + " of a text");
          };
    }
    return values;
  }

  /** Runs of capitals, small letters, digits and blanks, one sign each; other signs themselves. */
  static String signature(String text) {
    StringBuilder runs = new StringBuilder();
    char last = 0;
    for (int i = 0; i < text.length() && runs.length() < RUNS; i++) {
      char sign = text.charAt(i);
      char kind = kind(sign);
      if (i == 0 || kind != last) {
        runs.append(kind);
      }
      last = kind;
    }
    return runs.toString();
  }

  private static char kind(char sign) {
    if (Character.isUpperCase(sign)) {
      return 'A';
    }
    if (Character.isLetter(sign)) {
      return 'a';
    }
    if (Character.isDigit(sign)) {
      return '9';
    }
    return Character.isWhitespace(sign) ? ' ' : sign;
  }
}
