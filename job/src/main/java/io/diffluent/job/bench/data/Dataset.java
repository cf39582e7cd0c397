package io.diffluent.job.bench.data;

import java.util.List;

/**
 * A table and what is done with it.
 *
 * @param name as it is called on the page
 * @param files one after the other; names inside the data folder
 * @param cleanFiles the same rows without errors, or none
 * @param label the column to predict
 * @param ignored columns that are no input, beyond those that inference leaves out by itself
 * @param pollution errors to inject, or empty for the table as it is
 * @param passes over the rows; 1 is a stream, every record scored before it is learned
 * @param from where to get the files
 */
public record Dataset(
    String name,
    List<String> files,
    List<String> cleanFiles,
    String label,
    List<String> ignored,
    String pollution,
    int passes,
    String from) {

  public Dataset {
    files = List.copyOf(files);
    cleanFiles = List.copyOf(cleanFiles);
    ignored = List.copyOf(ignored);
  }

  public static Dataset of(String name, String file, String label, String from) {
    return new Dataset(name, List.of(file), List.of(), label, List.of(), "", 1, from);
  }

  public Dataset ignoring(String... columns) {
    return new Dataset(name, files, cleanFiles, label, List.of(columns), pollution, passes, from);
  }

  public Dataset polluted(String spec) {
    return new Dataset(name, files, cleanFiles, label, ignored, spec, passes, from);
  }

  public Dataset filesOf(List<String> others, List<String> clean) {
    return new Dataset(name, others, clean, label, ignored, pollution, passes, from);
  }

  public Dataset called(String other) {
    return new Dataset(other, files, cleanFiles, label, ignored, pollution, passes, from);
  }

  /** The same table, learned several times; rows are then held out to measure on. */
  public Dataset inPasses(int passes) {
    return new Dataset(name, files, cleanFiles, label, ignored, pollution, passes, from);
  }
}
