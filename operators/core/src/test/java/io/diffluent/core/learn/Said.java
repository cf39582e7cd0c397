package io.diffluent.core.learn;

import io.diffluent.core.evaluate.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Everything a learner has said. */
public class Said implements Learner.Output {

  public final List<Prediction> predictions = new ArrayList<>();
  public final List<Outcome> outcomes = new ArrayList<>();
  public final List<Telemetry> telemetry = new ArrayList<>();

  /** All predictions, to the bit. */
  static byte[] bytes(List<Prediction> predictions) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      for (Prediction prediction : predictions) {
        PredictionCodec.INSTANCE.write(prediction, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void prediction(Prediction prediction) {
    predictions.add(prediction);
  }

  @Override
  public void outcome(Outcome outcome) {
    outcomes.add(outcome);
  }

  @Override
  public void telemetry(Telemetry record) {
    telemetry.add(record);
  }
}
