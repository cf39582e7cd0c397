package io.diffluent.job.cli;

import io.diffluent.connectors.replay.CsvRows;
import io.diffluent.core.record.Task;
import io.diffluent.job.pipeline.PipelineInference;
import io.diffluent.job.pipeline.PipelineInference.Inferred;
import io.diffluent.job.pipeline.PipelineInference.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Writes a first pipeline file from a sample of the data, dirty as it is.")
final class InitCommand implements Callable<Integer> {

  @Option(names = "--input", required = true, description = "CSV file with a header, or .gz.")
  private Path input;

  @Option(names = "--label", required = true, description = "The column to predict.")
  private String label;

  @Option(
      names = "--task",
      description = "regression, binary or multiclass; inferred if it is not given.")
  private Task task;

  @Option(names = "--exclude", split = ",", description = "Columns to leave out.")
  private List<String> exclude = List.of();

  @Option(names = "--output", required = true, description = "The pipeline file to write.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    Paths.checkDistinct(List.of(input), output);
    Paths.checkWritable(output, "pipeline file");
    try (CsvRows rows = CsvRows.open(input)) {
      PipelineInference.Result result =
          PipelineInference.infer(
              new PipelineInference.Sample(rows.header(), iterator(rows)),
              new PipelineInference.Request(input.getFileName().toString(), label, task, exclude));
      if (result instanceof Refused refused) {
        throw new Failure(Exit.INVALID, refused.problems());
      }
      Inferred inferred = (Inferred) result;
      Files.writeString(output, inferred.yaml());
      inferred.notes().forEach(System.err::println);
      if (rows.surplusCells() > 0 && rows.surplusCells() >= inferred.rows() / 2) {
        System.err.println(
            "Warning: most rows have more cells than the first line has names; what is beyond the"
                + " last name is left out. If a name is missing, the others stand above the wrong"
                + " columns.");
      }
      if (!rows.isCleanText()) {
        System.err.println(
            "Warning: the file is not UTF-8; what is not was read as Windows-1252. Events must be"
                + " UTF-8, others become dead letters.");
      }
      System.err.printf(
          "%s written: %s. Next: ./diffluent evaluate --pipeline %s --input %s"
              + " --report report.json%n",
          output, ValidateCommand.inputs(inferred.spec()), quoted(output), quoted(input));
    }
    return Exit.OK.code();
  }

  /** The path as a shell takes it. */
  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9_./+:@%=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static Iterator<String[]> iterator(CsvRows rows) {
    return new Iterator<>() {
      private String[] next = rows.next();

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public String[] next() {
        if (next == null) {
          throw new NoSuchElementException();
        }
        String[] row = next;
        next = rows.next();
        return row;
      }
    };
  }
}
