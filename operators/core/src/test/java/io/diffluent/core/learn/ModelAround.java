package io.diffluent.core.learn;

import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelShape;

/** A model that is another one in all that it does not do itself. */
interface ModelAround extends Model {

  Model model();

  @Override
  default ModelShape shape() {
    return model().shape();
  }

  @Override
  default float[] preconditioner(int arm) {
    return model().preconditioner(arm);
  }

  @Override
  default Snapshot snapshot() {
    return model().snapshot();
  }

  @Override
  default void restore(Snapshot snapshot) {
    model().restore(snapshot);
  }

  @Override
  default void close() {
    model().close();
  }
}
