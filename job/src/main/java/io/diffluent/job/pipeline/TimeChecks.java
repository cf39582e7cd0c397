package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.TimePart;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.ml.param.StringParam;

/** The rules about columns that are parts of a time. */
final class TimeChecks {

  private static final String FIELD = "name the field that holds the time";

  private final Problems problems;

  TimeChecks(Problems problems) {
    this.problems = problems;
  }

  void check(Settings root) {
    List<Settings> columns = root.all(Sections.COLUMNS);
    // A name that is there twice is a problem of its own.
    Map<String, Settings> byName =
        columns.stream().collect(Collectors.toMap(Settings::name, c -> c, (first, next) -> first));
    for (Settings column : columns) {
      together(column);
      if (column.given(TimeOptions.FROM)) {
        source(column, byName, root.one(Sections.LABEL).get(Options.LABEL_COLUMN));
        name(column, "id", root.get(Options.ID));
        name(column, "key", root.get(Options.KEY));
        plain(column, Options.COLUMN_UNIT, "unit");
        plain(column, Options.COLUMN_DECIMAL, "decimal");
        plain(column, Options.COLUMN_WRITTEN, "written");
      }
      type(column);
    }
  }

  private void together(Settings column) {
    boolean from = column.given(TimeOptions.FROM);
    boolean part = column.given(TimeOptions.PART);
    if (from && !part) {
      problems.add(
          column.at(TimeOptions.FROM),
          column.path("part"),
          column.path() + " does not say which part of the time it is",
          "add part: hour, weekday, month or days");
    }
    if (part && !from) {
      problems.add(
          column.at(TimeOptions.PART),
          column.path("from"),
          column.path() + " is part of a time, but of none that is named",
          "add from: the field that holds the time, or remove part");
    }
    if (column.given(TimeOptions.ORDER) && !from && !part) {
      problems.add(
          column.at(TimeOptions.ORDER),
          column.path("order"),
          "order has no meaning for a column that is no part of a time",
          "remove it, or add from and part");
    }
  }

  private void source(Settings column, Map<String, Settings> byName, String label) {
    String from = column.get(TimeOptions.FROM);
    if (from == null) {
      return;
    }
    if (from.equals(label)) {
      problems.add(
          column.at(TimeOptions.FROM),
          column.path("from"),
          column.path() + " is part of the label '" + label + "'",
          "remove it: neither a label nor a part of it is ever an input");
    }
    Settings source = byName.get(from);
    if (source != null && source.given(TimeOptions.FROM)) {
      String what = source == column ? "itself" : "'" + from + "', which is a part of a time";
      problems.add(
          column.at(TimeOptions.FROM),
          column.path("from"),
          column.path() + " is taken from " + what,
          source == column ? FIELD + ", and give the part another name" : FIELD);
    }
  }

  private void name(Settings column, String role, String field) {
    if (column.name().equals(field)) {
      problems.add(
          column.at(),
          column.path(),
          "'" + field + "' is a part of a time and the field of the " + role,
          "give the part another name");
    }
  }

  private void plain(Settings column, StringParam option, String key) {
    if (column.given(option)) {
      problems.add(
          column.at(option), column.path(key), "a part of a time has no " + key, "remove it");
    }
  }

  private void type(Settings column) {
    String part = column.get(TimeOptions.PART);
    String type = column.get(Options.COLUMN_TYPE);
    if (part == null || type == null) {
      return;
    }
    TimePart of = PipelineSpec.constant(TimePart.class, part);
    boolean numeric = type.equals("numeric");
    if (numeric ? !of.isAmount() : !of.isCategory()) {
      problems.add(
          column.at(Options.COLUMN_TYPE),
          column.path("type"),
          "part: " + part + " cannot be " + type,
          "make it " + (numeric ? "categorical" : "numeric"));
    }
  }
}
