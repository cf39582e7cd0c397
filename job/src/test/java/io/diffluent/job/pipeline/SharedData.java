package io.diffluent.job.pipeline;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Real tables, where a checkout has them: in {@code shared/data} beside or above the project. */
public final class SharedData {

  private SharedData() {}

  public static Optional<Path> find(String file) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path found = at.resolve("shared/data").resolve(file);
      if (Files.exists(found)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  static PipelineInference.Sample sample(Path file) {
    try (Reader reader =
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8);
        CSVParser csv = CSVParser.parse(reader, CSVFormat.RFC4180)) {
      List<CSVRecord> records = csv.getRecords();
      return new PipelineInference.Sample(
          List.of(records.get(0).values()),
          records.stream().skip(1).map(CSVRecord::values).iterator());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
