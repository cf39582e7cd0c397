package io.diffluent.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where models live. A choice is made when a job is written and resolved where the job runs.
 *
 * @param kind the kind of device
 * @param gpu index of the GPU on its machine; Flink hands it out at run time as an external
 *     resource
 */
public record DeviceChoice(Kind kind, int gpu) implements Serializable {

  /** The words a configuration may use. */
  public enum Kind {
    /** Always the CPU. */
    CPU,
    /** A GPU, or a refusal to start. */
    GPU,
    /** A GPU where one can be used, else the CPU. */
    AUTO
  }

  public static final DeviceChoice CPU = new DeviceChoice(Kind.CPU, 0);
  public static final DeviceChoice GPU = new DeviceChoice(Kind.GPU, 0);
  public static final DeviceChoice AUTO = new DeviceChoice(Kind.AUTO, 0);

  public DeviceChoice {
    if (gpu < 0) {
      throw new IllegalArgumentException("GPU index " + gpu + "; it counts from 0");
    }
  }

  /**
   * Reads {@code cpu}, {@code gpu} or {@code auto}.
   *
   * @throws IllegalArgumentException for any other word
   */
  public static DeviceChoice parse(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
        .map(kind -> new DeviceChoice(kind, 0))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("device '" + word + "'; use cpu, gpu or auto"));
  }

  /** The same choice on the GPU of that index; the CPU ignores it. */
  public DeviceChoice withGpu(int index) {
    return new DeviceChoice(kind, index);
  }

  /**
   * The device to use.
   *
   * @throws EngineUnavailableException if a GPU is asked for and cannot be used
   */
  Device resolve(Engine engine) {
    int present = kind == Kind.CPU ? 0 : engine.getGpuCount();
    if (gpu < present) {
      return Device.gpu(gpu);
    }
    if (kind == Kind.GPU) {
      throw new EngineUnavailableException(
          "GPU " + gpu + " was asked for, but " + present + " GPUs can be used.",
          engine.getEngineName() + " " + engine.getVersion() + " in this process",
          "set the device to 'auto' or 'cpu'; or run where a GPU and its driver are visible"
              + " (nvidia-smi lists it), with the CUDA build of libtorch at PYTORCH_LIBRARY_PATH or"
              + " on the class path and a libcudart.so of that very name on LD_LIBRARY_PATH.",
          null);
    }
    return Device.cpu();
  }
}
