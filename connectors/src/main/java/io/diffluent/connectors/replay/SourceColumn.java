package io.diffluent.connectors.replay;

import io.diffluent.connectors.Suggestion;
import java.io.Serializable;
import java.util.List;

/**
 * A column whose value says from which data source a row is.
 *
 * @param name the column
 * @param sources names of the sources; a value's place in the list is the source index
 */
record SourceColumn(String name, List<String> sources) implements Serializable {

  SourceColumn {
    sources = List.copyOf(sources);
  }

  /** Refuses a specification that names a source which no row can have. */
  static void check(PollutionSpec spec, SourceColumn column) {
    for (PollutionSpec.Rule rule : spec.rules()) {
      for (String source : rule.sources()) {
        if (column == null) {
          throw new IllegalArgumentException(
              "pollution of source '" + source + "': no column tells the sources of the rows");
        }
        if (!column.sources().contains(source)) {
          throw new IllegalArgumentException(
              "pollution of source '"
                  + source
                  + "', which is none of "
                  + column.sources()
                  + Suggestion.of(source, column.sources()));
        }
      }
    }
  }

  int position(String file, List<String> header) {
    int position = header.indexOf(name);
    if (position < 0) {
      throw new InputException(
          file,
          1,
          "there is no source column '" + name + "'",
          "Correct its name" + Suggestion.of(name, header));
    }
    return position;
  }

  int index(String file, long line, String value) {
    int index = value == null ? -1 : sources.indexOf(value.strip());
    if (index < 0) {
      throw new InputException(
          file,
          line,
          "'" + value + "' in column '" + name + "' is no source",
          "The sources are " + sources + ": add it, or correct the row.");
    }
    return index;
  }
}
