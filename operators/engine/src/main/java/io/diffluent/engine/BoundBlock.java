package io.diffluent.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import io.diffluent.core.model.ModelShape;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The block of one arm, with its parameters in a fixed order and, once bound, as views of one row
 * of the flat array.
 */
record BoundBlock(Block block, List<Parameter> parameters, List<Shape> shapes, int inputs) {

  /** Initialises the block, to learn the shapes of its parameters, and drops their numbers. */
  static BoundBlock of(Block block, ModelShape shape, NDManager manager) {
    Shape rows = new Shape(1, shape.inputs());
    block.initialize(manager, DataType.FLOAT32, rows);
    Shape[] outputs = block.getOutputShapes(new Shape[] {rows});
    if (outputs.length != 1 || outputs[0].size() != shape.outputs()) {
      throw new IllegalArgumentException(
          "the block maps "
              + rows
              + " to "
              + Arrays.toString(outputs)
              + "; needed one array of "
              + shape.outputs()
              + " numbers a row");
    }
    List<Parameter> parameters = block.getParameters().values();
    for (Parameter parameter : parameters) {
      if (!parameter.requiresGradient()) {
        throw new IllegalArgumentException(
            "parameter "
                + parameter.getName()
                + " is not trained; a refused step could not undo"
                + " what a forward call does to it");
      }
    }
    List<Shape> shapes = parameters.stream().map(p -> p.getArray().getShape()).toList();
    parameters.forEach(Parameter::close);
    return new BoundBlock(block, parameters, shapes, shape.inputs());
  }

  private int size() {
    return shapes.stream().mapToInt(shape -> (int) shape.size()).sum();
  }

  /** Fresh parameters, drawn in plain Java. */
  float[] draw(Set<Integer> quiet, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[size()];
    int at = 0;
    for (int i = 0; i < shapes.size(); i++) {
      int size = (int) shapes.get(i).size();
      Parameter.Type type = parameters.get(i).getType();
      if (type == Parameter.Type.GAMMA) {
        Arrays.fill(numbers, at, at + size, 1);
      } else if (type == Parameter.Type.WEIGHT || type == Parameter.Type.OTHER) {
        long fanIn = Math.max(1, size / Math.max(1, shapes.get(i).get(0)));
        double bound = 1 / Math.sqrt(fanIn);
        for (int k = at; k < at + size; k++) {
          numbers[k] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
      }
      at += size;
    }
    silence(quiet, numbers);
    return numbers;
  }

  private void silence(Set<Integer> quiet, float[] numbers) {
    if (quiet.isEmpty()) {
      return;
    }
    Shape first = shapes.isEmpty() ? new Shape() : shapes.get(0);
    if (first.dimension() != 2 || first.get(1) != inputs) {
      throw new IllegalArgumentException(
          "quiet inputs need a first weight of shape [units, " + inputs + "]; it is " + first);
    }
    for (int k = 0; k < first.size(); k++) {
      if (quiet.contains(k % inputs)) {
        numbers[k] = 0;
      }
    }
  }

  /** Lets the block's parameters be views of a row {@code [parameters]} of the flat array. */
  void bind(NDArray row) {
    long at = 0;
    for (int i = 0; i < shapes.size(); i++) {
      Shape shape = shapes.get(i);
      NDArray view = row.get(new NDIndex(at + ":" + (at + shape.size()))).reshape(shape);
      Initializer given = (manager, wanted, type) -> view;
      parameters.get(i).setInitializer(given);
      parameters.get(i).initialize(row.getManager(), DataType.FLOAT32);
      at += shape.size();
    }
  }

  /** Rows to outputs, {@code [rows, inputs] -> [rows, outputs]}. */
  NDArray forward(ParameterStore store, NDArray rows, boolean training) {
    return block.forward(store, new NDList(rows), training).singletonOrThrow();
  }

  /** Gradients add up from one backward call to the next unless they are cleared. */
  void clearGradients() {
    for (Parameter parameter : parameters) {
      JniUtils.zeroGrad((PtNDArray) parameter.getArray());
    }
  }

  /** The gradient by all parameters, {@code [1, parameters]}. */
  NDArray gradient() {
    NDList flat = new NDList();
    for (Parameter parameter : parameters) {
      flat.add(parameter.getArray().getGradient().reshape(1, -1));
    }
    return NDArrays.concat(flat, 1);
  }
}
