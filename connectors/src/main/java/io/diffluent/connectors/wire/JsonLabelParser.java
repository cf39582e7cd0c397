package io.diffluent.connectors.wire;

import io.diffluent.core.record.LabelEvent;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Parser;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.RejectReason;
import java.util.HashMap;
import java.util.Map;

/**
 * From one JSON object to the label of an event that came before, such as {@code {"id":
 * "rides-0-13201", "cnt": 187}}.
 *
 * <p>Laws: those of {@link JsonParser}. A label event without an id, without a model key where
 * there is one per field, or whose label says that there is none, is rejected.
 */
public final class JsonLabelParser implements Parser {

  private static final long serialVersionUID = 1L;

  /** Field of the event's id where the events have no id field of their own. */
  public static final String ID = "id";

  private final String label;
  private final Limits limits;
  private final String idField;
  private final String modelKeyField;
  private final String pipeline;
  private final Notations notations;
  private transient volatile DocumentReader reader;

  /**
   * @param label field of the label
   * @param idField field of the event's id, or null: {@link #ID}, the id of its prediction
   * @param modelKeyField field of the model key, or null: one model for all events
   * @param pipeline the model key when there is no such field
   * @param notations how the label is written
   */
  public JsonLabelParser(
      String label,
      Limits limits,
      String idField,
      String modelKeyField,
      String pipeline,
      Notations notations) {
    this.label = label;
    this.limits = limits;
    this.idField = idField == null ? ID : idField;
    this.modelKeyField = modelKeyField;
    this.pipeline = pipeline;
    this.notations = notations;
  }

  @Override
  public Parsed parse(RawEvent event) {
    if (event.value() == null || event.value().length == 0) {
      return new Parsed.Rejected(event, RejectReason.EMPTY, "the label event has no value");
    }
    String envelope = JsonParser.tooLargeAround(event, limits, null);
    if (envelope != null) {
      return new Parsed.Rejected(event, RejectReason.TOO_LARGE, envelope);
    }
    try {
      Document document = reader().read(event.value());
      if (document.id == null) {
        return missing(event, RejectReason.NO_EVENT_ID, "id field '" + idField + "'");
      }
      if (modelKeyField != null && document.model == null) {
        return missing(event, RejectReason.NO_MODEL_KEY, "model key field '" + modelKeyField + "'");
      }
      if (document.label == null) {
        return missing(event, RejectReason.NO_LABEL, "label '" + label + "'");
      }
      String model = modelKeyField == null ? pipeline : document.model;
      return new Parsed.Labels(new LabelEvent(model, document.id, document.label, event));
    } catch (Refusal refusal) {
      return new Parsed.Rejected(event, refusal.reason(), refusal.getMessage());
    }
  }

  private static Parsed missing(RawEvent event, RejectReason reason, String what) {
    return new Parsed.Rejected(event, reason, what + " is missing in the label event");
  }

  private DocumentReader reader() {
    DocumentReader ready = reader;
    if (ready == null) {
      ready = new DocumentReader(fields(), 0, limits, notations.noLabels());
      reader = ready;
    }
    return ready;
  }

  private Map<String, DocumentReader.Field> fields() {
    Map<String, DocumentReader.Field> fields = new HashMap<>();
    fields.put(label, field(label));
    fields.put(idField, field(idField));
    if (modelKeyField != null) {
      fields.put(modelKeyField, field(modelKeyField));
    }
    return fields;
  }

  private DocumentReader.Field field(String name) {
    return new DocumentReader.Field(
        name,
        -1,
        false,
        name.equals(label),
        name.equals(idField),
        name.equals(modelKeyField),
        notations.numbers().getOrDefault(name, NumberNotation.PLAIN),
        TimeCells.NONE);
  }
}
