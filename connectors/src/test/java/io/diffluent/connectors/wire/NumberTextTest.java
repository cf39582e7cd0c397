package io.diffluent.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "~ -5C|-5",
        "2020-05|2020",
        "v-5|5",
        "1,234|1234",
        "1,234.5|1234.5",
        "1,234,567|1234567",
        "1234,567|1234.567",
        "0,125|0.125",
        "12,5|12.5",
        "1.2.3|1.2",
        "$ .75|0.75",
        "-.5x|-0.5",
        "2e3 m|2000",
        "2e|2",
        "5oz|5",
        "1O0|100",
        "1e400|NaN",
        "none|NaN",
        "--|NaN",
        "9,|9",
      })
  void guess(String text, double number) {
    assertThat(NumberGuess.of(text)).isEqualTo(Double.valueOf(number));
  }

  @Test
  void guessingNeverThrows() {
    SplittableRandom random = new SplittableRandom(3);
    String alphabet = "0123456789.,-+eEoO %x";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(NumberGuess.of(text.toString())).isNotInfinite();
    }
    assertThat(NumberGuess.of("9".repeat(4096))).isFinite();
  }

  @Test
  void aNumberAndItsTextAreOneCategory() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 20_000; i++) {
      BigDecimal number = BigDecimal.valueOf(random.nextLong(-99999, 99999), random.nextInt(-6, 7));
      String plain = NumberText.canonical(number.toPlainString());
      assertThat(NumberText.canonical(number.unscaledValue() + "e" + -number.scale()))
          .isEqualTo(plain);
      assertThat(NumberText.canonical(plain)).isEqualTo(plain);
      assertThat(NumberText.parse(plain)).isEqualTo(number.doubleValue() + 0.0);
    }
  }

  @Test
  void sixDigitsAreTheNearestDecimal() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 50_000; i++) {
      double value = random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-30, 31));
      double rounded = SixDigits.round(value);
      int digits =
          new BigDecimal(NumberOutput.toString(rounded, true)).stripTrailingZeros().precision();
      assertThat(digits).isLessThanOrEqualTo(6);
      double exact = new BigDecimal(value).round(new MathContext(6)).doubleValue();
      assertThat(Math.abs(rounded - exact)).isLessThanOrEqualTo(Math.abs(value) * 1.001e-5);
    }
    assertThat(SixDigits.round(0.30000000000000004)).isEqualTo(0.3);
    assertThat(SixDigits.round(-1234567.0)).isEqualTo(-1234570.0);
    assertThat(SixDigits.round(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
  }
}
