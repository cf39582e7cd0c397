package io.diffluent.flink.operators;

import io.diffluent.core.record.Arrival;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.LabelEvent;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Record;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.flink.Examples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Records and their labels as they arrive: labels early, in time, late, much too late, twice, or
 * never; and, worked out one record at a time from the times alone, what must become of them.
 */
final class LabelStream {

  static final long WAIT = 20_000;

  /** How far behind the largest time an arrival may be. */
  static final long OUT_OF_ORDER = 500;

  static final int SILENT = 1;

  /** Something that arrives, and when; the watermark follows the arrivals. */
  record Arriving(long at, long time, Arrival what) {}

  /** What a record must end as. */
  enum Fate {
    LABELLED,
    JOINED,
    LATE,
    EXPIRED,
    NOT_EXPECTED
  }

  private final List<Arriving> arrivals = new ArrayList<>();
  private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
  private long labels;
  private long repeated;
  private long unmatched;
  private long unreadable;

  /**
   * @param records how many
   * @param keys model keys
   */
  LabelStream(int records, int keys, long seed) {
    SeededRandom random = new SeededRandom(seed);
    for (int i = 0; i < records; i++) {
      Record whole = Examples.record(i, keys);
      long time = 100L * i;
      int source = random.nextInt(10) == 0 ? SILENT : 0;
      boolean brings = random.nextInt(20) == 0;
      Record record = record(whole, time, source, brings ? "1.5" : null);
      arrive(time, record, random);
      String id = "event-" + i;
      if (brings) {
        count(Fate.LABELLED);
      } else if (source == SILENT) {
        count(Fate.NOT_EXPECTED);
      } else {
        boolean isNearTheEnd = i + 3 * WAIT / 100 > records; // where time no longer moves steadily
        label(whole.envelope().model(), id, time, isNearTheEnd, random);
      }
    }
    arrivals.sort(Comparator.comparingLong(Arriving::at));
  }

  private void label(
      String model, String id, long time, boolean isNearTheEnd, SeededRandom random) {
    int kind = random.nextInt(100);
    if (kind < 5 || kind < 14 && isNearTheEnd) {
      count(Fate.EXPIRED); // never comes
    } else if (kind < 12) {
      long late = time + WAIT + 1 + random.nextInt((int) WAIT - 2);
      labelled(model, id, late, "0.5", random);
      count(Fate.LATE);
    } else if (kind < 14) {
      // The record is forgotten when this one comes, whatever the order of arrivals.
      labelled(model, id, time + 2 * WAIT + 4 * OUT_OF_ORDER, "0.5", random);
      unmatched++;
      count(Fate.EXPIRED);
    } else if (kind < 17) {
      if (kind < 15 && time >= 4_000) {
        labelled(model, id, time - 4_000, "plenty", random);
        unreadable++;
      }
      labelled(model, id, Math.max(0, time - 2_000), "0.5", random); // before its record
      count(Fate.JOINED);
    } else {
      long first = time + random.nextInt((int) WAIT / 2);
      if (kind < 20) {
        labelled(model, id, first, "plenty", random);
        unreadable++;
        first += 2 * OUT_OF_ORDER + 1;
      }
      labelled(model, id, first, Double.toString(random.nextDouble()), random);
      count(Fate.JOINED);
      if (kind < 22) {
        labelled(model, id, first + 2 * OUT_OF_ORDER + 1 + random.nextInt(2_000), "9", random);
        repeated++;
      }
    }
  }

  private void labelled(String model, String id, long time, String text, SeededRandom random) {
    byte[] bytes = (id + '=' + text).getBytes(StandardCharsets.UTF_8);
    RawEvent raw = new RawEvent(new Origin("labels", 0, labels), time, 0, null, bytes, List.of());
    arrive(time, new LabelEvent(model, id, text, raw), random);
    labels++;
  }

  private void arrive(long time, Arrival what, SeededRandom random) {
    arrivals.add(new Arriving(time + random.nextInt((int) OUT_OF_ORDER), time, what));
  }

  static Record record(Record whole, long time, int source, String label) {
    Envelope envelope = whole.envelope();
    return new Record(
        new Envelope(
            envelope.origin(),
            time,
            source,
            envelope.event(),
            envelope.model(),
            envelope.key(),
            envelope.headers()),
        whole.row(),
        label,
        null);
  }

  private void count(Fate fate) {
    fates.merge(fate, 1L, Long::sum);
  }

  /** In the order of arrival. */
  List<Arriving> arrivals() {
    return arrivals;
  }

  long expected(Fate fate) {
    return fates.getOrDefault(fate, 0L);
  }

  long labels() {
    return labels;
  }

  long repeated() {
    return repeated;
  }

  long unmatched() {
    return unmatched;
  }

  long unreadable() {
    return unreadable;
  }
}
