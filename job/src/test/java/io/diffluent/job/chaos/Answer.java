package io.diffluent.job.chaos;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What a reader who knows only the contract takes from a prediction.
 *
 * <p>Fields that are not there have the values of {@link #UNREADABLE}. Reading ends at the last
 * field that is wanted, so a long receipt costs nothing.
 *
 * @param id of the event
 * @param model key of the model that answered
 * @param version learning steps of that model before the answer
 * @param value predicted number
 */
record Answer(String id, String model, long version, double value) {

  static final Answer UNREADABLE = new Answer("", "", -1, Double.NaN);

  private static final JsonFactory JSON = new JsonFactory();
  private static final double TOLERANCE = 1e-6;

  static Answer of(byte[] bytes) {
    if (bytes == null) {
      return UNREADABLE;
    }
    String id = UNREADABLE.id;
    String model = UNREADABLE.model;
    double value = UNREADABLE.value;
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return UNREADABLE;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "id" -> id = json.getText();
          case "model" -> model = json.getText();
          case "prediction" ->
              value = json.currentToken().isNumeric() ? json.getDoubleValue() : Double.NaN;
          case "version" -> {
            return new Answer(id, model, json.getLongValue(), value);
          }
          default -> json.skipChildren();
        }
      }
      return UNREADABLE;
    } catch (IOException notJson) {
      return UNREADABLE;
    }
  }

  /** Whether two values are the same number, to 1e-6 of the larger one. */
  static boolean close(double one, double other) {
    return Double.compare(one, other) == 0
        || Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
  }
}
