package io.diffluent.core.cells;

/**
 * The alternatives of the suspect cells of a batch, sparse: everything is {@code [count]} or {@code
 * [count][..]}, flat.
 *
 * <p>A candidate is one-hot in its column: amplitude {@code value} at {@code position} (always 0
 * for a numeric column). NaN is an abstention; position -1 with value 0 is "no category".
 *
 * @param detectors suspicions per cell
 * @param repairs candidates per cell
 * @param row row of each suspect cell
 * @param column its column
 * @param forced whether there is nothing to keep, so that the cell is always repaired
 * @param rescued whether what could be kept is a number found inside a text: the model is told so,
 *     however much is repaired, because it may mean something ({@code <0.5} is no 0.5)
 * @param suspicion {@code [count][detectors]}
 * @param scores {@code [count][Scores.COUNT]}
 * @param position {@code [count][repairs]}
 * @param value {@code [count][repairs]}
 */
public record Alternatives(
    int count,
    int detectors,
    int repairs,
    int[] row,
    int[] column,
    boolean[] forced,
    boolean[] rescued,
    float[] suspicion,
    float[] scores,
    int[] position,
    double[] value) {

  /** The same alternatives with other amplitudes. */
  public Alternatives withValue(double[] value) {
    return new Alternatives(
        count, detectors, repairs, row, column, forced, rescued, suspicion, scores, position,
        value);
  }

  /** No alternatives: a batch with nothing to choose from. */
  public static final Alternatives NONE =
      new Alternatives(
          0,
          0,
          0,
          new int[0],
          new int[0],
          new boolean[0],
          new boolean[0],
          new float[0],
          new float[0],
          new int[0],
          new double[0]);

  /** No alternatives: what is left after a mixture has chosen. */
  public Alternatives none() {
    return new Alternatives(
        0,
        detectors,
        repairs,
        NONE.row,
        NONE.column,
        NONE.forced,
        NONE.rescued,
        NONE.suspicion,
        NONE.scores,
        NONE.position,
        NONE.value);
  }
}
