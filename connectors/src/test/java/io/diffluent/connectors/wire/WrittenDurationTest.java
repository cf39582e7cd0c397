package io.diffluent.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "PT30M|1800",
        "-PT30M|-1800",
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
  void noTextThrows() {
    SplittableRandom random = new SplittableRandom(6);
    String letters = "0123456789:.,-+ PTHMSDhmsdkMBe€$()\u00A0ß漢";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(14); n > 0; n--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      assertThat(NumberNotation.DURATIONS.read(text.toString())).isNotInfinite();
    }
  }
}
