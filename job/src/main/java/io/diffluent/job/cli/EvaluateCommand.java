package io.diffluent.job.cli;

import io.diffluent.connectors.replay.CsvRows;
import io.diffluent.connectors.replay.FileReplay;
import io.diffluent.connectors.replay.PollutionSpec;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.job.evaluate.Evaluation;
import io.diffluent.job.evaluate.Report;
import io.diffluent.job.evaluate.ReportTable;
import io.diffluent.job.evaluate.Unwritable;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.LearnerPlan;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the production graph over files: every record is scored, then learned.",
      "The report has the error of every arm over the whole stream and its last quarter."
    })
final class EvaluateCommand implements Callable<Integer> {

  /** The arm that sees the cells without errors; with steps its name begins with it. */
  private static final String ORACLE = "oracle";

  enum Through {
    FILE,
    KAFKA
  }

  @Option(names = "--pipeline", required = true, description = "The pipeline file.")
  private Path pipeline;

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      description = "CSV files with a header, or .gz, in the order of the stream.")
  private List<Path> inputs;

  @Option(
      names = "--arms",
      split = ",",
      description =
          "mixture, paper, no-clean, singles (the fixed pipelines), oracle, or detector+repair;"
              + " no-clean, oracle and singles also with +steps behind. The pipeline's if not given.")
  private List<String> arms;

  @Option(
      names = "--pollute",
      description =
          "Errors to inject, e.g. missing=0.1,outlier=0.1@0.5,typo=0.05. After kind=rate may follow"
              + " @from-to (fractions of the rows), [column;column] and {source;source}:"
              + " missing=0.3@0.5-1[a;b]{plant-2}."
              + " Kinds: missing, outlier, typo, scale, swap, stuck, noise, placeholder;"
              + " label-swap=rate takes the label of a recent row, concept=1@0.5[column] mirrors"
              + " numbers at their mean, so that what raised the label lowers it.")
  private String pollute;

  @Option(
      names = "--clean-input",
      arity = "1..*",
      description = "The same rows without errors: what the oracle sees.")
  private List<Path> cleanInputs = List.of();

  @Option(names = "--source-column", description = "The column that tells a row's data source.")
  private String sourceColumn;

  @Option(
      names = "--through",
      description = "file: straight from the files; kafka: through an in-JVM broker.",
      defaultValue = "file")
  private Through through;

  @Option(
      names = "--passes",
      description = "How often the rows are learned; for tables too small for one pass.",
      defaultValue = "1")
  private int passes;

  @Option(
      names = "--hold-out",
      description =
          "Share of the rows that teach nothing and are scored at the end, e.g. 0.2; which ones"
              + " depends on the seed.",
      defaultValue = "0")
  private double holdOut;

  @Option(
      names = "--truth-log",
      description = "Where the injected errors go, as CSV: row, column, kind, before, after.")
  private Path truthLog;

  @Option(names = "--seed", description = "Seed of the errors and of the learner.")
  private Long seed;

  @Option(names = "--report", description = "Where the report goes, as JSON.")
  private Path report;

  @Option(names = "--predictions", description = "Where predictions go, as JSON lines.")
  private Path predictions;

  @Option(names = "--json", description = "Print the report on standard output.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<Path> read = new ArrayList<>(inputs);
    read.addAll(cleanInputs);
    read.add(pipeline);
    Paths.checkDistinct(read, report, predictions, truthLog);
    if (report != null) {
      Paths.checkWritable(report, "report");
    }
    if (predictions != null) {
      Paths.checkWritable(predictions, "file of predictions");
    }
    if (truthLog != null) {
      Paths.checkWritable(truthLog, "log of errors");
    }
    if (through == Through.KAFKA && (passes != 1 || holdOut != 0)) {
      throw new Failure(
          Exit.INVALID,
          "--passes and --hold-out belong to files: leave out --through kafka, whose topics hold"
              + " every event once");
    }
    PipelineSpec spec = Paths.pipeline(pipeline);
    InputColumns.check(spec, inputs, sourceColumn);
    InputColumns.checkClean(spec, cleanInputs);
    if (sourceColumn != null && spec.sources().size() == 1) {
      spec = spec.withSources(sources(inputs, sourceColumn));
    }
    List<String> trained = arms == null ? spec.learn().arms() : arms;
    if (new HashSet<>(trained).size() < trained.size()) {
      throw new Failure(
          Exit.INVALID, "--arms " + String.join(",", trained) + ": one is there twice");
    }
    if (!cleanInputs.isEmpty() && trained.stream().noneMatch(arm -> arm.startsWith(ORACLE))) {
      throw new Failure(
          Exit.INVALID,
          "--clean-input is what the arm '"
              + ORACLE
              + "' sees: name it in --arms, or leave this out");
    }
    if (sourceColumn == null && spec.sources().size() > 1) {
      System.err.printf(
          "every row counts as one of source '%s', the first of %d;"
              + " --source-column names the column that tells them apart%n",
          spec.sources().get(0).name(), spec.sources().size());
    }
    long chosen = seed == null ? spec.learn().seed() : seed;
    LearnerConfig config;
    FileReplay replay;
    try {
      config = LearnerPlan.of(spec, trained, chosen, true);
      config.checkArms();
      config.checkState();
      Evaluation.checkOutcomes(config);
      replay = replay(spec, chosen);
      config = config.withHeldOutFrom(replay.heldOutFrom());
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.INVALID, e.getMessage());
    }
    try (OutputStream out =
        predictions == null ? null : new BufferedOutputStream(Files.newOutputStream(predictions))) {
      Evaluation evaluation = new Evaluation(spec, config, out);
      Report result =
          through == Through.KAFKA
              ? evaluation.throughKafka(replay)
              : evaluation.throughFiles(replay);
      flush(out);
      if (report != null) {
        result.write(report);
      }
      if (json) {
        System.out.println(result.json());
      } else {
        System.err.print(ReportTable.of(result));
      }
      boolean isUsable = result.records().scored() > 0 || result.records().read() == 0;
      return isUsable ? Exit.OK.code() : Exit.INVALID.code();
    } catch (Unwritable e) {
      throw new Failure(
          Exit.INVALID,
          predictions
              + ": the predictions cannot be written: "
              + e.getCause().getMessage()
              + ". Name another path, or make room.");
    }
  }

  private static void flush(OutputStream out) {
    try {
      if (out != null) {
        out.flush();
      }
    } catch (IOException e) {
      throw new Unwritable(e);
    }
  }

  private FileReplay replay(PipelineSpec spec, long seed) {
    FileReplay.Builder builder =
        FileReplay.of(inputs)
            .topic(spec.sources().get(0).topic())
            .cleanFiles(cleanInputs)
            .passes(passes)
            .holdOut(holdOut, seed);
    if (sourceColumn != null) {
      builder.sourceColumn(
          sourceColumn, spec.sources().stream().map(PipelineSpec.Source::name).toList());
    }
    if (pollute != null) {
      builder.pollute(
          PollutionSpec.parse(pollute), seed, spec.fields(), spec.schema().label().column());
    }
    if (truthLog != null) {
      builder.truthLog(truthLog);
    }
    return builder.build();
  }

  private static List<PipelineSpec.Source> sources(List<Path> inputs, String column) {
    Set<String> names = new LinkedHashSet<>();
    for (Path input : inputs) {
      try (CsvRows rows = CsvRows.open(input)) {
        int at = rows.header().indexOf(column);
        for (String[] row = rows.next(); row != null; row = rows.next()) {
          if (row[at] != null && !row[at].isBlank()) {
            names.add(row[at].strip());
          }
        }
      }
    }
    if (names.isEmpty()) {
      throw new Failure(
          Exit.INVALID, "--source-column " + column + " is blank in every row. Name another one.");
    }
    if (names.size() > 64) {
      throw new Failure(
          Exit.INVALID,
          "--source-column "
              + column
              + " has "
              + names.size()
              + " different values, at most 64 sources are expected. Name another column.");
    }
    List<PipelineSpec.Source> sources = new ArrayList<>();
    for (String name : names) {
      sources.add(new PipelineSpec.Source(topic(name, sources.size()), name, false));
    }
    return sources;
  }

  /** The name itself where a topic may have it. */
  private static String topic(String name, int index) {
    boolean legal = name.matches("[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,200}");
    return legal ? name : "source." + index;
  }
}
