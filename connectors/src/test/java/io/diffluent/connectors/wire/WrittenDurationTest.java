package io.diffluent.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.wire.NumberNotation.Decimal;
import io.diffluent.connectors.wire.NumberNotation.Written;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations and factors: what stands behind a number and is no unit. */
class WrittenDurationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1h 20m|4800",
        "1h20m|4800",
        "1 h 20 min|4800",
        "1 hr. 20 mins.|4800",
        "2 days, 3 hours and 5 minutes|183900",
        "1 Week 1 Day|691200",
        "45m|2700",
        "1.5h|5400",
        "0,5 h|1800",
        "250 ms|0.250",
        "3 s 250 ms|3.250",
        "PT1H20M|4800",
        "PT0.5S|0.5",
        "P2DT3H|183600",
        "P1D|86400",
        "00:12:30|750",
        "100:00:00|360000",
        "59:30.5|3570.5",
        "59:30,5|3570.5",
        "5:07|307",
        "90:00|5400",
        "1 day, 2:03:04|93784",
        "0 days 00:12:30|750",
        "-1h 20m|-4800",
        "-00:00:01|-1",
      })
  void read(String text, BigDecimal seconds) {
    assertThat(WrittenDuration.read(text).seconds()).isEqualByComparingTo(seconds);
    assertThat(NumberNotation.DURATIONS.read(text)).isEqualTo(seconds.doubleValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "P",
        "PT",
        "P1M",
        "P1Y",
        "PT1H20",
        "h",
        "1h 20",
        "20m 1h",
        "1h 1h",
        "1h, ",
        "3M",
        "1W",
        "12:60",
        "1:2:3",
        "12:30 PM",
        "2013-01-31",
        "31 January",
        "1 month",
        "1h 00:20:00",
        "00:12:30 h",
        "1.2.3 h",
        "12345678901234567890h",
        "1e3 s",
        "5 s 3 ms later",
        "::",
        "1:"
      })
  void whatIsNearlyADurationIsNone(String text) {
    assertThat(WrittenDuration.read(text)).isNull();
  }

  @Test
  void isoIsReadAsJavaReadsIt() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2000; i++) {
      Duration duration = Duration.ofMillis(random.nextLong(1, 1_000_000_000));
      BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3);
      assertThat(WrittenDuration.read(duration.toString()).seconds())
          .as(duration.toString())
          .isEqualByComparingTo(seconds);
    }
  }

  @Test
  void noTextThrows() {
    SplittableRandom random = new SplittableRandom(6);
    String letters = "0123456789:.,-+ PTHMSDhmsdkMBe€$()\u00A0ß漢";
    NumberNotation factors = new NumberNotation("€", Decimal.COMMA, Written.FACTORS);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(14); n > 0; n--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      assertThat(NumberNotation.DURATIONS.read(text.toString())).isNotInfinite();
      assertThat(factors.read(text.toString())).isNotInfinite();
    }
  }

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
}
