package io.diffluent.core.learn;

import io.diffluent.core.model.JavaModelFactory;
import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelFactory;
import io.diffluent.core.model.ModelShape;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model of somebody's own that overflows while it is told to: its outputs and gradients are NaN,
 * infinity or 3e38 in turn, as sums of large activations are.
 */
record PoisonedModel(Model model, AtomicBoolean isPoisoned, AtomicInteger turn)
    implements ModelAround {

  private static final float[] NONSENSE = {Float.NaN, Float.POSITIVE_INFINITY, 3e38f};

  record Factory(AtomicBoolean isPoisoned) implements ModelFactory {
    @Override
    public Model create(ModelShape shape, Set<Integer> quiet, long seed) {
      Model sound = JavaModelFactory.adam(0.01).create(shape, quiet, seed);
      return new PoisonedModel(sound, isPoisoned, new AtomicInteger());
    }
  }

  @Override
  public float[] predict(float[] inputs, int rows) {
    float[] outputs = model.predict(inputs, rows);
    if (isPoisoned.get()) {
      for (int i = 0; i < outputs.length; i += 3) {
        outputs[i] = NONSENSE[turn.getAndIncrement() % NONSENSE.length];
      }
    }
    return outputs;
  }

  @Override
  public Step train(
      float[] inputs, float[] labels, float[] weights, int rows, boolean inputGradient) {
    return isPoisoned.get()
        ? new Step(false, new float[shape().arms()], predict(inputs, rows), null)
        : model.train(inputs, labels, weights, rows, inputGradient);
  }

  @Override
  public Gradient gradient(
      int arm, float[] inputs, float[] labels, int rows, boolean inputGradient) {
    Gradient gradient = model.gradient(arm, inputs, labels, rows, inputGradient);
    if (isPoisoned.get()) {
      Arrays.fill(gradient.parameters(), Float.NaN);
      if (inputGradient) {
        Arrays.fill(gradient.inputs(), Float.NaN);
      }
    }
    return gradient;
  }
}
