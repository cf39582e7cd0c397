package io.diffluent.job.bench.learning;

import io.diffluent.connectors.replay.FileReplay;
import io.diffluent.core.record.Column;
import io.diffluent.job.bench.data.Rows;
import io.diffluent.job.bench.data.Trial;
import io.diffluent.job.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Inputs skewed by exp(3 z): the learned transformations against none, and against each single one,
 * applied to the whole table beforehand. A single one knows the spread of the whole table, which no
 * stream does, so it is slightly better than it could be.
 */
record Transformations() implements Experiment {

  static final String LEARNED = "learned";
  static final String NONE = "none";

  /** The transformations of the step of that name, by what they are called here. */
  static final Map<String, DoubleUnaryOperator> SINGLE = new LinkedHashMap<>();

  static {
    SINGLE.put("log", x -> Math.signum(x) * Math.log1p(2 * Math.abs(x)));
    SINGLE.put("tanh", x -> 2 * Math.tanh(x / 1.5));
    SINGLE.put("threshold", x -> 1.5 * Math.signum(x) * Math.max(Math.abs(x) - 1, 0));
  }

  private static final double SKEW = 3;

  @Override
  public Measurement run(Table table, long seed) throws Exception {
    PipelineSpec spec = Trial.pipeline(table.rows(), table.dataset());
    List<String> numbers =
        spec.schema().columns().stream().filter(Column::isNumeric).map(Column::name).toList();
    Rows skewed = mapped(table.rows(), numbers, z -> Math.exp(SKEW * z));
    List<String> without = spec.steps().stream().filter(step -> !step.equals("transform")).toList();
    Variants variants = new Variants(seed);
    Path input = skewed.write(table.folder().resolve("skewed.csv"));
    variants.add(LEARNED, spec, FileReplay.of(List.of(input)));
    variants.add(NONE, spec.withSteps(without), FileReplay.of(List.of(input)));
    for (Map.Entry<String, DoubleUnaryOperator> single : SINGLE.entrySet()) {
      Path file =
          mapped(skewed, numbers, single.getValue())
              .write(table.folder().resolve(single.getKey() + ".csv"));
      variants.add(single.getKey(), spec.withSteps(without), FileReplay.of(List.of(file)));
    }
    return variants.measured();
  }

  /** The columns in robust units, transformed. */
  private static Rows mapped(Rows rows, List<String> columns, DoubleUnaryOperator by) {
    Rows mapped = rows;
    for (String column : columns) {
      Spread spread = Spread.of(mapped.numbers(column));
      mapped = mapped.mapped(column, x -> by.applyAsDouble(spread.z(x)));
    }
    return mapped;
  }

  /** Centre and scale of what lies within three interquartile ranges of the quartiles. */
  private record Spread(double centre, double scale) {

    private static final double FENCE = 3;
    private static final double CLIP = 20;

    static Spread of(double[] numbers) {
      double[] sorted = Arrays.stream(numbers).sorted().toArray();
      double q25 = sorted[sorted.length / 4];
      double q75 = sorted[sorted.length * 3 / 4];
      double reach = FENCE * (q75 - q25);
      double[] inside =
          Arrays.stream(sorted).filter(x -> q25 - reach <= x && x <= q75 + reach).toArray();
      double mean = Arrays.stream(inside).average().orElse(0);
      double square = Arrays.stream(inside).map(x -> (x - mean) * (x - mean)).average().orElse(1);
      return new Spread(mean, square > 0 ? Math.sqrt(square) : 1);
    }

    double z(double x) {
      return Math.max(-CLIP, Math.min(CLIP, (x - centre) / scale));
    }
  }
}
