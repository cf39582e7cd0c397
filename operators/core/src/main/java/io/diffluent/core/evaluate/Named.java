package io.diffluent.core.evaluate;

/** A number with a name: a weight, a suspicion, a probability, a metric. */
public record Named(String name, double value) {}
