package io.diffluent.connectors.wire;

import io.diffluent.core.record.Row;
import java.util.Arrays;

/** The fields of one event that anybody asked for, while it is being read. */
final class Document {

  final double[] numbers;
  final String[] texts;
  String label;
  String id;
  String model;

  Document(int columns) {
    numbers = new double[columns];
    Arrays.fill(numbers, Double.NaN);
    texts = new String[columns];
  }

  Row row() {
    return new Row(numbers, texts);
  }
}
