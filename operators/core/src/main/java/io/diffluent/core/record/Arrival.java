package io.diffluent.core.record;

/** What arrives at a model: a record, or the label of a record that came before. */
public sealed interface Arrival permits Record, LabelEvent {

  /** The model key. */
  String model();
}
