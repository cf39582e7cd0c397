package io.diffluent.engine;

import io.diffluent.core.model.ModelShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Where each layer's numbers lie among the parameters of one arm: per layer the weights {@code
 * [in][out]}, then the bias {@code [out]}.
 */
record Layout(List<Dense> layers) {

  /** One fully connected layer, {@code y = x W + b}. */
  record Dense(int in, int out, int weight, int bias) {

    long weights() {
      return bias - weight;
    }

    int end() {
      return bias + out;
    }
  }

  static Layout of(ModelShape shape) {
    List<Integer> widths = new ArrayList<>(shape.hidden());
    widths.add(shape.outputs());
    List<Dense> layers = new ArrayList<>();
    int in = shape.inputs();
    int offset = 0;
    for (int out : widths) {
      layers.add(new Dense(in, out, offset, offset + in * out));
      offset += in * out + out;
      in = out;
    }
    return new Layout(List.copyOf(layers));
  }

  /** Parameters of one arm. */
  int parameters() {
    return layers.get(layers.size() - 1).end();
  }

  /**
   * Fresh parameters of one arm: uniform in {@code +-1/sqrt(in)}, PyTorch's own start for such a
   * layer; drawn in plain Java, so that a seed means the same numbers on every machine.
   */
  float[] draw(Set<Integer> quiet, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] parameters = new float[parameters()];
    for (Dense layer : layers) {
      double bound = 1 / Math.sqrt(layer.in());
      for (int i = layer.weight(); i < layer.end(); i++) {
        parameters[i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
    }
    Dense first = layers.get(0);
    for (int input : quiet) {
      for (int unit = 0; unit < first.out(); unit++) {
        parameters[first.weight() + input * first.out() + unit] = 0;
      }
    }
    return parameters;
  }
}
