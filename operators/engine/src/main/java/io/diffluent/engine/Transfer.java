package io.diffluent.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Numbers from the host to the device and back, always by copy. One thread at a time. */
final class Transfer {

  private final NDManager manager;

  /** What the engine copies to a GPU must lie outside the heap; it would allocate it every time. */
  private ByteBuffer staging = ByteBuffer.allocateDirect(0);

  /**
   * @param manager owner of what is uploaded
   */
  Transfer(NDManager manager) {
    this.manager = manager;
  }

  NDManager manager() {
    return manager;
  }

  /** A new array that shares no memory with {@code values}. */
  NDArray upload(float[] values, long... shape) {
    return uploadPart(values, 0, values.length, shape);
  }

  /** The same for the part of {@code values} that starts at {@code offset}. */
  NDArray uploadPart(float[] values, int offset, int length, long... shape) {
    if (manager.getDevice().isGpu()) {
      return manager.create(staged(values, offset, length), new Shape(shape), DataType.FLOAT32);
    }
    // The engine would wrap a Java buffer on the CPU; its own memory outlives any buffer and is
    // aligned alike in every run, which the last bits of a product may depend on.
    NDArray array = manager.create(new Shape(shape), DataType.FLOAT32);
    array.toByteBuffer(true).asFloatBuffer().put(values, offset, length);
    return array;
  }

  /** The numbers where the engine can copy them from; it has done so when it returns. */
  private ByteBuffer staged(float[] values, int offset, int length) {
    int bytes = Math.multiplyExact(Float.BYTES, length);
    if (staging.capacity() < bytes) {
      staging = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    staging.clear().limit(bytes);
    staging.asFloatBuffer().put(values, offset, length);
    return staging;
  }

  /** All numbers of an array, row by row. */
  static float[] download(NDArray array) {
    FloatBuffer numbers = array.toByteBuffer(true).asFloatBuffer();
    float[] values = new float[numbers.remaining()];
    numbers.get(values);
    return values;
  }

  /** Replaces the numbers of {@code target} where they lie, so that its views see them. */
  void overwrite(NDArray target, float[] values) {
    try (NDArray source = upload(values, target.getShape().getShape())) {
      target.set(new NDIndex(":"), source);
    }
  }
}
