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
        "£|-|£1.2m|1200000",
        "CHF|-|CHF 1.2m|1200000",
        "kWh|-|1.2m kWh|NaN",
        "-|-|1.2m|NaN",
        "€|-|1.5 Mio €|1500000",
        "$|-|$1.25T|1250000000000",
        "-|COMMA|1.234,5 Tsd|1234500",
        "-|POINT|(1,200k)|-1200000",
        "B|-|512 B|512",
        "B|-|3 MB|3000000",
        "B|-|1.5kB|1500",
        "B|-|2 KiB|2048",
        "B|-|1TB|1000000000000",
        "B|-|7|7",
        "b|-|3 mb|3000000",
        "bps|-|2 Mbps|2000000",
        "B|COMMA|1.234,5 MB|1234500000",
        "g|-|500 mg|0.5",
        "g|-|1.2 kg|1200",
        "m|-|5 mm|0.005",
        "m|-|170 cm|1.7",
        "m|-|5 m|5",
        "$|-|$\u22121.2k|-1200",
        "g/l|-|3 µg/l|0.000003",
        "Hz|-|2.4 GHz|2400000000",
        "m|-|5 Kim|NaN",
        "kg|-|5 mg|NaN",
        "€|-|3G €|NaN",
        "-|-|3 MB|NaN",
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
    String letters = "0123456789:.,-+ kKMBbneEim€$()\u00A0ß漢";
    NumberNotation factors = new NumberNotation("B", Decimal.COMMA, Written.FACTORS);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(14); n > 0; n--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      assertThat(factors.read(text.toString())).isNotInfinite();
    }
  }
}
