package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.DateOrder;
import io.diffluent.connectors.wire.WrittenTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * In which order a column writes its dates: the one in which most cells are dates at all, then the
 * one in which the rows run back in time least often, then what the mark between the numbers
 * suggests.
 *
 * @param order what was found
 * @param times the time of each row in that order, null where there is none
 * @param doubt two texts could as well be other days, and nothing says which; null when sure
 */
record DateOrders(DateOrder order, WrittenTime[] times, String doubt) {

  /** Share of the rows that may run back in time more often in one order than in another. */
  private static final double CHANCE = 0.01;

  static DateOrders of(ColumnProfile profile) {
    Reading best = null;
    boolean sure = true;
    for (DateOrder order : preferred(profile)) {
      Reading reading = Reading.of(profile, order);
      if (best == null) {
        best = reading;
      } else if (reading.compareTo(best) > 0) {
        sure = reading.isClearlyNot(best);
        best = reading;
      } else {
        sure &= reading.isClearlyNot(best) || reading.isSame(best);
      }
    }
    return new DateOrders(best.order, best.times, sure ? null : best.example(profile));
  }

  /** All orders, the likeliest first. */
  private static List<DateOrder> preferred(ColumnProfile profile) {
    int slashes = 0;
    int yearsFirst = 0;
    for (Map.Entry<String, Integer> entry : profile.counts.entrySet()) {
      slashes += entry.getKey().indexOf('/') > 0 ? entry.getValue() : 0;
      yearsFirst += entry.getKey().matches("(?s)[0-9]{4}.*") ? entry.getValue() : 0;
    }
    if (2 * yearsFirst > profile.present) {
      return List.of(DateOrder.YMD, DateOrder.DMY, DateOrder.MDY);
    }
    return 2 * slashes > profile.present
        ? List.of(DateOrder.MDY, DateOrder.DMY, DateOrder.YMD)
        : List.of(DateOrder.DMY, DateOrder.MDY, DateOrder.YMD);
  }

  /** How often the days run backwards from row to row, as a share of all steps. */
  double backward() {
    int steps = 0;
    WrittenTime last = null;
    for (WrittenTime time : times) {
      steps += time != null && last != null && last.day() != null && time.day() != null ? 1 : 0;
      last = time == null ? last : time;
    }
    return steps == 0 ? 0 : (double) descents(times) / steps;
  }

  private static int descents(WrittenTime[] times) {
    int descents = 0;
    WrittenTime last = null;
    for (WrittenTime time : times) {
      if (time != null && time.day() != null) {
        descents += last != null && time.day().isBefore(last.day()) ? 1 : 0;
        last = time;
      }
    }
    return descents;
  }

  /** A column in one order. */
  private record Reading(DateOrder order, WrittenTime[] times, int readable, int descents)
      implements Comparable<Reading> {

    static Reading of(ColumnProfile profile, DateOrder order) {
      Map<String, WrittenTime> byText = new HashMap<>();
      profile.counts.keySet().forEach(text -> byText.put(text, WrittenTime.read(text, order)));
      WrittenTime[] times = new WrittenTime[profile.cells.length];
      int readable = 0;
      for (int row = 0; row < times.length; row++) {
        times[row] = byText.get(profile.cells[row]);
        readable += times[row] == null ? 0 : 1;
      }
      return new Reading(order, times, readable, DateOrders.descents(times));
    }

    @Override
    public int compareTo(Reading other) {
      return readable != other.readable
          ? Integer.compare(readable, other.readable)
          : Integer.compare(other.descents, descents);
    }

    /** Whether it is no chance that one of the two is better. */
    boolean isClearlyNot(Reading other) {
      boolean sorted = (descents == 0) != (other.descents == 0);
      return readable != other.readable
          || sorted
          || Math.abs(descents - other.descents) > CHANCE * readable;
    }

    boolean isSame(Reading other) {
      for (int row = 0; row < times.length; row++) {
        if (!Objects.equals(times[row], other.times[row])) {
          return false;
        }
      }
      return true;
    }

    /** A text whose day and month could be either. */
    String example(ColumnProfile profile) {
      for (int row = 0; row < times.length; row++) {
        if (times[row] != null
            && times[row].day() != null
            && times[row].day().getDayOfMonth() != times[row].day().getMonthValue()) {
          return profile.cells[row];
        }
      }
      return profile.name;
    }
  }
}
