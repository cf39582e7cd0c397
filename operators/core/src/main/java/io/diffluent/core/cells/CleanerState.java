package io.diffluent.core.cells;

import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Schema;
import io.diffluent.core.state.StateBytes;
import io.diffluent.core.stats.MatrixVector;
import io.diffluent.core.stats.TableStatistics;
import java.io.IOException;

/** A cleaner's state as bytes: the column statistics of one model key. */
public final class CleanerState {

  private CleanerState() {}

  public static byte[] write(Cleaner cleaner) {
    return StateBytes.write(
        "statistics", TableStatistics.VERSION, out -> cleaner.statistics().write(out));
  }

  /**
   * @throws IOException if the bytes are damaged, from a newer version, or of other columns
   */
  public static Cleaner read(
      Schema schema, CleanerConfig config, Limits limits, MatrixVector kernel, byte[] bytes)
      throws IOException {
    Cleaner[] cleaner = new Cleaner[1];
    StateBytes.read(
        "statistics",
        TableStatistics.VERSION,
        bytes,
        (in, version) ->
            cleaner[0] =
                new Cleaner(
                    schema, config, TableStatistics.read(schema, limits, kernel, in, version)));
    return cleaner[0];
  }
}
