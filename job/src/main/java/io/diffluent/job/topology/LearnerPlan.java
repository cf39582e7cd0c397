package io.diffluent.job.topology;

import io.diffluent.core.cells.CleanerConfig;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Replay;
import io.diffluent.core.model.ModelFactory;
import io.diffluent.core.record.Limits;
import io.diffluent.engine.BlockFactory;
import io.diffluent.engine.BlockModelFactory;
import io.diffluent.engine.DeviceChoice;
import io.diffluent.engine.StackedModelFactory;
import io.diffluent.job.pipeline.PipelineSpec;
import java.util.List;
import java.util.Locale;

/** From a pipeline file to the learner it describes. */
public final class LearnerPlan {

  private LearnerPlan() {}

  /**
   * @param arms the arms to train, instead of the file's
   * @param seed instead of the file's
   * @param outcomes whether every arm's answers are wanted, for a report
   * @throws IllegalArgumentException if the model's block cannot be made
   */
  public static LearnerConfig of(
      PipelineSpec spec, List<String> arms, long seed, boolean outcomes) {
    PipelineSpec.Learn learn = spec.learn();
    return new LearnerConfig(
        spec.pipeline(),
        spec.schema(),
        new CleanerConfig(
            spec.clean().detectors(), spec.clean().repairs(), spec.clean().neighbours()),
        spec.activeSteps(),
        learn.rule(),
        spec.model().hidden(),
        model(spec),
        learn.batch(),
        learn.replay() == PipelineSpec.Learn.REPLAY_AUTO
            ? Replay.AUTO
            : Replay.always(learn.replay()),
        seed,
        arms,
        trusted(spec),
        learn.guardMargin(),
        learn.window(),
        learn.scoreBatch(),
        learn.telemetryEvery(),
        outcomes,
        learn.lags(),
        spec.clean().prune(),
        Long.MAX_VALUE,
        limits(spec));
  }

  public static LearnerConfig of(PipelineSpec spec) {
    return of(spec, spec.learn().arms(), spec.learn().seed(), false);
  }

  /**
   * The same, if a job can run it.
   *
   * @throws IllegalArgumentException saying what cannot be made, or is too large
   */
  public static LearnerConfig runnable(PipelineSpec spec) {
    LearnerConfig config = of(spec);
    config.checkArms();
    config.checkState();
    return config;
  }

  private static int trusted(PipelineSpec spec) {
    for (int i = 0; i < spec.sources().size(); i++) {
      if (spec.sources().get(i).trusted()) {
        return i;
      }
    }
    return -1;
  }

  private static Limits limits(PipelineSpec spec) {
    return Limits.DEFAULT.withReservoir(spec.clean().reservoir());
  }

  /** Where the models are wanted. */
  public static DeviceChoice device(PipelineSpec spec) {
    return DeviceChoice.parse(spec.model().device().name().toLowerCase(Locale.ROOT));
  }

  private static ModelFactory model(PipelineSpec spec) {
    DeviceChoice device = device(spec);
    if (spec.model().type() != PipelineSpec.ModelType.BLOCK) {
      return new StackedModelFactory(spec.learn().optimizerSpec(), device);
    }
    return new BlockModelFactory(block(spec.model().block()), spec.learn().optimizerSpec(), device);
  }

  private static BlockFactory block(String name) {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return (BlockFactory)
          Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalArgumentException(
          "model.block: '"
              + name
              + "' is no "
              + BlockFactory.class.getName()
              + " with a public constructor without arguments on the class path ("
              + e
              + ")",
          e);
    }
  }
}
