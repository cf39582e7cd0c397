package io.diffluent.connectors.wire;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.Header;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Parser;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.RejectReason;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From one JSON object to the cells of a record.
 *
 * <p>Cells: a field that is absent, null or blank is a missing cell. A numeric column takes a JSON
 * number, or a text that strictly is a plain number ({@link NumberText#parse}) or one in the
 * notation that the field is said to have ({@link Notations}); any other text is kept as it is,
 * with the number that {@link NumberGuess} reads from it. A categorical column and the label take
 * any scalar as text, numbers and texts that are numbers in their canonical form ({@link
 * NumberText#canonical}); the id and the model key as well, but a text stays as it is. A column
 * that is part of a time ({@link TimeOf}) takes it from the time that another field holds ({@link
 * WrittenTime}); several columns may have their parts from one field, and a text that is no time is
 * kept in each of them. Fields that no one asked for may hold anything and are skipped.
 *
 * <p>Laws: {@link #parse} never throws, whatever the bytes; the same event gives the same outcome;
 * memory and time are bounded by the limits. A record's texts are always encodable as UTF-8.
 *
 * <p>Safe for many threads; a few hundred nanoseconds to a few microseconds per event.
 */
public final class JsonParser implements Parser {

  private static final long serialVersionUID = 1L;

  private final String[] columns;
  private final boolean[] numeric;
  private final List<List<String>> sentinels;
  private final String label;
  private final Limits limits;
  private final String idField;
  private final String modelKeyField;
  private final String pipeline;
  private final boolean readClean;
  private final Notations notations;

  /** Built where it is needed: the reader itself does not travel with a job. */
  private transient volatile DocumentReader reader;

  /** A parser for fields that are written plainly. */
  public JsonParser(
      Schema schema,
      Limits limits,
      String idField,
      String modelKeyField,
      String pipeline,
      boolean readClean) {
    this(schema, limits, idField, modelKeyField, pipeline, readClean, Notations.PLAIN);
  }

  /**
   * @param schema columns and label
   * @param limits every bound
   * @param idField field whose value names the event to people, or null
   * @param modelKeyField field whose value is the model key, or null: one model for all events
   * @param pipeline the model key when there is no such field
   * @param readClean whether {@link Header#CLEAN} is read into {@link Record#clean()}
   * @param notations fields that are not written plainly
   */
  public JsonParser(
      Schema schema,
      Limits limits,
      String idField,
      String modelKeyField,
      String pipeline,
      boolean readClean,
      Notations notations) {
    List<Column> all = schema.columns();
    columns = new String[all.size()];
    numeric = new boolean[all.size()];
    sentinels = all.stream().map(Column::sentinels).toList();
    for (int c = 0; c < columns.length; c++) {
      columns[c] = all.get(c).name();
      numeric[c] = all.get(c).isNumeric();
    }
    this.label = schema.label().column();
    this.limits = limits;
    this.idField = idField;
    this.modelKeyField = modelKeyField;
    this.pipeline = pipeline;
    this.readClean = readClean;
    this.notations = notations;
  }

  @Override
  public Parsed parse(RawEvent event) {
    byte[] value = event.value();
    if (value == null || value.length == 0) {
      return new Parsed.Rejected(event, RejectReason.EMPTY, "the event has no value");
    }
    String envelope = tooLargeAround(event, limits, Header.CLEAN);
    if (envelope != null) {
      return new Parsed.Rejected(event, RejectReason.TOO_LARGE, envelope);
    }
    try {
      Document document = reader().read(value);
      if (modelKeyField != null && document.model == null) {
        return new Parsed.Rejected(
            event, RejectReason.NO_MODEL_KEY, "model key field '" + modelKeyField + "' is missing");
      }
      return new Parsed.Accepted(record(event, document));
    } catch (Refusal refusal) {
      return new Parsed.Rejected(event, refusal.reason(), refusal.getMessage());
    }
  }

  /**
   * What is too large beside the value, or null: key and headers travel on with the prediction, or
   * wait in the state with a label.
   *
   * @param dropped name of the header that does not travel on; null if all do
   */
  static String tooLargeAround(RawEvent event, Limits limits, String dropped) {
    if (event.headers().size() > limits.fields()) {
      return event.headers().size() + " headers, at most " + limits.fields() + " are carried";
    }
    long bytes = event.key() == null ? 0 : event.key().length;
    for (Header header : event.headers()) {
      if (!header.name().equals(dropped)) {
        bytes += header.name().getBytes(StandardCharsets.UTF_8).length;
        bytes += header.value() == null ? 0 : header.value().length;
      }
    }
    return bytes > limits.eventBytes()
        ? bytes + " bytes of key and headers, at most " + limits.eventBytes() + " are carried"
        : null;
  }

  private Record record(RawEvent event, Document document) {
    Envelope envelope =
        new Envelope(
            event.origin(),
            event.timestamp(),
            event.source(),
            document.id,
            modelKeyField == null ? pipeline : document.model,
            event.key(),
            usersHeaders(event.headers()));
    Row clean = readClean ? clean(event.headers()) : null;
    return new Record(envelope, document.row(), document.label, clean);
  }

  private Row clean(List<Header> headers) {
    for (Header header : headers) {
      if (header.name().equals(Header.CLEAN) && header.value() != null) {
        try {
          return reader().read(header.value()).row();
        } catch (Refusal unreadable) {
          // Ground truth is an aid of evaluation: without it the event is an event all the same.
          return null;
        }
      }
    }
    return null;
  }

  private static List<Header> usersHeaders(List<Header> headers) {
    for (Header header : headers) {
      if (header.name().startsWith(Header.PREFIX)) {
        return headers.stream().filter(h -> !h.name().startsWith(Header.PREFIX)).toList();
      }
    }
    return headers;
  }

  private DocumentReader reader() {
    DocumentReader ready = reader;
    if (ready == null) {
      // Two threads may build one each: they are equal.
      ready = new DocumentReader(fields(), columns.length, limits, notations.noLabels());
      reader = ready;
    }
    return ready;
  }

  private Map<String, DocumentReader.Field> fields() {
    Map<String, Integer> index = new HashMap<>();
    Map<String, List<TimeCells.Cell>> times = new HashMap<>();
    for (int c = 0; c < columns.length; c++) {
      TimeOf time = notations.times().get(columns[c]);
      if (time == null) {
        index.put(columns[c], c);
      } else {
        times
            .computeIfAbsent(time.field(), field -> new ArrayList<>())
            .add(new TimeCells.Cell(c, time.part(), time.order(), numeric[c], sentinels.get(c)));
      }
    }
    times.keySet().forEach(field -> index.putIfAbsent(field, -1));
    index.putIfAbsent(label, -1);
    if (idField != null) {
      index.putIfAbsent(idField, -1);
    }
    if (modelKeyField != null) {
      index.putIfAbsent(modelKeyField, -1);
    }
    Map<String, DocumentReader.Field> fields = new HashMap<>();
    index.forEach(
        (name, c) ->
            fields.put(
                name,
                new DocumentReader.Field(
                    name,
                    c,
                    c >= 0 && numeric[c],
                    name.equals(label),
                    name.equals(idField),
                    name.equals(modelKeyField),
                    notations.numbers().getOrDefault(name, NumberNotation.PLAIN),
                    new TimeCells(times.getOrDefault(name, List.of())))));
    return fields;
  }
}
