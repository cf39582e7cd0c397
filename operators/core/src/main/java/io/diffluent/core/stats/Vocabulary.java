package io.diffluent.core.stats;

import io.diffluent.core.record.Column;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The values a categorical column has had, in bounded memory.
 *
 * <p>A value gets a position of the one-hot encoding when it is seen for the second time (a typo
 * that never comes back does not waste one); when all positions are taken, further values are
 * hashed onto them. When the table is full, in number or in characters, values seen once make room.
 */
public final class Vocabulary {

  /** No position: an unknown value. */
  public static final int UNKNOWN = -1;

  /** Characters there is room for, on average of as many values as there is room for. */
  static final int CHARACTERS = 256;

  /** One value of the column. */
  public static final class Entry {
    private final String value;
    private final int code;
    private long count;
    private int position = UNKNOWN;

    private Entry(String value, int code) {
      this.value = value;
      this.code = code;
    }

    public String value() {
      return value;
    }

    public long count() {
      return count;
    }

    public int position() {
      return position;
    }

    /** A number that stands for the value in the reservoir; never used again for another one. */
    int code() {
      return code;
    }
  }

  private final Sentinels sentinels;
  private final int size;
  private final int bound;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Those that have a position: most of what is seen once is never seen again. */
  private final Map<Integer, Entry> byCode = new HashMap<>();

  private final Entry[] byPosition;
  private int positions;
  private int codes;
  private long total;
  private long characters;

  /** Those of values that came again, which nothing makes forgotten. */
  private long lasting;

  private Entry mode;

  Vocabulary(Column column, int bound) {
    this.sentinels = new Sentinels(column);
    this.size = column.size();
    this.bound = Math.max(bound, column.size());
    this.byPosition = new Entry[column.size()];
  }

  /** The value's entry, or null if it is unknown. */
  public Entry find(String value) {
    return value == null ? null : entries.get(value);
  }

  /** The entry with this code, or null if it was seen only once or forgotten. */
  Entry findCode(int code) {
    return byCode.get(code);
  }

  /** The first value that was given this position, or null. */
  public String valueAt(int position) {
    return position < 0 || byPosition[position] == null ? null : byPosition[position].value;
  }

  public Collection<Entry> entries() {
    return entries.values();
  }

  /** Values counted so far. */
  public long total() {
    return total;
  }

  /** Values that have a position. */
  public int known() {
    return positions;
  }

  /** The most frequent value, or null before the first one. */
  public Entry mode() {
    return mode;
  }

  /** Whether the value was counted before it was made a sentinel. */
  boolean meansMissing(Entry entry) {
    return sentinels.mark(entry.value);
  }

  /** The same for the value that {@link #valueAt} gives. */
  boolean meansMissing(int position) {
    return byPosition[position] != null && meansMissing(byPosition[position]);
  }

  /** A value seen less often than this is rare. */
  public long rareBelow() {
    return Math.max(4, Math.round(0.0005 * total));
  }

  void observe(String value) {
    observe(value, find(value));
  }

  /**
   * Counts a value.
   *
   * @param known its entry, or null
   * @return its entry, or null if there is no room for it
   */
  Entry observe(String value, Entry known) {
    total++;
    Entry entry = known;
    if (entry == null) {
      if (codes == Integer.MAX_VALUE) {
        return null; // a code is never given twice
      }
      if (lasting + value.length() > room()) {
        return null;
      }
      if (!hasRoomFor(value)) {
        forgetSingles();
        if (!hasRoomFor(value)) {
          return null;
        }
      }
      entry = new Entry(value, codes++);
      entries.put(value, entry);
      characters += value.length();
    }
    entry.count++;
    if (entry.count == 2) {
      lasting += value.length();
      place(entry);
    }
    if (mode == null || entry.count > mode.count) {
      mode = entry;
    }
    return entry;
  }

  private boolean hasRoomFor(String value) {
    return entries.size() < bound && characters + value.length() <= room();
  }

  private long room() {
    return (long) CHARACTERS * bound;
  }

  private void forgetSingles() {
    entries.values().removeIf(entry -> entry.count == 1);
    characters = lasting;
    if (mode != null && mode.count == 1) {
      mode = null;
    }
  }

  private void place(Entry entry) {
    byCode.put(entry.code, entry);
    if (positions < size) {
      entry.position = positions++;
      byPosition[entry.position] = entry;
    } else {
      entry.position = Math.floorMod(entry.value.hashCode() * 0x9E3779B9, size);
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(codes);
    out.writeLong(total);
    out.writeInt(entries.size());
    for (Entry entry : entries.values()) {
      out.writeUTF(entry.value);
      out.writeInt(entry.code);
      out.writeLong(entry.count);
      out.writeInt(entry.position);
    }
    out.writeInt(positions);
    for (int p = 0; p < positions; p++) {
      out.writeUTF(byPosition[p].value);
    }
    out.writeUTF(mode == null ? "" : mode.value);
  }

  void read(DataInput in) throws IOException {
    codes = in.readInt();
    total = in.readLong();
    int n = checked(in.readInt(), bound, "categories");
    Set<Integer> known = new HashSet<>();
    for (int i = 0; i < n; i++) {
      Entry entry = new Entry(in.readUTF(), in.readInt());
      entry.count = in.readLong();
      entry.position = in.readInt();
      if (entry.position >= size || entry.position < UNKNOWN) {
        throw new IOException("position " + entry.position + " of " + size);
      }
      if (!known.add(entry.code) || entries.put(entry.value, entry) != null) {
        throw new IOException("a category that is there twice");
      }
      characters += entry.value.length();
      lasting += entry.count > 1 ? entry.value.length() : 0;
      if (entry.position != UNKNOWN) {
        byCode.put(entry.code, entry);
      }
    }
    positions = checked(in.readInt(), size, "positions");
    for (int p = 0; p < positions; p++) {
      byPosition[p] = entries.get(in.readUTF());
      if (byPosition[p] == null) {
        throw new IOException("position " + p + " of a category that is not there");
      }
    }
    mode = entries.get(in.readUTF());
    if (mode != null && meansMissing(mode)) {
      mode = mostFrequent();
    }
  }

  /** Of those that do not mean "missing". */
  private Entry mostFrequent() {
    return entries.values().stream()
        .filter(entry -> !meansMissing(entry))
        .reduce((a, b) -> b.count > a.count ? b : a)
        .orElse(null);
  }

  private static int checked(int n, int bound, String what) throws IOException {
    if (n < 0 || n > bound) {
      throw new IOException(n + " " + what + ", at most " + bound + " expected");
    }
    return n;
  }
}
