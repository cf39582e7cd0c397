package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Rows;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SampleTest {

  /** Every city once but two, every code often, one sentinel. */
  private static Past past(int records) {
    return Past.of(
        records,
        i -> Rows.of(i % 10 == 3 ? -200 : i % 7, i % 2 == 0 ? -1 : i, "c" + i / 2 * 2 % 60, "1"));
  }

  @Test
  void staysUntilTheNextRefresh() {
    TableStatistics statistics = past(64).statistics();
    Sample sample = statistics.sample();
    double[] heights = sample.column(Past.HEIGHT);
    for (int i = 0; i < 31; i++) {
      statistics.observe(Rows.of(1e9, 1e9, "Atlantis", "x"));
      assertThat(statistics.sample()).isSameAs(sample);
    }
    assertThat(sample.column(Past.HEIGHT)).isEqualTo(heights).hasSize(64);
    statistics.observe(Rows.of(1e9, 1e9, "Atlantis", "x"));
    assertThat(statistics.sample()).isNotSameAs(sample);
    assertThat(statistics.sample().rows()).isEqualTo(96);
    assertThat(sample.column(Past.HEIGHT)).isEqualTo(heights);
  }

  @Test
  void numbersThatStandForMissingAreMissing() {
    Sample sample = past(64).statistics().sample();
    double[] heights = sample.column(Past.HEIGHT);
    double[] weights = sample.column(Past.WEIGHT);
    for (int i = 0; i < 64; i++) {
      assertThat(Double.isNaN(heights[i])).isEqualTo(i % 10 == 3); // discovered
      assertThat(Double.isNaN(weights[i])).isEqualTo(i % 2 == 0); // configured
    }
  }

  @Test
  void onlyTextsThatTwoRowsHoldAreKnown() {
    Past past = Past.of(64, i -> Rows.of(1, 1, i == 5 ? "once" : i % 2 == 0 ? "even" : "odd", "1"));
    Sample sample = past.statistics().sample();
    double[] codes = sample.column(Past.CITY);
    assertThat(sample.text(Past.CITY, (int) codes[0])).isEqualTo("even");
    assertThat(sample.text(Past.CITY, (int) codes[7])).isEqualTo("odd");
    assertThat(sample.text(Past.CITY, (int) codes[5])).isNull();
    assertThat(sample.text(Past.CITY, 999)).isNull();
  }

  @Test
  void aModelIsFittedOncePerRefreshAndOnlyIfItIsAskedFor() {
    TableStatistics statistics = past(64).statistics();
    AtomicInteger fits = new AtomicInteger();
    for (int i = 0; i < 64; i++) {
      statistics.sample().fitted(Integer.class, sample -> fits.incrementAndGet());
      statistics.observe(Rows.of(1, 1, "a", "1"));
    }
    assertThat(fits).hasValue(2);
  }

  /** Also when the vocabulary has forgotten, since the refresh, what was seen once. */
  @Test
  void aRestoredSampleIsTheSameToTheBit() throws IOException {
    Limits limits = new Limits(1024, 8, 128, 4096, 64, 64, 50, 12, 4, 4, 4);
    TableStatistics whole = new TableStatistics(Past.SCHEMA, limits, MatrixVector.JAVA, 5);
    for (int i = 0; i < 64; i++) {
      whole.observe(Rows.of(i, -i, i % 3 == 0 ? "often" : "city" + i, "1"));
    }
    Sample before = whole.sample();
    String[] texts = texts(before);
    for (int i = 64; i < 95; i++) {
      whole.observe(Rows.of(i, -i, "town" + i, "1"));
    }
    byte[] bytes = Past.bytes(whole);
    Sample after =
        TableStatistics.read(
                Past.SCHEMA,
                limits,
                MatrixVector.JAVA,
                new DataInputStream(new ByteArrayInputStream(bytes)),
                TableStatistics.VERSION)
            .sample();
    for (int c = 0; c < 4; c++) {
      assertThat(after.column(c)).isEqualTo(before.column(c));
    }
    assertThat(texts(after)).isEqualTo(texts).contains("often");
  }

  private static String[] texts(Sample sample) {
    return Arrays.stream(sample.column(Past.CITY))
        .mapToObj(code -> Double.isNaN(code) ? null : sample.text(Past.CITY, (int) code))
        .toArray(String[]::new);
  }
}
