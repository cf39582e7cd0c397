package io.diffluent.flink.operators;

import io.diffluent.core.learn.Prediction;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What comes behind the operator: it refuses the second prediction, and takes all others. */
final class FailsOnce extends TypeSerializerSingleton<Prediction> {

  private static final long serialVersionUID = 1;

  private final TypeSerializer<Prediction> sound = Bench.prediction();
  private int seen;

  @Override
  public Prediction copy(Prediction prediction) {
    if (++seen == 2) {
      throw new IllegalStateException("the failure behind the operator");
    }
    return sound.copy(prediction);
  }

  @Override
  public Prediction copy(Prediction prediction, Prediction reuse) {
    return copy(prediction);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    sound.copy(source, target);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Prediction createInstance() {
    return null;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Prediction prediction, DataOutputView target) throws IOException {
    sound.serialize(prediction, target);
  }

  @Override
  public Prediction deserialize(DataInputView source) throws IOException {
    return sound.deserialize(source);
  }

  @Override
  public Prediction deserialize(Prediction reuse, DataInputView source) throws IOException {
    return sound.deserialize(source);
  }

  @Override
  public TypeSerializerSnapshot<Prediction> snapshotConfiguration() {
    return sound.snapshotConfiguration();
  }
}
