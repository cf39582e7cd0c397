package io.diffluent.flink.operators;

import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.engine.DeviceModelFactory;
import java.util.Comparator;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;

/** Puts a learner's models on the GPU that Flink has given this task as an external resource. */
final class Gpu {

  /** The name under which Flink's GPU driver is configured. */
  static final String RESOURCE = "gpu";

  private static final String INDEX = "index";

  private Gpu() {}

  /** The configuration on the first GPU of this task; unchanged if there is none. */
  static LearnerConfig place(LearnerConfig config, Set<ExternalResourceInfo> resources) {
    if (!(config.model() instanceof DeviceModelFactory models)) {
      return config;
    }
    return resources.stream()
        .flatMap(resource -> resource.getProperty(INDEX).stream())
        .map(Integer::parseInt)
        .min(Comparator.naturalOrder())
        .map(index -> config.withModel(models.on(models.device().withGpu(index))))
        .orElse(config);
  }
}
