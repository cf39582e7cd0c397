package io.diffluent.core.record;

/**
 * The label of an event, which came by itself.
 *
 * @param model the model key
 * @param id which event it belongs to: the value of its id field, or the id of its prediction
 * @param text the label as written (numbers in their usual notation), never null; whether it can be
 *     read is decided by the learner
 * @param event as it came; its timestamp is the time of the label
 */
public record LabelEvent(String model, String id, String text, RawEvent event) implements Arrival {

  public long timestamp() {
    return event.timestamp();
  }
}
