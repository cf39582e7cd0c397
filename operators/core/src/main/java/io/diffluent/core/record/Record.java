package io.diffluent.core.record;

/**
 * A parsed event.
 *
 * @param envelope what travels beside the cells
 * @param row the cells, dirty as they came
 * @param label the label's text as written (numbers in their usual notation), or null when the
 *     event carries none; whether it can be read is decided by the learner
 * @param clean the row without injected errors when a polluter knows it, else null
 */
public record Record(Envelope envelope, Row row, String label, Row clean) implements Arrival {

  @Override
  public String model() {
    return envelope.model();
  }
}
