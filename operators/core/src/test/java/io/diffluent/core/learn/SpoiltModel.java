package io.diffluent.core.learn;

import io.diffluent.core.model.JavaModelFactory;
import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelFactory;
import io.diffluent.core.model.ModelShape;
import java.util.Set;

/**
 * A model whose first arm answers nonsense for a number of steps, and then its second arm for a
 * number of steps.
 */
record SpoiltModel(Model model, int first, int second) implements ModelAround {

  record Factory(int first, int second) implements ModelFactory {
    @Override
    public Model create(ModelShape shape, Set<Integer> quiet, long seed) {
      return new SpoiltModel(JavaModelFactory.adam(0.01).create(shape, quiet, seed), first, second);
    }
  }

  private float[] spoil(float[] outputs) {
    long steps = model.snapshot().steps();
    int arm = steps < 2L * first ? 0 : 1;
    int size = outputs.length / shape().arms();
    if (steps < 2L * (first + second) && arm < shape().arms()) {
      for (int i = arm * size; i < (arm + 1) * size; i++) {
        outputs[i] += 5;
      }
    }
    return outputs;
  }

  @Override
  public float[] predict(float[] inputs, int rows) {
    return spoil(model.predict(inputs, rows));
  }

  @Override
  public Step train(
      float[] inputs, float[] labels, float[] weights, int rows, boolean inputGradient) {
    Step step = model.train(inputs, labels, weights, rows, inputGradient);
    return new Step(step.applied(), step.losses(), spoil(step.outputs()), step.inputGradient());
  }

  @Override
  public Gradient gradient(
      int arm, float[] inputs, float[] labels, int rows, boolean inputGradient) {
    return model.gradient(arm, inputs, labels, rows, inputGradient);
  }
}
