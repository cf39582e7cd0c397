package io.diffluent.job.bench.learning;

import io.diffluent.connectors.replay.InputException;
import io.diffluent.job.bench.data.DataFolder;
import io.diffluent.job.bench.data.Rows;
import io.diffluent.job.bench.data.TemporaryFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Runs cases of the suite under several seeds. What is measured depends on case, seed and
 * configuration only, never on what else is run or on how many threads run it.
 */
public final class LearningBench {

  private static final long FIRST_SEED = 7;

  private final DataFolder data;
  private final Configuration configuration;
  private final List<Case> cases;
  private final List<Long> seeds;
  private final int threads;
  private final Path file;
  private final PrintStream out;
  private final Map<String, Map<Long, Measurement>> measured = new LinkedHashMap<>();
  private final List<String> notRun = new ArrayList<>();
  private boolean isComplete = true;
  private boolean hasFailed;

  /**
   * What is run, and where.
   *
   * @param data the folder with the tables
   * @param cases patterns of names; none for all
   * @param seeds runs of every case
   * @param rows of a table at most
   * @param quick a few rows only
   * @param threads cases at a time
   * @param report where the numbers go after every case, or null
   */
  public record Settings(
      Path data, List<String> cases, int seeds, int rows, boolean quick, int threads, Path report) {

    public Settings {
      cases = List.copyOf(cases);
    }
  }

  /**
   * What came out.
   *
   * @param html the page; drawing it needs a font
   * @param text the same for a terminal
   * @param isComplete whether the data for everything that was asked for is there
   * @param hasFailed whether something failed that should not
   */
  public record Result(
      String json, Supplier<String> html, String text, boolean isComplete, boolean hasFailed) {}

  /**
   * @param out for progress
   * @throws IllegalArgumentException if the patterns name no case
   */
  public LearningBench(Settings settings, PrintStream out) {
    this.data = new DataFolder(settings.data());
    this.configuration = Configuration.of(settings.rows(), settings.quick());
    this.cases = Suite.all().stream().filter(one -> one.matches(settings.cases())).toList();
    this.seeds = LongStream.range(FIRST_SEED, FIRST_SEED + settings.seeds()).boxed().toList();
    this.threads = settings.threads();
    this.file = settings.report();
    this.out = out;
    if (cases.isEmpty()) {
      List<String> names = Suite.all().stream().map(Case::name).toList();
      throw new IllegalArgumentException(
          "no case is called " + String.join(", ", settings.cases()) + "; there are " + names);
    }
    for (Case one : Suite.all()) {
      measured.put(one.name(), new TreeMap<>());
    }
  }

  /**
   * Takes over what an earlier run has written.
   *
   * @throws IllegalArgumentException if it cannot stand beside what this run measures
   */
  public void resume(String json) {
    LearningReport earlier = LearningReport.read(json);
    if (!earlier.configuration().equals(configuration)) {
      throw new IllegalArgumentException(
          "it was made under another configuration: "
              + earlier.configuration()
              + "; now it is "
              + configuration);
    }
    for (CaseResult result : earlier.results()) {
      Map<Long, Measurement> known = measured.get(result.name());
      if (known != null) {
        result.seeds().forEach(seed -> known.put(seed.seed(), seed));
      }
    }
  }

  public Result run() throws Exception {
    List<Case> runnable = new ArrayList<>();
    for (Case one : cases) {
      String problem = data.problem(one.dataset(), List.of());
      if (problem.isEmpty()) {
        runnable.add(one);
      } else {
        lost(one.name() + ": " + problem);
      }
    }
    run(runnable.stream().filter(one -> !one.kind().isTimed()).toList(), threads);
    run(runnable.stream().filter(one -> one.kind().isTimed()).toList(), 1);
    LearningReport report = report();
    return new Result(
        report.json(),
        () -> LearningPage.html(report),
        LearningText.of(report),
        isComplete,
        hasFailed);
  }

  /** Seed by seed, so that a run that is ended early has seen every case. */
  private void run(List<Case> some, int at) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(at);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (long seed : seeds) {
        for (Case one : some) {
          if (!measured.get(one.name()).containsKey(seed)) {
            runs.add(executor.submit(() -> run(one, seed)));
          }
        }
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a report could not be written", e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private Void run(Case one, long seed) throws IOException {
    long begin = System.nanoTime();
    Measurement measurement = null;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      int most = Math.min(one.rows(), configuration.rows());
      Rows rows = one.prepared().apply(Rows.read(data.files(one.dataset().files()), most));
      measurement =
          one.experiment().run(new Experiment.Table(one.dataset(), rows, folder.path()), seed);
    } catch (InputException e) {
      lost(one.name() + ": not run: " + e.getMessage());
    } catch (Exception e) {
      // The others took long, and are not to be lost.
      failed(one, seed, e);
    }
    if (measurement != null) {
      keep(one, measurement.took((System.nanoTime() - begin) / 1e9));
    }
    return null;
  }

  private synchronized void keep(Case one, Measurement measurement) throws IOException {
    measured.get(one.name()).put(measurement.seed(), measurement);
    out.printf(
        Locale.ROOT,
        "%-36s seed %d %7.1f s, %d arms%n",
        one.name(),
        measurement.seed(),
        measurement.seconds(),
        measurement.scores().size());
    if (file != null) {
      write(report().json());
    }
  }

  /** A run that is ended while it writes keeps what was written before. */
  private void write(String json) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(beside, json + System.lineSeparator());
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private synchronized void lost(String sentence) {
    out.println(sentence);
    if (!notRun.contains(sentence)) {
      notRun.add(sentence);
    }
    isComplete = false;
  }

  private synchronized void failed(Case one, long seed, Exception e) {
    e.printStackTrace(out);
    lost(one.name() + ": not run under seed " + seed + ": it failed with " + e);
    hasFailed = true;
  }

  private synchronized LearningReport report() {
    List<CaseResult> results = new ArrayList<>();
    measured.forEach(
        (name, bySeed) -> {
          if (!bySeed.isEmpty()) {
            results.add(new CaseResult(name, List.copyOf(bySeed.values())));
          }
        });
    return LearningReport.of(configuration, results, notRun);
  }
}
