package io.diffluent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.Test;

/** The engine starts bounded, and says in plain words when it cannot. */
class EngineStartTest {

  @Test
  void startsOffLineWithOneThread() {
    assertThat(EngineStart.check(DeviceChoice.CPU)).startsWith("PyTorch").endsWith("cpu()");
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    assertThat(JniUtils.getNumThreads()).isEqualTo(1);
    assertThat(JniUtils.getNumInteropThreads()).isEqualTo(1);
  }

  @Test
  void failureNamesWhatWhereAndRemedy() {
    Throwable cause =
        new IllegalStateException("start", new UnsatisfiedLinkError("libtorch.so: not found"));
    assertThat(EngineStart.unavailable(cause))
        .hasMessageContaining("libtorch.so: not found")
        .hasMessageContaining("where: " + System.getProperty("os.name"))
        .hasMessageContaining("what to do: ")
        .hasCause(cause);
  }

  @Test
  void choiceReadsThreeWords() {
    assertThat(DeviceChoice.parse("cpu")).isEqualTo(DeviceChoice.CPU);
    assertThat(DeviceChoice.parse("gpu")).isEqualTo(DeviceChoice.GPU);
    assertThat(DeviceChoice.parse("auto").withGpu(2)).isEqualTo(DeviceChoice.AUTO.withGpu(2));
    assertThatThrownBy(() -> DeviceChoice.parse("tpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cpu, gpu or auto");
    assertThatThrownBy(() -> DeviceChoice.GPU.withGpu(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void absentGpuIsRefusedAndAutoFallsBack() {
    EngineStart.check(DeviceChoice.CPU);
    assumeThat(Engine.getEngine("PyTorch").getGpuCount()).isZero();
    assertThatThrownBy(() -> EngineStart.check(DeviceChoice.GPU.withGpu(1)))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContainingAll("GPU 1 was asked for", "what to do");
    assertThat(EngineStart.check(DeviceChoice.AUTO)).endsWith("cpu()");
  }
}
