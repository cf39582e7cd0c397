package io.diffluent.job.bench.learning;

import io.diffluent.connectors.replay.FileReplay;
import io.diffluent.job.bench.data.Rows;
import io.diffluent.job.bench.data.Trial;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.pipeline.PipelineSpec.Select;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The mixture with and without gates.
 *
 * @param noise columns of nothing but noise, added to the table
 * @param passes over the rows; tables too small for one pass keep a fifth of the rows for the end
 */
record Features(int noise, int passes) implements Experiment {

  static final String GATES = "gates";
  static final String NONE = "no gates";

  private static final double HELD_OUT = 0.2;

  @Override
  public Measurement run(Table table, long seed) throws Exception {
    Rows rows = withNoise(table.rows(), noise, seed);
    PipelineSpec spec = Trial.pipeline(rows, table.dataset());
    Path input = rows.write(table.folder().resolve("rows.csv"));
    Variants variants = new Variants(seed);
    variants.add(GATES, spec.withSelect(new Select(true, false)), replay(input, seed));
    variants.add(NONE, spec.withSelect(new Select(false, false)), replay(input, seed));
    return variants.measured();
  }

  private FileReplay.Builder replay(Path input, long seed) {
    FileReplay.Builder replay = FileReplay.of(List.of(input));
    return passes == 1 ? replay : replay.passes(passes).holdOut(HELD_OUT, seed);
  }

  static Rows withNoise(Rows rows, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> header =
        Stream.concat(
                rows.header().stream(), IntStream.rangeClosed(1, count).mapToObj(i -> "noise" + i))
            .toList();
    return new Rows(
        header,
        rows.rows().stream()
            .map(
                row -> {
                  String[] wider = Arrays.copyOf(row, header.size());
                  for (int c = row.length; c < wider.length; c++) {
                    wider[c] = String.valueOf((float) random.nextGaussian());
                  }
                  return wider;
                })
            .toList());
  }
}
