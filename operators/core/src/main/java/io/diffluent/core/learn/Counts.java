package io.diffluent.core.learn;

import io.diffluent.core.evaluate.Named;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** What happened to the records of one key. */
public final class Counts {

  long scored;
  long learned;
  long unlabelled;
  long suspectCells;
  long changedCells;
  long implausibleLabels;
  long skippedBatches;
  long replaySteps;

  public List<Named> values() {
    return List.of(
        new Named("scored", scored),
        new Named("learned", learned),
        new Named("unlabelled", unlabelled),
        new Named("suspectCells", suspectCells),
        new Named("changedCells", changedCells),
        new Named("implausibleLabels", implausibleLabels),
        new Named("skippedBatches", skippedBatches),
        new Named("replaySteps", replaySteps));
  }

  void write(DataOutput out) throws IOException {
    for (Named value : values()) {
      out.writeLong((long) value.value());
    }
  }

  void read(DataInput in) throws IOException {
    scored = in.readLong();
    learned = in.readLong();
    unlabelled = in.readLong();
    suspectCells = in.readLong();
    changedCells = in.readLong();
    implausibleLabels = in.readLong();
    skippedBatches = in.readLong();
    replaySteps = in.readLong();
  }
}
