package io.diffluent.core.learn;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.detect.Detectors;
import io.diffluent.core.repair.Repairs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One of several learners on one cleaning pass: its own fixed view of the cells is its model's
 * input. (The mixture's view is learned; its input comes from the pipeline of steps.)
 */
interface Arm {

  String MIXTURE = "mixture";
  String NO_CLEAN = "no-clean";
  String SINGLES = "singles";
  String ORACLE = "oracle";

  String name();

  /** Writes the inputs of one record, {@code [x ; g]}, into zeros from {@code at} on. */
  void fill(Encoding encoding, Cells cells, float[] inputs, int at);

  /** The mixture: a place holder among the arms. */
  record Mixed() implements Arm {
    @Override
    public String name() {
      return MIXTURE;
    }

    @Override
    public void fill(Encoding encoding, Cells cells, float[] inputs, int at) {
      throw new UnsupportedOperationException("the mixture's inputs come from its steps");
    }
  }

  /** The cells as they came; a missing one is 0 and says so. */
  record NoClean() implements Arm {
    @Override
    public String name() {
      return NO_CLEAN;
    }

    @Override
    public void fill(Encoding encoding, Cells cells, float[] inputs, int at) {
      asTheyAre(encoding, cells.base(), inputs, at);
    }
  }

  /** The cells without injected errors where a polluter knows them, else as they came. */
  record Oracle() implements Arm {
    @Override
    public String name() {
      return ORACLE;
    }

    @Override
    public void fill(Encoding encoding, Cells cells, float[] inputs, int at) {
      asTheyAre(encoding, cells.truth() == null ? cells.base() : cells.truth(), inputs, at);
    }
  }

  /**
   * A fixed pipeline: cells that one detector flags (from one half on) are replaced by one repair.
   * A cell with nothing to keep is always replaced; where the repair abstains, the cell stays.
   */
  record Single(String name, int detector, int repair, int detectors, int repairs) implements Arm {

    @Override
    public void fill(Encoding encoding, Cells cells, float[] inputs, int at) {
      for (int c = 0; c < cells.base().length; c++) {
        put(encoding, inputs, at, c, clip(encoding, c, cells.base()[c]));
        inputs[at + encoding.width() + c] = 0;
      }
      Cells.Suspects suspects = cells.suspects();
      for (int k = 0; k < suspects.count(); k++) {
        int column = suspects.columns()[k];
        float kept = suspects.kept()[k];
        boolean flagged =
            Float.isNaN(kept) || suspects.suspicions()[k * detectors + detector] >= 0.5f;
        float candidate = suspects.candidates()[k * repairs + repair];
        float cell = flagged && !Float.isNaN(candidate) ? candidate : kept;
        int from = at + encoding.offsets()[column];
        Arrays.fill(inputs, from, from + encoding.size(column), 0);
        put(encoding, inputs, at, column, clip(encoding, column, cell));
        inputs[at + encoding.width() + column] = flagged ? 1 : 0;
      }
    }

    private static float clip(Encoding encoding, int column, float cell) {
      float bound = (float) Batch.CLIP;
      return encoding.isNumeric(column) ? Math.max(-bound, Math.min(bound, cell)) : cell;
    }
  }

  private static void asTheyAre(Encoding encoding, float[] view, float[] inputs, int at) {
    for (int c = 0; c < view.length; c++) {
      put(encoding, inputs, at, c, view[c]);
      inputs[at + encoding.width() + c] = Float.isNaN(view[c]) ? 1 : 0;
    }
  }

  private static void put(Encoding encoding, float[] inputs, int at, int column, float cell) {
    int from = at + encoding.offsets()[column];
    if (encoding.isNumeric(column)) {
      inputs[from] = Float.isNaN(cell) ? 0 : cell;
    } else if (cell >= 0) {
      inputs[from + (int) cell] = 1;
    }
  }

  /**
   * The arms that the configured names ask for, in order; {@code singles} stands for every fixed
   * pipeline.
   *
   * @throws IllegalArgumentException for a name that is no arm
   */
  static List<Arm> of(LearnerConfig config) {
    List<Arm> arms = new ArrayList<>();
    for (String name : config.arms()) {
      switch (name) {
        case MIXTURE -> arms.add(new Mixed());
        case NO_CLEAN -> arms.add(new NoClean());
        case ORACLE -> arms.add(new Oracle());
        case SINGLES -> arms.addAll(singles(config));
        default -> arms.add(single(name, config));
      }
    }
    return arms;
  }

  private static List<Arm> singles(LearnerConfig config) {
    // What is trained has no fixed form, and what changes nothing is no-clean already.
    Set<String> notFixed = Set.of(Repairs.LEARNED, "keep", "mode");
    List<Arm> singles = new ArrayList<>();
    for (String detector : config.cleaner().detectors()) {
      for (String repair : config.cleaner().repairs()) {
        if (!detector.equals(Detectors.LEARNED) && !notFixed.contains(repair)) {
          singles.add(single(detector + "+" + repair, config));
        }
      }
    }
    return singles;
  }

  private static Arm single(String name, LearnerConfig config) {
    List<String> detectors = config.cleaner().detectors();
    List<String> repairs = config.cleaner().repairs();
    int plus = name.indexOf('+');
    int detector = plus < 0 ? -1 : detectors.indexOf(name.substring(0, plus));
    int repair = repairs.indexOf(name.substring(plus + 1));
    if (detector < 0 || repair < 0) {
      throw new IllegalArgumentException(
          "no arm '" + name + "': mixture, no-clean, oracle, singles, or detector+repair");
    }
    return new Single(name, detector, repair, detectors.size(), repairs.size());
  }
}
