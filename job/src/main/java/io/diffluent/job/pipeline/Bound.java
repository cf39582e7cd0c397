package io.diffluent.job.pipeline;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.apache.flink.ml.param.ParamValidator;

/**
 * What an option's value may be: a parameter validator that can also describe itself, so that
 * messages, the JSON Schema and the documentation cannot disagree with the check.
 *
 * <p>Law: null is always accepted; whether an option may be absent is not the bound's business.
 *
 * @param <T> the option's type
 */
public sealed interface Bound<T> extends ParamValidator<T> {

  /** The allowed values in words, after "must be". */
  String words();

  /** Any value of the type. */
  record Any<T>(String words) implements Bound<T> {
    @Override
    public boolean validate(T value) {
      return true;
    }
  }

  /** A number from low to high, both allowed. */
  record Range<N extends Number>(N low, N high) implements Bound<N> {
    @Override
    public boolean validate(N value) {
      return value == null
          || (value.doubleValue() >= low.doubleValue()
              && value.doubleValue() <= high.doubleValue());
    }

    @Override
    public String words() {
      return plain(low) + " to " + plain(high);
    }

    private static String plain(Number number) {
      return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }
  }

  /** One of a few words. */
  record Choice(List<String> choices) implements Bound<String> {
    public Choice {
      choices = List.copyOf(choices);
    }

    @Override
    public boolean validate(String value) {
      return value == null || choices.contains(value);
    }

    @Override
    public String words() {
      return String.join(", ", choices.subList(0, choices.size() - 1))
          + " or "
          + choices.get(choices.size() - 1);
    }
  }

  /** A text of a given form. */
  record Form(String regex, String words) implements Bound<String> {
    @Override
    public boolean validate(String value) {
      return value == null || value.matches(regex);
    }
  }

  /** The word {@code auto} or a whole number. */
  record AutoOr(int low, int high) implements Bound<String> {
    @Override
    public boolean validate(String value) {
      if (value == null || value.equals("auto")) {
        return true;
      }
      return value.matches("[0-9]{1,4}")
          && Integer.parseInt(value) >= low
          && Integer.parseInt(value) <= high;
    }

    @Override
    public String words() {
      return "auto or " + low + " to " + high;
    }
  }

  /** A short list of whole numbers. */
  record Integers(Range<Integer> each, int most) implements Bound<Integer[]> {
    @Override
    public boolean validate(Integer[] value) {
      return value == null
          || (value.length > 0
              && value.length <= most
              && Arrays.stream(value).allMatch(each::validate));
    }

    @Override
    public String words() {
      return "1 to " + most + " numbers, each " + each.words();
    }
  }

  /** A list of texts. */
  record Texts(int most) implements Bound<String[]> {
    @Override
    public boolean validate(String[] value) {
      return value == null || value.length <= most;
    }

    @Override
    public String words() {
      return "at most " + most + " texts";
    }
  }

  /** Different names of one catalogue; the reader looks them up, so that the lists can change. */
  record Names(Catalogues.Kind kind) implements Bound<String[]> {
    @Override
    public boolean validate(String[] value) {
      return value == null
          || (value.length > 0 && new HashSet<>(List.of(value)).size() == value.length);
    }

    @Override
    public String words() {
      return "a list of different " + kind.word() + " names";
    }
  }
}
