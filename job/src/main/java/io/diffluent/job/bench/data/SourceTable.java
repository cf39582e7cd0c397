package io.diffluent.job.bench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A table dealt out to sources.
 *
 * @param rows with one column more, the source
 * @param sources names; the first is the clean one
 */
public record SourceTable(Rows rows, List<String> sources) {

  /** The column that holds a row's source. */
  public static final String COLUMN = "diffluent source";

  /**
   * Every row goes to a random source. Which rows the clean source gets depends on the seed and the
   * number of sources only, so that errors on them can be compared over all shares.
   */
  public static SourceTable deal(Rows clean, Noise noise, List<Integer> percents, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] dealt =
        IntStream.range(0, clean.rows().size()).map(i -> random.nextInt(percents.size())).toArray();
    List<String> names = new ArrayList<>();
    String[][] rows = new String[dealt.length][];
    for (int source = 0; source < percents.size(); source++) {
      int of = source;
      List<Integer> indices =
          IntStream.range(0, dealt.length).filter(i -> dealt[i] == of).boxed().toList();
      String name = source == 0 ? "clean" : percents.get(source) + " % wrong";
      names.add(name);
      List<String[]> cells = noise.rows(clean, indices, percents.get(source), seed + source);
      for (int k = 0; k < indices.size(); k++) {
        rows[indices.get(k)] = with(cells.get(k), clean.header().size(), name);
      }
    }
    List<String> header = new ArrayList<>(clean.header());
    header.add(COLUMN);
    return new SourceTable(new Rows(header, List.of(rows)), names);
  }

  /**
   * Every row goes to the source that its cells decide; nothing is changed.
   *
   * @param source index of a row's source
   */
  public static SourceTable split(Rows rows, List<String> names, ToIntFunction<String[]> source) {
    List<String> header = new ArrayList<>(rows.header());
    header.add(COLUMN);
    List<String[]> named =
        rows.rows().stream()
            .map(row -> with(row, rows.header().size(), names.get(source.applyAsInt(row))))
            .toList();
    return new SourceTable(new Rows(header, named), List.copyOf(names));
  }

  private static String[] with(String[] cells, int width, String source) {
    String[] row = Arrays.copyOf(cells, width + 1);
    row[width] = source;
    return row;
  }

  public boolean isClean(int row) {
    String[] cells = rows.rows().get(row);
    return cells[cells.length - 1].equals(sources.get(0));
  }

  /** The clean source alone. */
  public SourceTable cleanRows() {
    List<String[]> clean =
        IntStream.range(0, rows.rows().size())
            .filter(this::isClean)
            .mapToObj(i -> rows.rows().get(i))
            .toList();
    return new SourceTable(new Rows(rows.header(), clean), sources.subList(0, 1));
  }
}
