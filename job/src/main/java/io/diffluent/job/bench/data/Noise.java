package io.diffluent.job.bench.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What makes the rows of a source wrong. */
public interface Noise {

  /** In words. */
  String what();

  /** Shares of wrong rows that are tried, in percent. */
  List<Integer> percents();

  /**
   * The rows as the source has them.
   *
   * @param indices which rows of the clean table the source has
   */
  List<String[]> rows(Rows clean, List<Integer> indices, int percent, long seed);

  /**
   * Labels swapped among a share of the rows, as in the paper.
   *
   * @param label the label's column
   */
  record SwappedLabels(String label) implements Noise {

    @Override
    public String what() {
      return "swapped labels";
    }

    @Override
    public List<Integer> percents() {
      return List.of(0, 20, 40, 80);
    }

    @Override
    public List<String[]> rows(Rows clean, List<Integer> indices, int percent, long seed) {
      SplittableRandom random = new SplittableRandom(31 * seed + percent);
      int column = clean.column(label);
      List<String[]> rows = new ArrayList<>();
      List<Integer> wrong = new ArrayList<>();
      for (int i = 0; i < indices.size(); i++) {
        rows.add(clean.rows().get(indices.get(i)).clone());
        if (100 * random.nextDouble() < percent) {
          wrong.add(i);
        }
      }
      for (int k = wrong.size() - 1; k > 0; k--) {
        String[] one = rows.get(wrong.get(k));
        String[] other = rows.get(wrong.get(random.nextInt(k + 1)));
        String kept = one[column];
        one[column] = other[column];
        other[column] = kept;
      }
      return rows;
    }
  }

  /**
   * The same rows from files in which features are wrong.
   *
   * @param files by percent, rows in the order of the clean table
   */
  record DirtyFiles(Map<Integer, Rows> files) implements Noise {

    @Override
    public String what() {
      return "dirty features";
    }

    @Override
    public List<Integer> percents() {
      return files.keySet().stream().sorted().toList();
    }

    @Override
    public List<String[]> rows(Rows clean, List<Integer> indices, int percent, long seed) {
      Rows from = percent == 0 ? clean : files.get(percent);
      return indices.stream().map(i -> from.rows().get(i)).toList();
    }
  }
}
