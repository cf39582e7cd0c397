package io.diffluent.flink.operators;

import io.diffluent.core.evaluate.Named;
import io.diffluent.core.state.StateBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What became of the records and labels of one model key.
 *
 * <p>Law: {@code records = labelled + joined + late + expired + notExpected + waiting + overdue}.
 * Every record is in exactly one of them.
 */
final class LabelLedger {

  private static final String KIND = "label-ledger";
  private static final int VERSION = 1;

  /** A column of the ledger; the name is that of telemetry and metrics. */
  enum Entry {
    /** Records in all. */
    RECORDS("records"),
    /** Records that brought their label along; learned. */
    LABELLED("labelled"),
    /** Records whose label came in time; learned. */
    JOINED("joined"),
    /** Records whose label came too late. */
    LATE("late"),
    /** Records whose label never came. */
    EXPIRED("expired"),
    /** Records of sources without labels, or with the id of another record. */
    NOT_EXPECTED("notExpected"),
    /** Records that wait for their label now. */
    WAITING("waiting"),
    /** Records whose label has not come in time, and may still turn out to be late. */
    OVERDUE("overdue"),
    /** Records that no longer wait and are remembered now. */
    REMEMBERED("remembered"),
    /** Labels that wait for their record now. */
    EARLY("earlyLabels"),
    /** Second and further labels of one record; ignored. */
    REPEATED("repeatedLabels"),
    /** Labels whose record never came, or is forgotten. */
    UNMATCHED("unmatchedLabels"),
    /** Labels that cannot be read or believed. */
    UNREADABLE("unreadableLabels"),
    /** Records and labels that were not kept because too many already were. */
    CROWDED_OUT("crowdedOut");

    final String word;

    Entry(String word) {
      this.word = word;
    }

    /** Whether it only ever grows. */
    boolean isTotal() {
      return this != WAITING && this != OVERDUE && this != REMEMBERED && this != EARLY;
    }
  }

  /** Names of what only ever grows. */
  static List<String> totals() {
    return Arrays.stream(Entry.values()).filter(Entry::isTotal).map(e -> e.word).toList();
  }

  private final Map<Entry, Long> values = new EnumMap<>(Entry.class);

  void add(Entry entry, long change) {
    values.merge(entry, change, Long::sum);
  }

  long get(Entry entry) {
    return values.getOrDefault(entry, 0L);
  }

  List<Named> values() {
    List<Named> named = new ArrayList<>();
    for (Entry entry : Entry.values()) {
      named.add(new Named(entry.word, get(entry)));
    }
    return named;
  }

  byte[] write() {
    return StateBytes.write(
        KIND,
        VERSION,
        out -> {
          out.writeInt(values.size());
          for (Map.Entry<Entry, Long> value : values.entrySet()) {
            out.writeUTF(value.getKey().word);
            out.writeLong(value.getValue());
          }
        });
  }

  /** Reads a ledger; entries by name, so that later versions may have more. */
  static LabelLedger read(byte[] bytes) throws IOException {
    LabelLedger ledger = new LabelLedger();
    if (bytes == null) {
      return ledger;
    }
    StateBytes.read(
        KIND,
        VERSION,
        bytes,
        (in, version) -> {
          int n = in.readInt();
          if (n < 0 || n > Entry.values().length) {
            throw new IOException(n + " entries in a ledger");
          }
          for (int i = 0; i < n; i++) {
            String word = in.readUTF();
            long value = in.readLong();
            for (Entry entry : Entry.values()) {
              if (Objects.equals(entry.word, word)) {
                ledger.values.put(entry, value);
              }
            }
          }
        });
    return ledger;
  }
}
