package io.diffluent.core.learn;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.ColumnType;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Schema;
import io.diffluent.core.record.Task;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a stored state belongs to, by name.
 *
 * <p>Columns, sources, detectors, repairs and steps may come and go between two states; label,
 * arms, hidden layers and past labels as inputs may not: there is no model to go on with.
 */
record StateLayout(
    List<Column> columns,
    Label label,
    List<String> sources,
    List<String> arms,
    List<Integer> hidden,
    int lags,
    List<String> detectors,
    List<String> repairs,
    List<String> steps) {

  private static final int MOST = 1 << 16;

  static StateLayout of(LearnerConfig config) {
    return of(config, config.armNames());
  }

  /** The same for one who knows the names of the arms already. */
  static StateLayout of(LearnerConfig config, List<String> arms) {
    return new StateLayout(
        bare(config.schema()),
        config.schema().label(),
        config.schema().sources(),
        arms,
        config.hidden(),
        config.lags(),
        config.cleaner().detectors(),
        config.cleaner().repairs(),
        config.steps());
  }

  Schema schema() {
    return new Schema(columns, label, sources);
  }

  /** The schema, with what means "missing" in its columns today: that is no part of a state. */
  Schema schemaAsIn(Schema now) {
    List<Column> bare = bare(now);
    List<Column> meaning =
        columns.stream()
            .map(column -> bare.contains(column) ? now.columns().get(bare.indexOf(column)) : column)
            .toList();
    return new Schema(meaning, label, sources);
  }

  /** A column is its name, type and size; what means "missing" in it may change. */
  private static List<Column> bare(Schema schema) {
    return schema.columns().stream()
        .map(column -> new Column(column.name(), column.type(), column.size(), List.of()))
        .toList();
  }

  /** Whether cells and examples lie as they do in the other one. */
  boolean hasSameCells(StateLayout other) {
    return columns.equals(other.columns) && sources.equals(other.sources);
  }

  /** A number that tells columns and sources from others; see {@link #hasSameCells}. */
  static int cells(Schema schema) {
    return (bare(schema) + " " + schema.sources()).hashCode();
  }

  private List<String> shapes() {
    return columns.stream().map(StateLayout::shape).toList();
  }

  private static String shape(Column column) {
    return column.isNumeric() ? column.name() : column.name() + "[" + column.size() + "]";
  }

  /** Why a state of this layout cannot be gone on with, and what can be done; null if it can. */
  String refusal(StateLayout now) {
    if (modelShape().equals(now.modelShape())) {
      return null;
    }
    return "the state's model has another shape: it has "
        + modelShape()
        + ", the pipeline asks for "
        + now.modelShape()
        + ". Set the pipeline back to the state's shape, give it another name, or start without"
        + " the state";
  }

  private String modelShape() {
    return "label %s (%s, %d classes), arms %s, hidden %s, %d label lags"
        .formatted(label.column(), label.task(), label.classes(), arms, hidden, lags);
  }

  /** What has come and gone since this layout, in words; empty if nothing has. */
  List<String> changes(StateLayout now) {
    List<String> changes = new ArrayList<>();
    changes(changes, "column", shapes(), now.shapes());
    changes(changes, "source", sources, now.sources);
    changes(changes, "detector", detectors, now.detectors);
    changes(changes, "repair", repairs, now.repairs);
    changes(changes, "step", steps, now.steps);
    return changes;
  }

  private static void changes(
      List<String> to, String what, List<String> before, List<String> after) {
    for (String name : after) {
      if (!before.contains(name)) {
        to.add(what + " " + name + " is new");
      }
    }
    for (String name : before) {
      if (!after.contains(name)) {
        to.add(what + " " + name + " is gone");
      }
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(columns.size());
    for (Column column : columns) {
      Fields.write(column.name(), out);
      out.writeBoolean(column.isNumeric());
      out.writeInt(column.size());
    }
    Fields.write(label.column(), out);
    Fields.write(label.task().name(), out);
    out.writeInt(label.classes());
    out.writeInt(lags);
    Fields.write(hidden.stream().mapToInt(Integer::intValue).toArray(), out);
    for (List<String> names : List.of(sources, arms, detectors, repairs, steps)) {
      Fields.write(names.toArray(String[]::new), out);
    }
  }

  static StateLayout read(DataInput in) throws IOException {
    int n = in.readInt();
    if (n < 1 || n > MOST) {
      throw new IOException(n + " columns");
    }
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < n; c++) {
      String name = Fields.readText(in);
      ColumnType type = in.readBoolean() ? ColumnType.NUMERIC : ColumnType.CATEGORICAL;
      int size = in.readInt();
      if (name == null || size < 1 || size > MOST || type == ColumnType.NUMERIC && size != 1) {
        throw new IOException("column " + name + " of size " + size);
      }
      columns.add(new Column(name, type, size, List.of()));
    }
    Label label = readLabel(in);
    int lags = in.readInt();
    int[] hidden = Fields.readInts(in);
    return new StateLayout(
        columns,
        label,
        names(in),
        names(in),
        Arrays.stream(hidden).boxed().toList(),
        lags,
        names(in),
        names(in),
        names(in));
  }

  private static Label readLabel(DataInput in) throws IOException {
    String column = Fields.readText(in);
    String task = Fields.readText(in);
    int classes = in.readInt();
    try {
      return new Label(column, Task.valueOf(task), classes);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IOException("label " + column + ": " + task + " of " + classes + " classes", e);
    }
  }

  private static List<String> names(DataInput in) throws IOException {
    String[] names = Fields.readTexts(in);
    for (String name : names) {
      if (name == null) {
        throw new IOException("a name is missing in the layout");
      }
    }
    return List.of(names);
  }
}
