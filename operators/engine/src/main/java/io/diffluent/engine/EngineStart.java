package io.diffluent.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import java.util.Arrays;
import java.util.Map;

/**
 * Starts the numeric engine, once in a process, and proves that it works before a model relies on
 * it.
 *
 * <p>Settings are made only where the operator has made none: no download and no usage report at
 * start, and one native thread per task, which keeps slots from starving each other and makes equal
 * calls give equal bits.
 */
public final class EngineStart {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "ai.djl.offline", "true",
          "OPT_OUT_TRACKING", "true",
          "ai.djl.pytorch.num_threads", "1",
          "ai.djl.pytorch.num_interop_threads", "1");

  private EngineStart() {}

  /**
   * Starts the engine if need be and runs a small product on the device.
   *
   * @return engine, version and device, for a start-up log line
   * @throws EngineUnavailableException if natives cannot load or the device cannot compute
   */
  public static String check(DeviceChoice choice) {
    try (NDManager manager = open(choice)) {
      Engine engine = manager.getEngine();
      return engine.getEngineName() + " " + engine.getVersion() + " on " + manager.getDevice();
    }
  }

  /** A manager on the chosen device, which has just proved that it can compute. */
  static NDManager open(DeviceChoice choice) {
    if (Start.FAILURE != null) {
      throw unavailable(Start.FAILURE);
    }
    Device device = choice.resolve(Start.ENGINE);
    NDManager manager = Start.ENGINE.newBaseManager(device);
    try (NDManager probe = manager.newSubManager()) {
      NDArray row = probe.create(new float[] {2, 3}, new Shape(1, 1, 2));
      NDArray column = probe.create(new float[] {5, 7}, new Shape(1, 2, 1));
      float[] product = row.batchMatMul(column).toFloatArray();
      if (!Arrays.equals(product, new float[] {31})) {
        throw new ArithmeticException("2*5 + 3*7 came out as " + Arrays.toString(product));
      }
      return manager;
    } catch (RuntimeException | LinkageError e) {
      manager.close();
      throw unavailable(e);
    }
  }

  static EngineUnavailableException unavailable(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new EngineUnavailableException(
        "The numeric engine (DJL with PyTorch) does not work: " + root,
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ", Java "
            + System.getProperty("java.version")
            + ", native cache "
            + Utils.getEnvOrSystemProperty("DJL_CACHE_DIR", "~/.djl.ai"),
        "check that the pytorch-native jar for this system is on the class path, that the cache"
            + " directory (DJL_CACHE_DIR) can be written and has 500 MB free, and, if the message"
            + " speaks of another class loader, that DJL lies in the cluster's lib directory and"
            + " not in the job's jar.",
        cause);
  }

  /**
   * A failed start is kept, not thrown: a class whose initialiser throws answers every later call
   * with a NoClassDefFoundError that explains nothing.
   */
  private static final class Start {
    static final Engine ENGINE;
    static final Throwable FAILURE;

    static {
      Engine engine = null;
      Throwable failure = null;
      try {
        SETTINGS.forEach(Start::setUnlessSet);
        engine = Engine.getEngine("PyTorch");
        // Should other code in this process have started the engine first, its settings are older.
        JniUtils.setNumThreads(Integer.getInteger("ai.djl.pytorch.num_threads"));
      } catch (RuntimeException | LinkageError e) {
        failure = e;
      }
      ENGINE = engine;
      FAILURE = failure;
    }

    private static void setUnlessSet(String name, String value) {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    }
  }
}
