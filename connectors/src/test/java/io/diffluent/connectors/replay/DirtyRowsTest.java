package io.diffluent.connectors.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.RawEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirtyRowsTest {

  private static final int ROWS = 2_400;
  private static final List<Column> FEATURES =
      List.of(Column.numeric("temp"), Column.categorical("hour", 24), Column.categorical("c", 4));

  @TempDir Path folder;
  private List<Path> files;

  @BeforeEach
  void write() throws Exception {
    files =
        List.of(
            Files.writeString(folder.resolve("a.csv"), rows(0, 1_000)),
            Files.writeString(folder.resolve("b.csv"), rows(1_000, ROWS)));
  }

  private static String rows(int from, int to) {
    StringBuilder text = new StringBuilder("temp,hour,c,y\n");
    for (int i = from; i < to; i++) {
      text.append(temp(i)).append(',').append(i % 24).append(i % 2 == 0 ? ",a," : ",b,");
      text.append(i).append('\n');
    }
    return text.toString();
  }

  private static double temp(int row) {
    return row % 100 / 4.0;
  }

  private FileReplay.Builder polluted(String spec) {
    return FileReplay.of(files).pollute(PollutionSpec.parse(spec), 5, FEATURES, "y");
  }

  private static int label(Map<String, String> row) {
    return Integer.parseInt(row.get("y"));
  }

  @Test
  void swappedLabelsAreThoseOfRecentRows() {
    List<Map<String, String>> rows = Differences.rows(polluted("label-swap=0.4@0.5").build());
    int swapped = 0;
    for (int i = 0; i < ROWS; i++) {
      int back = i - label(rows.get(i));
      assertThat(back).isBetween(0, i < ROWS / 2 ? 0 : LabelSwap.RECENT);
      assertThat(rows.get(i)).containsEntry("hour", "" + i % 24);
      swapped += back > 0 ? 1 : 0;
    }
    assertThat(swapped / (ROWS / 2.0)).isBetween(0.36, 0.44);
    List<Map<String, String>> all = Differences.rows(polluted("label-swap=1").build());
    assertThat(label(all.get(0))).isZero();
    assertThat(all.subList(1, ROWS).stream().filter(row -> label(row) == 0).count()).isLessThan(20);
    assertThat(label(all.get(1))).isZero();
    assertThat(all.stream().mapToInt(DirtyRowsTest::label).distinct().count()).isGreaterThan(1_200);
  }

  @Test
  void aRestoredReplayKnowsTheLabelsItHasPassedOver() throws Exception {
    FileReplay replay = polluted("label-swap=0.5,typo=0.2").passes(3).holdOut(0.3, 2).build();
    List<RawEvent> events = Differences.events(replay);
    List<Map<String, String>> once = Differences.rows(polluted("label-swap=0.5,typo=0.2").build());
    for (long from : new long[] {events.size() - 40, 2 * 1_680 + 900, 300, 1_700, 3}) {
      FileReplay restored = InstantiationUtil.clone(replay);
      for (long i = from; i < from + 40; i++) {
        assertThat(restored.map(i).value()).isEqualTo(events.get((int) i).value());
      }
      restored.close();
    }
    for (RawEvent event : events) {
      Map<String, String> clean = Differences.cells(event.headers().get(0).value());
      assertThat(Differences.cells(event.value())).isEqualTo(once.get(label(clean)));
    }
  }

  @Test
  void aConceptMirrorsTheNumbersAndIsTheTruthAboutErrors() {
    FileReplay replay = polluted("concept=1@0.5,missing=0.3[temp]").build();
    int missing = 0;
    for (RawEvent event : Differences.events(replay)) {
      Map<String, String> clean = Differences.cells(event.headers().get(0).value());
      int row = label(clean);
      boolean after = row >= ROWS / 2;
      // The hours are whole, and so is their mirror image, although their mean is not.
      assertThat(clean).containsEntry("hour", "" + (after ? 23 - row % 24 : row % 24));
      assertThat(clean).containsEntry("c", row % 2 == 0 ? "a" : "b");
      double temp = after ? 24.75 - temp(row) : temp(row);
      assertThat(Double.parseDouble(clean.get("temp"))).isCloseTo(temp, within(1e-9));
      Map<String, String> dirty = Differences.cells(event.value());
      missing += dirty.containsKey("temp") ? 0 : 1;
      dirty.put("temp", clean.get("temp"));
      assertThat(dirty).isEqualTo(clean);
    }
    assertThat(missing / (double) ROWS).isBetween(0.27, 0.33);
  }

  @Test
  void aPartialConceptTakesWholeRows() {
    int mirrored = 0;
    for (Map<String, String> row : Differences.rows(polluted("concept=0.3").build())) {
      boolean hour = Integer.parseInt(row.get("hour")) != label(row) % 24;
      assertThat(Double.parseDouble(row.get("temp")) != temp(label(row))).isEqualTo(hour);
      mirrored += hour ? 1 : 0;
    }
    assertThat(mirrored / (double) ROWS).isBetween(0.27, 0.33);
  }

  @Test
  void cleanFilesSeeTheSameWorld() throws Exception {
    Path clean = Files.writeString(folder.resolve("clean.csv"), rows(0, ROWS));
    FileReplay replay = polluted("concept=1@0.5[hour]").cleanFiles(List.of(clean)).build();
    for (RawEvent event : Differences.events(replay)) {
      assertThat(event.headers().get(0).value()).isEqualTo(event.value());
    }
  }

  @Test
  void otherKindsDoWhatTheyDidBesideTheNewOnes() {
    List<Map<String, String>> alone = Differences.rows(polluted("typo=0.3[c],missing=0.1").build());
    List<Map<String, String>> beside =
        Differences.rows(polluted("label-swap=0.5,typo=0.3[c],missing=0.1").build());
    for (int i = 0; i < ROWS; i++) {
      beside.get(i).put("y", "" + i);
    }
    assertThat(beside).isEqualTo(alone);
  }

  @Test
  void specificationsThatDoNotFitAreExplained() {
    refused("concept=1[c]", "concept mirrors numbers, and 'c' is a column of texts");
    refused("concept=0.6,concept=0.6@0.5[hour]", "concept on 'hour' add up to more than 1");
    refused("concept=1[hous]", "did you mean 'hour'?");
    refused("label-swap=0.6,label-swap=0.6", "label-swap add up to more than 1");
    refused("label-swap=0.6[hour]", "it is about the label, so it takes no columns");
    polluted("concept=1,missing=1").build();
    PollutionSpec swap = PollutionSpec.parse("label-swap=0.1");
    assertThatThrownBy(() -> FileReplay.of(files).pollute(swap, 5, FEATURES).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pollution 'label-swap', but it is not said what the label is");
    assertThatThrownBy(() -> FileReplay.of(files).pollute(swap, 5, FEATURES, "x").build())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.csv line 1: there is no label column 'x'");
  }

  private void refused(String spec, String message) {
    assertThatThrownBy(() -> polluted(spec).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
