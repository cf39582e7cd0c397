package io.diffluent.core.learn;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Cells.Suspects;
import io.diffluent.core.cells.CleanerConfig;
import io.diffluent.core.cells.Scores;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cells that were cleaned with other detectors or repairs, in the order of today's: what did not
 * exist then suspects nothing and proposes nothing, what is gone is dropped.
 *
 * @param detectors for each detector its place in the stored cells, or -1
 * @param repairs for each repair its place in the stored cells, or -1
 * @param storedDetectors suspicions per stored cell
 * @param storedRepairs candidates per stored cell
 */
record Translation(int[] detectors, int[] repairs, int storedDetectors, int storedRepairs) {

  static void write(CleanerConfig config, DataOutput out) throws IOException {
    Fields.write(config.detectors().toArray(String[]::new), out);
    Fields.write(config.repairs().toArray(String[]::new), out);
  }

  static Translation read(CleanerConfig config, DataInput in) throws IOException {
    List<String> detectors = Arrays.asList(Fields.readTexts(in));
    List<String> repairs = Arrays.asList(Fields.readTexts(in));
    return new Translation(
        config.detectors().stream().mapToInt(detectors::indexOf).toArray(),
        config.repairs().stream().mapToInt(repairs::indexOf).toArray(),
        detectors.size(),
        repairs.size());
  }

  Cells translate(Cells cells) throws IOException {
    Suspects old = cells.suspects();
    int n = old.count();
    if (old.suspicions().length != n * storedDetectors
        || old.candidates().length != n * storedRepairs) {
      throw new IOException("cells of other detectors or repairs than the state names");
    }
    if (n > 0 && (old.scores().length % n != 0 || old.scores().length / n > Scores.COUNT)) {
      throw new IOException(old.scores().length + " scores of " + n + " cells");
    }
    Suspects suspects =
        new Suspects(
            old.columns(),
            old.kept(),
            pick(old.suspicions(), n, detectors, storedDetectors, 0),
            scores(old.scores(), n),
            pick(old.candidates(), n, repairs, storedRepairs, Float.NaN),
            withheld(old.withheld()));
    return new Cells(
        cells.envelope(), cells.label(), cells.base(), suspects, cells.truth(), cells.display());
  }

  /** Scores that came later are 0 in older cells. */
  private static float[] scores(float[] stored, int n) {
    float[] scores = new float[n * Scores.COUNT];
    int width = n == 0 ? 0 : stored.length / n;
    for (int k = 0; k < n; k++) {
      System.arraycopy(stored, k * width, scores, k * Scores.COUNT, width);
    }
    return scores;
  }

  private int[] withheld(int[] stored) {
    return IntStream.range(0, repairs.length)
        .filter(r -> IntStream.of(stored).anyMatch(place -> place == repairs[r]))
        .toArray();
  }

  private static float[] pick(float[] stored, int n, int[] places, int width, float otherwise) {
    float[] picked = new float[n * places.length];
    for (int i = 0; i < picked.length; i++) {
      int place = places[i % places.length];
      picked[i] = place < 0 ? otherwise : stored[i / places.length * width + place];
    }
    return picked;
  }
}
