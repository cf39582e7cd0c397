package io.diffluent.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.wire.NumberNotation.Decimal;
import io.diffluent.connectors.wire.NumberNotation.Written;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-|-|1.2k|1200",
        "-|-|3M|3000000",
        "-|-|2.5 bn|2500000000",
        "-|-|950|950",
        "-|-|1e3|1000",
        "-|-|-0.1K|-100",
        "€|-|€110.5M|110500000",
        "€|-|€565K|565000",
        "€|-|€0|0",
        "€|-|1.5 Mio €|1500000",
        "-|COMMA|1.234,5 Tsd|1234500",
        "-|POINT|(1,200k)|-1200000",
        "-|-|1e3k|NaN",
        "-|-|3m|NaN",
        "-|-|k|NaN",
        "-|-|1.2kk|NaN",
        "-|-|1.2k 3|NaN",
      })
  void factorsMultiply(String unit, Decimal decimal, String text, double number) {
    assertThat(new NumberNotation(unit, decimal, Written.FACTORS).read(text))
        .isEqualTo(Double.valueOf(number));
    assertThat(NumberNotation.PLAIN.read("1.2k")).isNaN();
  }

  @Test
  void noTextThrows() {
    SplittableRandom random = new SplittableRandom(6);
    String letters = "0123456789:.,-+ kKMBbneE€$()\u00A0ß漢";
    NumberNotation factors = new NumberNotation("€", Decimal.COMMA, Written.FACTORS);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(14); n > 0; n--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      assertThat(factors.read(text.toString())).isNotInfinite();
    }
  }
}
