package io.diffluent.job.bench.paper;

import io.diffluent.connectors.replay.InputException;
import io.diffluent.job.bench.data.DataFolder;
import io.diffluent.job.bench.data.Dataset;
import io.diffluent.job.bench.data.Noise;
import io.diffluent.job.bench.data.Rows;
import io.diffluent.job.bench.data.TemporaryFolder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Figures 3, 4 and 5 of the paper from the tables of a folder. What cannot be run is named, on the
 * page and in the report.
 */
public final class PaperBench {

  /** Figures that can be asked for. */
  public static final Set<Integer> FIGURES = Set.of(3, 4, 5);

  private final DataFolder data;
  private final Scale scale;
  private final boolean quick;
  private final Set<Integer> figures;
  private final PrintStream out;
  private final List<NotRun> notRun = new ArrayList<>();
  private boolean isComplete = true;
  private boolean hasFailed;

  /**
   * What came out.
   *
   * @param notRun parts that are not there, one line each
   * @param isComplete whether everything that was asked for could be run
   * @param hasFailed whether something failed that should not
   */
  public record Result(
      String html, String json, List<String> notRun, boolean isComplete, boolean hasFailed) {}

  private interface Part<P> {
    P run(Path folder) throws Exception;
  }

  /**
   * @param data the folder with the tables
   * @param figures which of {@link #FIGURES}
   * @param out for progress
   */
  public PaperBench(Path data, Scale scale, boolean quick, Set<Integer> figures, PrintStream out) {
    this.data = new DataFolder(data);
    this.scale = scale;
    this.quick = quick;
    this.figures = Set.copyOf(figures);
    this.out = out;
  }

  public Result run() throws Exception {
    List<Figure3.Panel> figure3 = new ArrayList<>();
    List<Figure4.Panel> figure4 = new ArrayList<>();
    List<Figure5.Panel> figure5 = new ArrayList<>();
    if (wants(3)) {
      for (Dataset set : Catalogue.CLEANING) {
        part("figure 3", set, List.of(), figure3, at -> Figure3.run(set, data, scale, at));
      }
    }
    if (wants(4)) {
      for (Dataset set : Catalogue.SOURCES) {
        Noise noise = new Noise.SwappedLabels(set.label());
        part("figure 4", set, List.of(), figure4, at -> Figure4.run(set, noise, data, scale, at));
      }
      for (Dataset set : Catalogue.DIRTY_SOURCES) {
        List<String> files =
            Catalogue.DIRT.stream().map(p -> Catalogue.dirty(set.files().get(0), p)).toList();
        part(
            "figure 4",
            set,
            files,
            figure4,
            at -> Figure4.run(set, dirtyFiles(files), data, scale, at));
      }
    }
    if (wants(5)) {
      for (Dataset set : Catalogue.SELECTION) {
        part("figure 5", set, List.of(), figure5, at -> Figure5.run(set, data, scale, at));
      }
    }
    PaperReport report =
        new PaperReport(
            PaperReport.FORMAT, quick, scale.seeds(), figure3, figure4, figure5, notRun);
    return new Result(
        report.page().html(),
        report.json(),
        notRun.stream().map(p -> p.figure() + ", " + p.part() + ": " + p.reason()).toList(),
        isComplete,
        hasFailed);
  }

  private boolean wants(int figure) {
    if (!figures.contains(figure)) {
      notRun.add(new NotRun("figure " + figure, "all of it", "not run: it was not asked for"));
    }
    return figures.contains(figure);
  }

  private Noise dirtyFiles(List<String> files) {
    Map<Integer, Rows> rows = new TreeMap<>();
    for (int i = 0; i < files.size(); i++) {
      rows.put(Catalogue.DIRT.get(i), Rows.read(data.files(List.of(files.get(i))), scale.rows()));
    }
    return new Noise.DirtyFiles(rows);
  }

  private <P> void part(String figure, Dataset set, List<String> more, List<P> panels, Part<P> part)
      throws Exception {
    String problem = data.problem(set, more);
    if (problem.isEmpty()) {
      out.printf("%s: %s ...%n", figure, set.name());
      try (TemporaryFolder folder = TemporaryFolder.create()) {
        panels.add(part.run(folder.path()));
      } catch (InputException e) {
        problem = "not run: " + e.getMessage();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        // The others took long, and are not to be lost.
        e.printStackTrace(out);
        problem = "not run: it failed with " + e;
        hasFailed = true;
      }
    }
    if (!problem.isEmpty()) {
      out.printf("%s: %s: %s%n", figure, set.name(), problem);
      notRun.add(new NotRun(figure, set.name(), problem));
      isComplete = false;
    }
  }
}
