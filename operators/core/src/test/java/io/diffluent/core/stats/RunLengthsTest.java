package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.state.SeededRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a column stays at a value: every column sets its own limit. */
class RunLengthsTest {

  private final SeededRandom random = new SeededRandom(11);

  private static void stay(RunLengths runs, double value, int records) {
    for (int i = 0; i < records; i++) {
      runs.observe(value);
    }
  }

  @Test
  void whatNeverStaysIsStuckAtOnce() {
    RunLengths hours = new RunLengths(false);
    for (int i = 0; i < 240; i++) {
      assertThat(hours.surprise(i % 24)).isZero();
      hours.observe(i % 24);
    }
    assertThat(hours.surprise(23)).isCloseTo(Math.log(240), within(1e-12));
    hours.observe(23);
    assertThat(hours.surprise(23)).isCloseTo(Math.log(240), within(1e-12));
    assertThat(hours.surprise(0)).isZero();
  }

  @Test
  void whatStaysForADayIsNotStuckBeforeTheDayIsOver() {
    RunLengths weekdays = new RunLengths(false);
    for (int day = 0; day < 200; day++) {
      stay(weekdays, day % 7, 24);
    }
    weekdays.observe(5);
    for (int hour = 1; hour < 24; hour++) {
      assertThat(weekdays.surprise(5)).isZero();
      weekdays.observe(5);
    }
    stay(weekdays, 5, 12);
    assertThat(weekdays.surprise(5)).isGreaterThan(Math.log(100));
  }

  /** Where every second cell repeats the one before, a run gets to n with 2^-(n-1). */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 6, 8})
  void theSurpriseIsTheShareOfRunsThatGotAsFar(int n) {
    RunLengths runs = new RunLengths(true);
    double value = 1;
    for (int i = 0; i < 8000; i++) {
      value += random.nextDouble() < 0.5 ? 1 : 0;
      runs.observe(value);
    }
    stay(runs, -1, n - 1);
    assertThat(runs.surprise(-1)).isCloseTo((n - 1) * Math.log(2), within(0.5));
  }

  @Test
  void zerosOfANumberAreAStateWithRunsOfItsOwn() {
    RunLengths rain = new RunLengths(true);
    RunLengths categories = new RunLengths(false);
    for (int shower = 0; shower < 60; shower++) {
      for (RunLengths runs : new RunLengths[] {rain, categories}) {
        stay(runs, 0, 40);
        runs.observe(0.3 + shower);
        runs.observe(0.7 + shower);
      }
    }
    stay(rain, 0, 30);
    assertThat(rain.surprise(0)).isZero();
    rain.observe(7);
    categories.observe(7);
    assertThat(rain.surprise(7)).isGreaterThan(Math.log(100));
    assertThat(categories.surprise(7)).isLessThan(Math.log(10));
  }

  @Test
  void aSensorThatFallsToZeroIsStuckAsAtAnyOtherNumber() {
    RunLengths temperatures = new RunLengths(true);
    for (int i = 0; i < 500; i++) {
      temperatures.observe(20 + i);
    }
    stay(temperatures, 0, 3);
    assertThat(temperatures.surprise(0)).isGreaterThan(Math.log(100));
  }

  @Test
  void nothingInACellEndsNoRun() {
    RunLengths runs = new RunLengths(true);
    for (int i = 1; i <= 300; i++) {
      runs.observe(i);
    }
    runs.observe(Double.NaN);
    assertThat(runs.surprise(Double.NaN)).isZero();
    assertThat(runs.surprise(300)).isGreaterThan(Math.log(100));
  }

  @Test
  void aNewHabitReplacesTheOldOne() {
    RunLengths runs = new RunLengths(true);
    for (int i = 1; i <= 20_000; i++) {
      runs.observe(i);
    }
    for (int i = 1; i <= 2000; i++) {
      stay(runs, i, 5);
    }
    runs.observe(-1);
    assertThat(runs.surprise(-1)).isLessThan(1);
    stay(runs, -1, 7);
    assertThat(runs.surprise(-1)).isGreaterThan(Math.log(100));
  }

  @Test
  void aColumnThatNeverChangesIsNeverStuck() {
    RunLengths runs = new RunLengths(true);
    for (int i = 0; i < 600_000; i++) {
      assertThat(runs.surprise(3)).isZero();
      runs.observe(3);
    }
  }

  @Test
  void itGoesOnFromItsBytes() throws IOException {
    RunLengths runs = new RunLengths(true);
    double value = 0;
    for (int i = 0; i < 6000; i++) {
      value = random.nextDouble() < 0.6 ? value : random.nextInt(4);
      runs.observe(value);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    runs.write(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    RunLengths again = new RunLengths(true);
    again.read(in);
    assertThat(in.available()).isZero();
    for (int i = 0; i < 500; i++) {
      value = random.nextDouble() < 0.8 ? value : random.nextInt(4);
      assertThat(again.surprise(value)).isEqualTo(runs.surprise(value));
      runs.observe(value);
      again.observe(value);
    }
  }

  @ParameterizedTest
  @ValueSource(bytes = {0x00, 0x7f, (byte) 0xff})
  void impossibleBytesAreRefused(byte wild) {
    byte[] bytes = new byte[512];
    Arrays.fill(bytes, wild);
    assertThatThrownBy(
            () -> new RunLengths(true).read(new DataInputStream(new ByteArrayInputStream(bytes))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("run");
  }
}
