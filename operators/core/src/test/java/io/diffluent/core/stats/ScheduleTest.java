package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  private static List<Long> refreshes(int columns, long until) {
    Schedule schedule = new Schedule(columns, columns);
    return LongStream.rangeClosed(1, until).filter(schedule::isRefreshDue).boxed().toList();
  }

  private static List<Long> solves(int columns, long until) {
    Schedule schedule = new Schedule(columns, columns);
    return refreshes(columns, until).stream().filter(schedule::isSolveDue).toList();
  }

  @Test
  void unitsAreRefreshedOnCounts() {
    List<Long> due = refreshes(12, 1600);
    assertThat(due).startsWith(1L, 2L, 4L, 8L, 16L, 32L, 64L, 96L);
    assertThat(due).endsWith(1248L, 1280L, 1408L, 1536L);
    assertThat(refreshes(12, 11_300)).endsWith(10_240L, 10_752L, 11_264L);
  }

  @Test
  void wideTablesAreRefreshedLessOftenWhileTheyAreYoung() {
    assertThat(refreshes(200, 300))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 192L, 256L);
    assertThat(refreshes(500, 400))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 384L);
    assertThat(refreshes(500, 12_000).stream().filter(count -> count > 1280))
        .isEqualTo(refreshes(12, 12_000).stream().filter(count -> count > 1280).toList());
  }

  @Test
  void aFewColumnsAreSolvedAtEveryRefresh() {
    assertThat(solves(90, 12_000)).isEqualTo(refreshes(90, 12_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {125, 384, 500, 1000})
  void manyColumnsAreSolvedOncePerPeriod(int columns) {
    long period = columns * columns / 4096 * 32L;
    List<Long> due = solves(columns, 40 * period);
    assertThat(due.size()).isBetween(40, 40 + 16);
    for (int i = 1; i < due.size(); i++) {
      assertThat(due.get(i) - due.get(i - 1)).isLessThan(period + 512);
    }
    assertThat(due).contains(32L, 64L);
  }
}
