package io.diffluent.core.stats;

import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Rows.Unparsed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cells and pasts that nobody wishes for. */
public final class Hostile {

  private static final Object[] NUMBERS = {
    null,
    0.0,
    -0.0,
    1e308,
    -1e308,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    1e-308,
    -200.0,
    -1.0,
    new Unparsed("12 kg", 12),
    new Unparsed("unknown", Double.NaN),
    new Unparsed("#", Double.NaN),
    new Unparsed("1e308x", 1e308)
  };

  private static final String[] TEXTS = {
    null, "", " ", "?", "Lisbon", "Lisbn", "12", "-", "\u0000", "\uD83D\uDE00", "x".repeat(4096)
  };

  private Hostile() {}

  /** Every hostile cell in every column of {@link Past#SCHEMA}, with a hostile neighbourhood. */
  public static List<Row> rows() {
    List<Row> rows = new java.util.ArrayList<>();
    for (Object number : NUMBERS) {
      for (String text : TEXTS) {
        rows.add(Rows.of(number, NUMBERS[rows.size() % NUMBERS.length], text, text));
      }
    }
    return rows;
  }

  public static Map<String, Past> pasts() {
    List<Row> rows = rows();
    Map<String, Past> pasts = new LinkedHashMap<>();
    pasts.put("no past", Past.none());
    pasts.put("one record", Past.of(1, Past.ordinaryRows(1)));
    pasts.put("constant", Past.of(40, i -> Rows.of(7, 7, "same", "1")));
    pasts.put("all missing", Past.of(40, i -> Rows.of(null, null, null, null)));
    pasts.put("two values", Past.of(64, i -> Rows.of(i % 2, 1e-300 * (i % 2), "a" + i % 2, "b")));
    pasts.put("ordinary", Past.ordinary());
    pasts.put("huge", Past.of(64, i -> Rows.of((i % 2 - 0.5) * 2 * 1e308, 1e308, "a", "b")));
    pasts.put("hostile", Past.of(400, i -> rows.get(i * 31 % rows.size())));
    return pasts;
  }
}
