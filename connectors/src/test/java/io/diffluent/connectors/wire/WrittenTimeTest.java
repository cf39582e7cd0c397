package io.diffluent.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as people and machines write them, and texts that are nearly times. */
class WrittenTimeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2013-01-31|2013-01-31|",
        "2013/1/31|2013-01-31|",
        "2013.01.31|2013-01-31|",
        "20130131|2013-01-31|",
        "13-01-31|2013-01-31|",
        "69-01-31|1969-01-31|",
        "2012-02-29|2012-02-29|",
        "2013-01-31 05:00:00|2013-01-31|05:00",
        "2013-01-31 5:07|2013-01-31|05:07",
        "2013-01-31T05:00:00Z|2013-01-31|05:00",
        "2013-01-31T23:30:00+02:00|2013-01-31|23:30",
        "2013-01-31T23:30:00.25-0930|2013-01-31|23:30:00.25",
        "2013-01-31 23:30:00 +02|2013-01-31|23:30",
        "2013-01-31 11:30:15,123456789 PM|2013-01-31|23:30:15.123456789",
        "2013-01-31 12:05am|2013-01-31|00:05",
        "17:45||17:45",
        "9:05:30 pm||21:05:30",
        "7:10 a.m.||07:10",
        "12:10 P.M.||12:10",
        "2013-01-31 5:00 p.m. EST|2013-01-31|17:00",
        "31-Jan-13|2013-01-31|",
        "31 january 2013|2013-01-31|",
        "Jan 31, 2013|2013-01-31|",
        "Sept. 1 2013|2013-09-01|",
        "Thu, January 31, 2013|2013-01-31|",
        "Jan 31, 2013 3:05 PM|2013-01-31|15:05",
        "Jan 31, 2013, 15:05|2013-01-31|15:05",
        "31/May/2013 05:00:00|2013-05-31|05:00",
        "2013-01-31 05:00:00 UTC|2013-01-31|05:00",
        "2013-01-31 5:00 PM EST|2013-01-31|17:00",
        "2013-01-31T05:00:00+01:00[Europe/Berlin]|2013-01-31|05:00",
        "31/Jan/2013:05:00:00 +0000|2013-01-31|05:00",
        "Thu, 31 Jan 2013 05:00:00 GMT|2013-01-31|05:00",
        "20130131T050000Z|2013-01-31|05:00",
        "20130131T050000.25|2013-01-31|05:00:00.25",
        "20130131050000|2013-01-31|05:00",
        "201301310500|2013-01-31|05:00",
        "201313312500|1976-05-19|00:21:52.500",
        "[31/Jan/2013:05:00:00 +0000]|2013-01-31|05:00",
        "2013-01-31 05:00:00+00|2013-01-31|05:00",
        "1359608400|2013-01-31|05:00",
        "1359608400.5|2013-01-31|05:00:00.5",
        "1359608400000|2013-01-31|05:00",
      })
  void isRead(String text, LocalDate day, LocalTime clock) {
    for (DateOrder order : DateOrder.values()) {
      boolean ordered = text.startsWith("13-") || text.startsWith("69-");
      WrittenTime time = WrittenTime.read(text, ordered ? DateOrder.YMD : order);
      assertThat(time).as(order + " " + text).isEqualTo(new WrittenTime(day, clock));
    }
  }

  /** A month has no weekday, whatever that of its first day was. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2013-01",
        "2013/1",
        "1/2013",
        "01-2013",
        "Jan-2013",
        "January 2013",
        "jan. 2013",
        "2013-Jan",
        "Jan/2013",
        "[2013-01]"
      })
  void aMonth(String text) {
    for (DateOrder order : DateOrder.values()) {
      WrittenTime time = WrittenTime.read(text, order);
      assertThat(time).isEqualTo(new WrittenTime(LocalDate.of(2013, 1, 1), null, true));
      assertThat(TimePart.MONTH.of(time)).isEqualTo(1);
      assertThat(TimePart.DAYS.of(time)).isEqualTo(15706);
      assertThat(TimePart.WEEKDAY.of(time)).isNaN();
      assertThat(TimePart.HOUR.of(time)).isNaN();
    }
  }

  @Test
  void theOrderIsTheOneThatIsStated() {
    LocalDate second = LocalDate.of(2013, 2, 1);
    LocalDate first = LocalDate.of(2013, 1, 2);
    for (String text : new String[] {"01/02/2013", "1.2.2013", "01-02-13"}) {
      assertThat(WrittenTime.read(text, DateOrder.DMY).day()).as(text).isEqualTo(second);
      assertThat(WrittenTime.read(text, DateOrder.MDY).day()).as(text).isEqualTo(first);
    }
    assertThat(WrittenTime.read("01/02/2013", DateOrder.YMD)).isNull();
    assertThat(WrittenTime.read("31/01/2013", DateOrder.MDY)).isNull();
    assertThat(WrittenTime.read("01/31/2013 5:00", DateOrder.DMY)).isNull();
    assertThat(WrittenTime.read("2013/02/01", DateOrder.MDY).day()).isEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "?",
        "0",
        "17",
        "-1359608400",
        "99999999",
        "1e20",
        "1e400",
        "NaN",
        "2013",
        "2013-13",
        "2013-1-",
        "1/13",
        "13/2013",
        "01-1850",
        "1./2013",
        "1,-2013",
        "Jan2013",
        "Jan.2013",
        "Jan-13",
        "2013 Jan",
        "Jan 2013 5:00",
        "Jan.",
        "2013-02-29",
        "2013-13-01",
        "2013-00-10",
        "2013-01-00",
        "2013-1-",
        "0000-00-00",
        "0000-01-01",
        "20130231",
        "18500101",
        "2013-01/31",
        "Jan",
        "Jan 31",
        "Jan 32, 2013",
        "Ja 31, 2013",
        "Janu 31, 201",
        "31Jan2013",
        "31-Jan",
        "31-Jam-13",
        "Mon",
        "Mon 3",
        "Jan 31, 2013,",
        "31 monday 2013",
        "2013-01-31x",
        "2013-01-31 ",
        "2013-01-31T",
        "2013-01-31 5",
        "2013-01-31 24:00",
        "2013-01-31 05:60",
        "2013-01-31 05:00:60",
        "2013-01-31 05:00:00.",
        "2013-01-31 05:00:00.1234567890",
        "2013-01-31 13:00 PM",
        "7:10 a.m",
        "7:10 a.",
        "7:10 am.",
        "7:10 a.x.",
        "2013-01-31 0:00 AM",
        "2013-01-31 05:00Z05:00",
        "2013-01-31 05:00+",
        "2013-01-31 05:00+1",
        "2013-01-31 05:00+19:00",
        "2013-01-31 05:00+02:60",
        "2013-01-31-05:00",
        "99999999999999999999-01-01",
        "2013-01-31 05:00:00.\u0661",
        "\u0662\u0660\u0661\u0663-01-31",
        ":",
        "5:",
        "-",
        "--",
        "1//",
        "18.30.00",
        "2013-01-31 05:00 Uhr",
        "2013-01-31 05:00Z[Europe/Berlin",
        "2013-01-31 UTC",
        "20130131T0500",
        "20130231T050000",
        "20130131T050000Q",
        "[2013-01-31",
        "[]",
        "20130131256000",
        "12 Monkeys",
      })
  void isNearlyATime(String text) {
    for (DateOrder order : DateOrder.values()) {
      assertThat(WrittenTime.read(text, order)).as(order + " " + text).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingThrows(DateOrder order) {
    SplittableRandom random = new SplittableRandom(3);
    String alphabet = "0123456789012345678901234567890123456789-/.: TZ+,apmAPMeUC[]\u0663x";
    int read = 0;
    for (int i = 0; i < 300_000; i++) {
      StringBuilder text = new StringBuilder(i % 3 == 0 ? "" : "2013-01-31 05:00:00+02:00");
      for (int n = 1 + random.nextInt(i % 3 == 0 ? 12 : 3); n > 0; n--) {
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        int at = random.nextInt(text.length() + 1);
        if (i % 3 == 1 && at < text.length()) {
          text.setCharAt(at, c);
        } else {
          text.insert(at, c);
        }
      }
      WrittenTime time = WrittenTime.read(text.toString(), order);
      if (time != null) {
        read++;
        assertThat(time.day() != null || time.clock() != null).isTrue();
        assertThat(WrittenTime.read(text.toString(), order)).isEqualTo(time);
      }
    }
    assertThat(read).isBetween(10_000, 150_000);
    assertThat(WrittenTime.read("2".repeat(1_000_000), order)).isNull();
  }

  @Test
  void partsOfATime() {
    WrittenTime time = WrittenTime.read("2013-06-16 05:30:00", DateOrder.YMD);
    assertThat(TimePart.HOUR.of(time)).isEqualTo(5.5);
    assertThat(TimePart.WEEKDAY.of(time)).isEqualTo(7);
    assertThat(TimePart.MONTH.of(time)).isEqualTo(6.5);
    assertThat(TimePart.DAYS.of(time)).isCloseTo(15872 + 5.5 / 24, within(1e-9));
    WrittenTime day = WrittenTime.read("2013-06-17", DateOrder.YMD);
    assertThat(TimePart.HOUR.of(day)).isNaN();
    assertThat(TimePart.WEEKDAY.of(day)).isEqualTo(1);
    assertThat(TimePart.DAYS.of(day)).isEqualTo(15873);
    WrittenTime clock = WrittenTime.read("23:59:59.999999999", DateOrder.YMD);
    assertThat(TimePart.HOUR.of(clock)).isBetween(23.99, Math.nextDown(24.0));
    for (TimePart part : new TimePart[] {TimePart.WEEKDAY, TimePart.MONTH, TimePart.DAYS}) {
      assertThat(part.of(clock)).isNaN();
    }
  }
}
