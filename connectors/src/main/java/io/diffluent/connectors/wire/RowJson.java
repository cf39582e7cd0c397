package io.diffluent.connectors.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** A row of texts as the JSON object of an event. Empty cells are left out. */
public final class RowJson {

  private RowJson() {}

  /** Every cell as a text, the way a file has it. */
  public static byte[] texts(List<String> names, String[] cells) {
    return JsonBytes.object(json -> write(json, names, cells, false));
  }

  /** Cells that are JSON numbers as numbers, the others as texts. */
  public static byte[] typed(List<String> names, String[] cells) {
    return JsonBytes.object(json -> write(json, names, cells, true));
  }

  private static void write(JsonGenerator json, List<String> names, String[] cells, boolean typed)
      throws IOException {
    for (int c = 0; c < cells.length; c++) {
      String cell = cells[c];
      if (cell != null && !cell.isEmpty()) {
        json.writeFieldName(Text.wellFormed(names.get(c)));
        if (typed && NumberText.canonical(cell) != null) {
          json.writeNumber(cell);
        } else {
          JsonBytes.text(json, cell);
        }
      }
    }
  }
}
