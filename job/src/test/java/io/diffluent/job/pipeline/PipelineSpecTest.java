package io.diffluent.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.wire.DateOrder;
import io.diffluent.connectors.wire.NumberNotation;
import io.diffluent.connectors.wire.TimeOf;
import io.diffluent.connectors.wire.TimePart;
import io.diffluent.core.learn.LearningRule;
import io.diffluent.core.model.OptimizerSpec;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.ColumnType;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Schema;
import io.diffluent.job.pipeline.PipelineSpec.Backend;
import io.diffluent.job.pipeline.PipelineSpec.Checkpoint;
import io.diffluent.job.pipeline.PipelineSpec.Clean;
import io.diffluent.job.pipeline.PipelineSpec.Delivery;
import io.diffluent.job.pipeline.PipelineSpec.Device;
import io.diffluent.job.pipeline.PipelineSpec.Kafka;
import io.diffluent.job.pipeline.PipelineSpec.Learn;
import io.diffluent.job.pipeline.PipelineSpec.ModelOptions;
import io.diffluent.job.pipeline.PipelineSpec.ModelType;
import io.diffluent.job.pipeline.PipelineSpec.OptimizerKind;
import io.diffluent.job.pipeline.PipelineSpec.Select;
import io.diffluent.job.pipeline.PipelineSpec.Source;
import io.diffluent.job.pipeline.PipelineSpec.Start;
import io.diffluent.job.pipeline.PipelineSpec.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a file says is what the specification says: absent, empty and with everything set. */
class PipelineSpecTest {

  private static final Catalogues ALL = Catalogues.standard();

  @Test
  void absentSectionsHaveTheDocumentedDefaults() {
    assertThat(Fixtures.valid(Fixtures.resource("pipelines/minimal.yaml")))
        .isEqualTo(
            new PipelineSpec(
                "tiny",
                Label.binary("y"),
                LabelText.PLAIN,
                null,
                List.of(new Source("events", "events", false)),
                null,
                null,
                new Kafka(
                    "localhost:9092",
                    "tiny",
                    Start.EARLIEST,
                    Delivery.AT_LEAST_ONCE,
                    900_000,
                    true,
                    new Topics("tiny.predictions", "tiny.telemetry", "tiny.dead-letters"),
                    Map.of()),
                List.of(new ColumnSpec("x", ColumnType.NUMERIC, 1, List.of(), false)),
                new Clean(ALL.detectors(), ALL.repairs(), 1000, 5, 0.1),
                new Select(true, true),
                ALL.steps(),
                new ModelOptions(ModelType.MLP, List.of(64, 64), Device.CPU, null),
                new Learn(
                    32,
                    Learn.REPLAY_AUTO,
                    7,
                    0.003,
                    OptimizerKind.ADAM,
                    LearningRule.NATURAL,
                    List.of("mixture", "no-clean"),
                    0.02,
                    32,
                    5,
                    16,
                    1000,
                    0),
                new Checkpoint(10_000, null, Backend.HEAP, 60_000, 1_000)));
  }

  @Test
  void emptySectionsAreAbsentSections() {
    assertThat(Fixtures.valid(Fixtures.resource("pipelines/empty-sections.yaml")))
        .isEqualTo(Fixtures.valid(Fixtures.resource("pipelines/minimal.yaml")));
  }

  @Test
  void everyOptionArrives() {
    assertThat(Fixtures.valid(Fixtures.resource("pipelines/everything.yaml")))
        .isEqualTo(
            new PipelineSpec(
                "plant-7",
                Label.multiclass("state", 12),
                new LabelText(NumberNotation.PLAIN, List.of("unknown")),
                new LateLabels("sensors.labels", 60_000, 500, 100, 2_000),
                List.of(
                    new Source("sensors.a", "a", true), new Source("sensors.b", "b", false, false)),
                "machine",
                "serial",
                new Kafka(
                    "one:9092,two:9093",
                    "workers",
                    Start.COMMITTED,
                    Delivery.EXACTLY_ONCE,
                    700_000,
                    false,
                    new Topics("p", "t", "d"),
                    Map.of(
                        "security.protocol", "SASL_SSL",
                        "max.poll.records", "100",
                        "allow.auto.create.topics", "false")),
                List.of(
                    new ColumnSpec(
                        "heat",
                        ColumnType.NUMERIC,
                        1,
                        List.of("-200", "n.a."),
                        new NumberNotation("°C", NumberNotation.Decimal.COMMA),
                        false),
                    new ColumnSpec(
                        "kind",
                        ColumnType.CATEGORICAL,
                        16,
                        List.of("later"),
                        List.of("NA", "?", "null"),
                        NumberNotation.PLAIN,
                        null,
                        false),
                    new ColumnSpec("note", null, 1, List.of(), true),
                    new ColumnSpec(
                        "due",
                        ColumnType.NUMERIC,
                        1,
                        List.of(),
                        List.of(),
                        NumberNotation.PLAIN,
                        new TimeOf("until", TimePart.MONTH, DateOrder.DMY),
                        false)),
                new Clean(List.of("iqr", "learned"), List.of("keep", "mean"), 500, 3, 0.25),
                new Select(false, false),
                List.of("mixture", "feature-gate", "source-weights"),
                new ModelOptions(ModelType.BLOCK, List.of(), Device.GPU, "com.acme.MyBlockFactory"),
                new Learn(
                    64,
                    3,
                    11,
                    0.01,
                    OptimizerKind.SGD,
                    LearningRule.ADAM,
                    List.of("mixture", "singles", "oracle", "iqr+mean"),
                    0.5,
                    8,
                    0,
                    4,
                    200,
                    3),
                new Checkpoint(5_000, "s3://bucket/checkpoints", Backend.ROCKSDB, 30_000, 500)));
  }

  @Test
  void theSchemaHasTheInputsOnly() {
    Schema schema = Fixtures.valid(Fixtures.resource("pipelines/everything.yaml")).schema();
    assertThat(schema.columns())
        .containsExactly(
            new Column("heat", ColumnType.NUMERIC, 1, List.of("-200", "n.a.")),
            new Column(
                "kind", ColumnType.CATEGORICAL, 16, List.of("later"), List.of("NA", "?", "null")),
            Column.numeric("due"));
    assertThat(schema.label()).isEqualTo(Label.multiclass("state", 12));
    assertThat(schema.sources()).containsExactly("a", "b");
  }

  @Test
  void switchedOffStepsAreNotActive() {
    PipelineSpec spec = Fixtures.valid(Fixtures.resource("pipelines/everything.yaml"));
    assertThat(spec.activeSteps()).containsExactly("mixture");
    assertThat(spec.learn().optimizerSpec()).isEqualTo(new OptimizerSpec.Sgd(0.01));
  }

  @Test
  void everySpecificationCanBeWrittenAndReadAgain() {
    for (String name : List.of("bike", "minimal", "everything")) {
      PipelineSpec spec = Fixtures.valid(Fixtures.resource("pipelines/" + name + ".yaml"));
      assertThat(Fixtures.valid(PipelineYaml.write(spec, PipelineYaml.Comments.NONE)))
          .isEqualTo(spec);
    }
  }

  @Test
  void callersBringTheirOwnCatalogues() {
    Catalogues own = new Catalogues(List.of("mine"), List.of("fix"), List.of("mixture"));
    String yaml =
        Fixtures.resource("pipelines/minimal.yaml") + "learn: {arms: [mixture, mine+fix]}\n";
    PipelineResult result = PipelineFile.parse(yaml, "p.yaml", own);
    assertThat(result)
        .isInstanceOfSatisfying(
            PipelineResult.Valid.class,
            valid -> {
              assertThat(valid.spec().clean().detectors()).containsExactly("mine");
              assertThat(valid.spec().steps()).containsExactly("mixture");
            });
    assertThat(Fixtures.problems(yaml)).singleElement().asString().contains("mine+fix");
  }

  @Test
  void everyOptionIsDocumentedAndItsPathIsUnique() {
    Set<String> paths = new HashSet<>();
    all(Sections.ROOT)
        .forEach(
            option -> {
              assertThat(paths.add(option.param().name)).as(option.param().name).isTrue();
              assertThat(option.param().description).endsWith(".");
              assertThat(option.required() || option.param().defaultValue != null)
                  .as(option.param().name + " says what happens without it")
                  .isEqualTo(option.otherwise().isEmpty());
            });
    assertThat(paths).hasSizeGreaterThan(45);
  }

  private static Stream<Section.Option> all(Section section) {
    return Stream.concat(
        section.options().stream(), section.sections().stream().flatMap(PipelineSpecTest::all));
  }
}
