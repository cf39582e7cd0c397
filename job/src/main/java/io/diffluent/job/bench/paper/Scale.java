package io.diffluent.job.bench.paper;

import java.util.List;
import java.util.stream.LongStream;

/**
 * How much is run.
 *
 * @param rows of a table at most
 * @param seeds runs of everything, each with its own errors and its own learner
 * @param dimensions how many sizes of FAMD are tried at most
 * @param repeats of a run whose time counts by itself
 */
public record Scale(int rows, int seeds, int dimensions, int repeats) {

  private static final long FIRST_SEED = 7;

  /** The figures. */
  public static Scale full(int seeds) {
    return new Scale(Integer.MAX_VALUE, seeds, 15, 3);
  }

  /** Enough to see that everything runs, too little to conclude anything. */
  public static Scale quick(int seeds) {
    return new Scale(300, seeds, 3, 1);
  }

  List<Long> each() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + seeds).boxed().toList();
  }
}
