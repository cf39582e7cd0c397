package io.diffluent.flink.operators;

import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.engine.DeviceModelFactory;
import io.diffluent.engine.EngineStart;
import java.util.Comparator;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a learner's models on the GPU that Flink has given this task as an external resource. */
final class Gpu {

  private static final Logger LOG = LoggerFactory.getLogger(Gpu.class);

  /** The name under which Flink's GPU driver is configured. */
  static final String RESOURCE = "gpu";

  private static final String INDEX = "index";

  private Gpu() {}

  /**
   * Starts the engine where the models will live: a device that is missing is known before the
   * first record comes, and which one {@code auto} has found is in the log.
   *
   * @throws io.diffluent.engine.EngineUnavailableException if it does not start there
   */
  static void check(LearnerConfig config) {
    if (config.model() instanceof DeviceModelFactory models) {
      LOG.info("Models: {}", EngineStart.check(models.device()));
    }
  }

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
