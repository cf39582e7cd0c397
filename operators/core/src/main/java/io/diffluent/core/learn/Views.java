package io.diffluent.core.learn;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.step.Parameters;
import io.diffluent.core.step.Pipeline;
import io.diffluent.core.step.Step;
import java.util.Arrays;
import java.util.List;

/** Makes the inputs of all arms from the cells of a mini-batch. */
final class Views {

  private final Encoding encoding;
  private final List<Arm> arms;
  private final Pipeline pipeline;
  private final int detectors;
  private final int repairs;
  private final int mixture;

  Views(LearnerConfig config, Encoding encoding, List<Arm> arms, Pipeline pipeline) {
    this.encoding = encoding;
    this.arms = arms;
    this.pipeline = pipeline;
    this.detectors = config.cleaner().detectors().size();
    this.repairs = config.cleaner().repairs().size();
    this.mixture = arms.indexOf(new Arm.Mixed());
  }

  /** The mini-batch in front of the first step. */
  Batch batch(List<Cells> records) {
    return Batch.of(encoding, records, detectors, repairs);
  }

  /**
   * What every arm's model sees.
   *
   * @param inputs {@code [arms][rows][inputs]}
   * @param weights {@code [arms][rows]}
   * @param forward the mixture's way through the steps; null without a mixture
   */
  record View(float[] inputs, float[] weights, Step.Forward forward) {}

  /**
   * @param scale what the mixture's example weights are multiplied by
   */
  View of(Parameters parameters, List<Cells> records, double scale) {
    int rows = records.size();
    int size = encoding.inputs();
    float[] inputs = new float[arms.size() * rows * size];
    float[] weights = new float[arms.size() * rows];
    Arrays.fill(weights, 1);
    Step.Forward forward = null;
    for (int a = 0; a < arms.size(); a++) {
      if (a == mixture) {
        forward = pipeline.forward(parameters, batch(records));
        copyInputs(forward.out(), inputs, a * rows * size);
        for (int i = 0; i < rows; i++) {
          weights[a * rows + i] = (float) (scale * forward.out().weights()[i]);
        }
      } else {
        for (int i = 0; i < rows; i++) {
          arms.get(a).fill(encoding, records.get(i), inputs, (a * rows + i) * size);
        }
      }
    }
    return new View(inputs, weights, forward);
  }

  /**
   * What one arm's model sees, {@code [rows][inputs]}.
   *
   * @param batch the mini-batch in front of the first step; used by the mixture only
   */
  float[] ofArm(int arm, Parameters parameters, List<Cells> records, Batch batch) {
    float[] inputs = new float[records.size() * encoding.inputs()];
    if (arm == mixture) {
      copyInputs(pipeline.forward(parameters, batch).out(), inputs, 0);
    } else {
      for (int i = 0; i < records.size(); i++) {
        arms.get(arm).fill(encoding, records.get(i), inputs, i * encoding.inputs());
      }
    }
    return inputs;
  }

  /** Writes {@code [x ; g]} of every row. */
  void copyInputs(Batch batch, float[] inputs, int at) {
    int width = encoding.width();
    int columns = encoding.columns().size();
    for (int i = 0; i < batch.rows(); i++) {
      int row = at + i * encoding.inputs();
      for (int j = 0; j < width; j++) {
        inputs[row + j] = (float) batch.x()[i * width + j];
      }
      for (int c = 0; c < columns; c++) {
        inputs[row + width + c] = (float) batch.g()[i * columns + c];
      }
    }
  }

  /**
   * The way back of {@link #copyInputs}: the model's input gradient as the gradient of a batch.
   * Weights get none: they learn by look-ahead, never from the loss of their own batch.
   */
  BatchGradient gradient(Batch batch, float[] byInputs, int at) {
    int width = encoding.width();
    int columns = encoding.columns().size();
    double[] dx = new double[batch.rows() * width];
    double[] dg = new double[batch.rows() * columns];
    for (int i = 0; i < batch.rows(); i++) {
      int row = at + i * encoding.inputs();
      for (int j = 0; j < width; j++) {
        dx[i * width + j] = byInputs[row + j];
      }
      for (int c = 0; c < columns; c++) {
        dg[i * columns + c] = byInputs[row + width + c];
      }
    }
    return new BatchGradient(
        dx, dg, new double[batch.rows()], new double[batch.alternatives().value().length]);
  }
}
