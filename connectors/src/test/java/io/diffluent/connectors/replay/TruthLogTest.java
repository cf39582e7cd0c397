package io.diffluent.connectors.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.RawEvent;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TruthLogTest {

  private static final int ROWS = 900;
  private static final List<Column> FEATURES =
      List.of(Column.numeric("x"), Column.numeric("z"), Column.categorical("c", 8));

  @TempDir Path folder;
  private List<Path> files;
  private Path log;

  @BeforeEach
  void write() throws Exception {
    log = folder.resolve("truth.csv");
    Path zipped = folder.resolve("b.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(rows(400, ROWS).getBytes(StandardCharsets.UTF_8));
    }
    files = List.of(Files.writeString(folder.resolve("a.csv"), rows(0, 400)), zipped);
  }

  /** Zeros, gaps, commas, quotes and cells of two lines. */
  private static String rows(int from, int to) {
    StringBuilder text = new StringBuilder("x,plant,c,z,y\n");
    for (int i = from; i < to; i++) {
      String season = i % 7 == 0 ? "\"spr\n\"\"in\"\",g\"" : i % 5 == 0 ? "" : "winter";
      text.append(i % 9 == 0 ? "" : i % 40).append(i % 2 == 0 ? ",one," : ",two,").append(season);
      text.append(',').append(i % 11 / 4.0).append(",l").append(i % 3).append('\n');
    }
    return text.toString();
  }

  private FileReplay.Builder polluted(String spec) {
    return FileReplay.of(files)
        .sourceColumn("plant", List.of("one", "two"))
        .pollute(PollutionSpec.parse(spec), 5, FEATURES, "y");
  }

  private List<CSVRecord> lines() throws Exception {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(log, StandardCharsets.UTF_8, format)) {
      assertThat(parser.getHeaderNames())
          .containsExactly("row", "column", "kind", "before", "after");
      return parser.getRecords();
    }
  }

  @ParameterizedTest
  @EnumSource(Pollution.class)
  void theLogIsWhatDiffersBetweenTheCleanAndTheDirtyRows(Pollution kind) throws Exception {
    List<Map<String, String>> clean = Differences.rows(FileReplay.of(files).build());
    List<Map<String, String>> dirty =
        Differences.rows(
            polluted(kind.code() + "=0.4@0.1-0.9{two}," + kind.code() + "=0.2{one}")
                .truthLog(log)
                .build());
    List<List<String>> differences = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      for (List<String> difference : Differences.between(clean.get(row), dirty.get(row))) {
        List<String> line = new ArrayList<>(List.of("" + row, difference.get(0), kind.code()));
        line.addAll(difference.subList(1, 3));
        differences.add(line);
      }
    }
    assertThat(differences).hasSizeGreaterThan(100);
    // Within a row the log goes by the order of the features, the differences by the alphabet.
    Comparator<List<String>> byRow = Comparator.comparing(line -> Integer.parseInt(line.get(0)));
    differences.sort(byRow.thenComparing(line -> List.of("x", "z", "c", "y").indexOf(line.get(1))));
    assertThat(lines().stream().map(CSVRecord::toList).toList()).isEqualTo(differences);
  }

  @Test
  void replayedOnTheCleanRowsAMixedLogGivesTheDirtyOnes() throws Exception {
    FileReplay replay =
        polluted("concept=1@0.5[x],label-swap=0.3,missing=0.2,outlier=0.2,typo=0.3[c]")
            .truthLog(log)
            .build();
    List<Map<String, String>> rows = new ArrayList<>();
    Differences.rows(FileReplay.of(files).build()).forEach(row -> rows.add(new TreeMap<>(row)));
    Set<String> cells = new HashSet<>();
    int chained = 0;
    for (CSVRecord line : lines()) {
      Map<String, String> row = rows.get(Integer.parseInt(line.get("row")));
      assertThat(row.get(line.get("column"))).isEqualTo(line.get("before"));
      row.put(line.get("column"), line.get("after"));
      row.values().removeIf(String::isEmpty);
      chained += cells.add(line.get("row") + line.get("column")) ? 0 : 1;
    }
    assertThat(chained).isGreaterThan(50);
    assertThat(rows).isEqualTo(Differences.rows(replay));
  }

  @Test
  void passesAndHeldOutRowsDoNotChangeTheLog() throws Exception {
    String spec = "stuck=0.2[z],typo=0.3,label-swap=0.3,concept=1@0.5";
    polluted(spec).truthLog(log).build();
    byte[] once = Files.readAllBytes(log);
    Path again = folder.resolve("again.csv");
    FileReplay replay = polluted(spec).passes(3).holdOut(0.3, 1).truthLog(again).build();
    assertThat(Files.readAllBytes(again)).isEqualTo(once);
    Map<Long, Map<String, String>> changed = new HashMap<>();
    for (CSVRecord line : lines()) {
      changed
          .computeIfAbsent(Long.parseLong(line.get("row")), row -> new TreeMap<>())
          .put(line.get("column"), line.get("after"));
    }
    assertThat(replay.count()).isEqualTo(3 * 630 + 270);
    for (long i = 0; i < replay.count(); i++) {
      Map<String, String> event = Differences.cells(replay.map(i).value());
      changed
          .getOrDefault(replay.row(i), Map.of())
          .forEach((column, after) -> assertThat(event).containsEntry(column, after));
    }
  }

  @Test
  void theLogDoesNotChangeWhatIsReplayed() throws Exception {
    String spec = "noise=0.3,label-swap=0.3,concept=0.5";
    List<RawEvent> with = Differences.events(polluted(spec).truthLog(log).build());
    List<RawEvent> without = Differences.events(polluted(spec).build());
    for (int i = 0; i < ROWS; i++) {
      assertThat(with.get(i).value()).isEqualTo(without.get(i).value());
      assertThat(with.get(i).origin()).isEqualTo(without.get(i).origin());
    }
  }

  @Test
  void aLogThatCannotBeWrittenOrMeansNothingIsRefused() throws Exception {
    byte[] before = Files.readAllBytes(files.get(1));
    assertThatThrownBy(() -> polluted("typo=1").truthLog(files.get(1)).build())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("b.csv.gz: the log of errors would replace an input.");
    assertThat(Files.readAllBytes(files.get(1))).isEqualTo(before);
    assertThatThrownBy(
            () -> polluted("typo=1").truthLog(folder.resolve("no").resolve("log.csv")).build())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the log of errors cannot be written");
    assertThatThrownBy(() -> FileReplay.of(files).truthLog(log).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no pollution");
  }
}
