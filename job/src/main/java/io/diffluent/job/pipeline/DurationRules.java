package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.WrittenDuration;
import io.diffluent.connectors.wire.WrittenDuration.Unit;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Whether a column says how long something took, and not when. {@code 90 min} alone is a number
 * with a unit; {@code 00:12:30} is a time of day, unless most of them are under an hour, some are
 * no time of any day, or the column says so itself.
 */
final class DurationRules {

  /** Enough readable cells to believe that they are durations. */
  private static final double MOST = 0.8;

  /** Cells that must agree before they mean something; fewer are slips of the finger. */
  private static final double SOME = 0.01;

  private static final Set<String> NAMES =
      Set.of("duration", "elapsed", "runtime", "took", "lap", "uptime", "downtime", "wait");

  private static final BigDecimal HOUR = new BigDecimal(3600);
  private static final BigDecimal DAY = new BigDecimal(86_400);

  /** 24:00 as minutes and seconds: from here on the first number is no hour. */
  private static final BigDecimal NO_HOUR = new BigDecimal(24 * 60);

  private final Map<Unit, Integer> units = new EnumMap<>(Unit.class);
  private int cells;
  private int worded;
  private int clocks;

  /** Clocks of two numbers, which may be hours and minutes. */
  private int pairs;

  private int pairsWithoutHour;

  /** Clocks of three numbers: without an hour although something is there, and of a day or more. */
  private int underAnHour;

  private int overADay;

  private DurationRules() {}

  /**
   * @param counts the texts of a column with how often they occur
   */
  static boolean are(String name, Map<String, Integer> counts) {
    DurationRules rules = new DurationRules();
    counts.forEach(rules::look);
    return rules.areDurations(Cells.words(name).stream().anyMatch(NAMES::contains));
  }

  private void look(String text, int count) {
    cells += count;
    WrittenDuration duration = WrittenDuration.read(text);
    if (duration == null) {
      return;
    }
    BigDecimal seconds = duration.seconds();
    if (!duration.clock() || duration.units().contains(Unit.DAY)) {
      worded += count;
      duration.units().forEach(unit -> units.merge(unit, count, Integer::sum));
      return;
    }
    clocks += count;
    if (duration.units().contains(Unit.HOUR)) {
      underAnHour += seconds.signum() != 0 && seconds.compareTo(HOUR) < 0 ? count : 0;
      overADay += seconds.compareTo(DAY) >= 0 ? count : 0;
    } else {
      pairs += count;
      pairsWithoutHour += seconds.compareTo(NO_HOUR) >= 0 ? count : 0;
    }
  }

  private boolean areDurations(boolean byName) {
    double least = Math.max(3, SOME * cells);
    if (worded + clocks < MOST * cells) {
      return false;
    }
    if (worded >= clocks) {
      return units.values().stream().filter(count -> count >= least).count() > 1;
    }
    return byName
        || overADay >= least
        || pairsWithoutHour >= least
        || underAnHour > 0.5 * (clocks - pairs);
  }
}
