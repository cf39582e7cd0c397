package io.diffluent.engine;

import io.diffluent.core.model.ModelFactory;

/** A factory whose models live on a device that is known only where the job runs. */
public sealed interface DeviceModelFactory extends ModelFactory
    permits StackedModelFactory, BlockModelFactory {

  DeviceChoice device();

  /** The same factory for the given device. */
  DeviceModelFactory on(DeviceChoice device);
}
