package io.diffluent.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineFileTest {

  private static final String MINIMAL = Fixtures.resource("pipelines/minimal.yaml");

  @TempDir Path folder;

  @Test
  void allProblemsAtOnce() {
    String found =
        Fixtures.problems(Fixtures.resource("pipelines/wrong.yaml")).stream()
            .map(problem -> problem + "\n")
            .collect(Collectors.joining());
    assertThat(found).isEqualTo(Fixtures.resource("pipelines/wrong.txt"));
  }

  @ParameterizedTest
  @CsvSource({
    "'clean: {detecters: [iqr]}', unknown key 'detecters' in clean, did you mean 'detectors'?",
    "'clean: {detectors: [zcore]}', unknown detector 'zcore', did you mean 'zscore'?",
    "'clean: {repairs: [meen]}', unknown repair 'meen', did you mean 'mean'?",
    "'steps: [mixtur]', unknown step 'mixtur', did you mean 'mixture'?",
    "'learn: {arms: [no-cleaning]}', unknown arm 'no-cleaning', did you mean 'no-clean'?",
    "'learn: {arms: [iqr+kn]}', unknown arm 'iqr+kn', did you mean 'iqr+knn'?",
    "'model: {device: cuda}', 'must be cpu, gpu or auto, found ''cuda''', 'choices: cpu, gpu, auto'",
    "'Learn: {}', unknown key 'Learn' in the pipeline file, did you mean 'learn'?",
  })
  void suggestsWhatWasMeant(String line, String what, String remedy) {
    assertThat(Fixtures.problems(MINIMAL + line + "\n"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.where().line()).isEqualTo(6);
              assertThat(problem.what()).contains(what.replace("''", "'"));
              assertThat(problem.remedy()).isEqualTo(remedy);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'learn: {batch: 0}', 'must be 1 to 4096, found ''0'''",
    "'learn: {batch: 99999999999}', 'must be 1 to 4096'",
    "'learn: {batch: 1.5}', 'must be a whole number from 1 to 4096'",
    "'learn: {rate: .inf}', 'must be a number'",
    "'learn: {rate: 0x1}', 'must be a number'",
    "'learn: {batch: 0100}', 'must be a whole number from 1 to 4096'",
    "'clean: {prune: 0b1}', 'must be a number'",
    "'learn: {arms: [dboost-mixture+knn]}', 'needs ''dboost-mixture'', which is not in clean.det'",
    "'learn: {batch: [1]}', 'found a list'",
    "'learn: {arms: [oracle, oracle]}', 'different arm names'",
    "'clean: {detectors: []}', 'different detector names'",
    "'select: {features: 1}', 'must be true or false'",
    "'model: {hidden: [0]}', 'each 1 to 4096'",
    "'model: {type: block}', 'type block needs model.block'",
    "'model: [mlp]', 'must be a mapping of keys, found a list'",
    "'kafka: {topics: {telemetry: events}}', 'an input and an output'",
    "'kafka: {topics: {telemetry: ..}}', 'must be a topic name'",
    "'kafka: {topics: {telemetry: a, predictions: a}}', 'already the topic of'",
    "'kafka: {options: {a: [1]}}', 'must be one value'",
    "'kafka: {options: {group.id: x}}', 'the job sets ''group.id'' itself'",
    "'kafka: {options: {key.serializer: x}}', '''key.serializer'' cannot be set'",
    "'kafka: {delivery: exactly-once, transactionTimeoutMs: 5000}', 'output could be lost'",
    "'kafka: {delivery: exactly-once}\ncheckpoint: {intervalMs: 3600000}', 'may be open for 3'",
    "'key: *anchor', 'alias'",
    "'pipeline: other', 'is there twice, first in line 1'",
    "'--- ', 'second document'",
    "'id:', 'has no value'",
  })
  void saysWhatIsWrong(String line, String what) {
    assertThat(Fixtures.problems(MINIMAL + line.replace("''", "'") + "\n"))
        .anySatisfy(problem -> assertThat(problem.what()).contains(what.replace("''", "'")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "just text",
        "- a\n- b\n",
        "a: b: c\n",
        "a: {b\n",
        "pipeline:\n\tname: x\n",
        "\u0000\u0001",
        "? [a]\n: b\n",
        "pipeline: x\nsources: {}\ncolumns: []\nlabel: 3\n",
        "%YAML 9.9\n---\na: b\n",
        "!!java.lang.Object {}\n",
        "a: &a [*a]\n",
        "0",
        "~"
      })
  void whateverItIsItIsAValue(String yaml) {
    assertThat(Fixtures.problems(yaml))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
  }

  @Test
  void onlyNumbersHaveANotation() {
    String file =
        "pipeline: x\nlabel: {column: y, task: binary, unit: kg, written: factors}\n"
            + "sources: [{topic: t}]\ncolumns: {a: {type: categorical, decimal: comma},"
            + " b: {type: numeric, unit: kg}, c: {type: categorical, written: durations}}\n";
    assertThat(Fixtures.problems(file))
        .extracting(Problem::what)
        .containsExactly(
            "a label of task binary has no unit",
            "a label of task binary has no written",
            "a categorical column has no decimal",
            "a categorical column has no written");
  }

  @Test
  void fixedPipelinesAreMadeOfWhatThereIs() {
    String clean = "clean: {detectors: [missing, iqr], repairs: [mean, keep]}\n";
    String arms = "learn: {arms: [mixture, no-clean+steps, iqr+mean, zscore+mean, iqr+knn+steps]}";
    assertThat(Fixtures.problems(MINIMAL + clean + arms + "\n"))
        .extracting(Problem::what)
        .containsExactly(
            "the arm 'zscore+mean' needs 'zscore', which is not in clean.detectors",
            "the arm 'iqr+knn+steps' needs 'knn', which is not in clean.repairs");
  }

  @Test
  void aPartOfATimeMayHaveALongName() {
    String field = "t".repeat(125);
    String part = field + "_weekday: {type: categorical, size: 8, from: " + field;
    String file = MINIMAL.replace("x: {type: numeric", part + ", part: weekday");
    assertThat(file).contains("_weekday");
    assertThat(Fixtures.problems(file)).isEmpty();
    assertThat(Fixtures.problems(file.replace("from: t", "from: ttttt"))).hasSize(1);
  }

  @Test
  void namesTheTab() {
    assertThat(Fixtures.problems("pipeline: x\nlabel:\n\tcolumn: y\n"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.what()).contains("tab");
              assertThat(problem.where().line()).isEqualTo(3);
            });
  }

  @Test
  void neitherDepthNorAliasesExplode() {
    assertThat(Fixtures.problems("a: " + "[".repeat(100_000))).isNotEmpty();
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 50; i++) {
      String one = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + String.join(", ", List.of(one, one, one)) + "]\n");
    }
    assertThat(Fixtures.problems(bomb.toString())).hasSize(100);
    assertThat(Fixtures.problems("# " + "x".repeat(1 << 20)))
        .singleElement()
        .asString()
        .contains("1 MiB");
  }

  @Test
  void everyRequiredKeyIsMissed() {
    assertThat(Fixtures.problems("{}"))
        .extracting(problem -> problem.where().path())
        .containsExactly("pipeline", "label", "sources", "columns");
    assertThat(Fixtures.problems("{pipeline: x, label: {}, sources: [{}], columns: {a: {}}}"))
        .extracting(problem -> problem.where().path())
        .containsExactly("label.column", "label.task", "sources[0].topic", "columns.a.type");
  }

  @Test
  void placesAreExact() {
    String yaml = MINIMAL + "learn:\n  seed: 3\n  batch: many\n";
    assertThat(Fixtures.problems(yaml))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.where())
                    .isEqualTo(new Problem.Where("p.yaml", 8, 10, "learn.batch")));
  }

  @Test
  void readsFiles() throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), MINIMAL);
    assertThat(PipelineFile.read(file)).isInstanceOf(PipelineResult.Valid.class);
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, 0, 1});
    Path large = Files.write(folder.resolve("l.yaml"), new byte[2 << 20]);
    assertThat(only(folder)).contains("directory");
    assertThat(only(folder.resolve("absent.yaml"))).contains("no such file");
    assertThat(only(binary)).contains("not UTF-8");
    assertThat(only(large)).contains("1 MiB");
  }

  private static String only(Path path) {
    PipelineResult.Invalid invalid = (PipelineResult.Invalid) PipelineFile.read(path);
    assertThat(invalid.problems()).hasSize(1);
    return invalid.problems().get(0).toString();
  }
}
