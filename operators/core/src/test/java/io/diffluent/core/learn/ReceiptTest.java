package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.Arena;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.detect.Detectors;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Task;
import io.diffluent.core.repair.Repairs;
import io.diffluent.core.step.Mixture;
import io.diffluent.core.step.Pipeline;
import io.diffluent.core.step.StepContext;
import io.diffluent.core.step.Steps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A receipt says what was changed, in the column's own units, and why. */
class ReceiptTest {

  private final LearnerConfig config =
      LearnerSetup.of(DirtyStream.schema(Task.REGRESSION)).scoreBatch(3).guardMargin(99).config();
  private final LearnerRun run = new LearnerRun(config, "key");

  ReceiptTest() {
    run.feed(800, new DirtyStream(Task.REGRESSION, 0.1, 4));
    run.state();
  }

  private Prediction predict(Row row) {
    run.feed(Rows.record(9000, row, null));
    run.learner().score(run);
    return run.last();
  }

  @Test
  void aMissingNumberIsAlwaysRepairedAndSaysSo() {
    Receipt receipt = only(predict(Rows.of(20, null, 60, "summer")), "feels");
    assertThat(receipt.raw()).isNull();
    assertThat(receipt.trust()).isZero();
    assertThat(receipt.usedNumber()).isBetween(10.0, 34.0);
    assertThat(receipt.usedText()).isNull();
    assertThat(receipt.suspects()).anyMatch(named -> named.name().equals("missing"));
  }

  @Test
  void anOutlierShowsItsRawValueAndWhatWasUsedInstead() {
    Receipt receipt = only(predict(Rows.of(20, 22, 6000, "summer")), "humidity");
    assertThat(receipt.raw()).isEqualTo("6000");
    assertThat(receipt.usedNumber()).isBetween(0.0, 130.0);
    assertThat(receipt.trust()).isLessThan(0.7);
    assertThat(receipt.suspects())
        .extracting(Named::name)
        .contains("zscore", "iqr", "histogram", "residual", "learned");
  }

  @Test
  void aFillThatTheMixtureNeverMetIsNotInIt() {
    LearnerRun late =
        LearnerRun.of(
            LearnerSetup.of(DirtyStream.schema(Task.REGRESSION))
                .steps("mixture", "learned-fill")
                .scoreBatch(3)
                .guardMargin(99));
    late.feed(800, new DirtyStream(Task.REGRESSION, 0.1, 4));
    late.feed(Rows.record(9000, Rows.of(20, null, 60, "summer"), null));
    late.learner().score(late);
    assertThat(only(late.last(), "feels").repairs())
        .extracting(Named::name)
        .contains("knn")
        .doesNotContain("learned");
    assertThat(only(predict(Rows.of(20, null, 60, "summer")), "feels").repairs())
        .extracting(Named::name)
        .contains("learned");
  }

  @Test
  void anUnknownCategoryShowsTheHeaviestCandidate() {
    Receipt receipt = only(predict(Rows.of(20, 22, 60, "sumner")), "season");
    assertThat(receipt.raw()).isEqualTo("sumner");
    assertThat(receipt.usedNumber()).isNaN();
    assertThat(receipt.usedText()).isIn("summer", "spring", "autumn", "winter");
    assertThat(receipt.suspects()).anyMatch(named -> named.name().equals("rare-category"));
  }

  @Test
  void repairWeightsSumToOneAndSuspicionsAreSuspicions() {
    DirtyStream stream = new DirtyStream(Task.REGRESSION, 0.3, 8);
    int seen = 0;
    for (int i = 0; i < 200; i++) {
      run.feed(stream.get());
    }
    run.learner().score(run);
    for (Prediction prediction : run.predictions) {
      for (Receipt receipt : prediction.receipt()) {
        seen++;
        assertThat(receipt.repairs().stream().mapToDouble(Named::value).sum())
            .isBetween(1 - 0.001 * Repairs.names().size(), 1 + 1e-9); // tiny ones are left out
        assertThat(receipt.suspects()).allMatch(s -> s.value() > 0 && s.value() <= 1);
        assertThat(Repairs.names())
            .containsAll(receipt.repairs().stream().map(Named::name).toList());
        assertThat(Detectors.names())
            .containsAll(receipt.suspects().stream().map(Named::name).toList());
      }
    }
    assertThat(seen).isGreaterThan(100);
  }

  @Test
  void whatWasUsedIsWhatLeavesTheMixtureAndTrustIsOneMinusTheGate() {
    Encoding encoding = Encoding.of(config.schema());
    StepContext context =
        new StepContext(
            encoding,
            config.cleaner().detectors(),
            config.cleaner().repairs(),
            config.schema().sources(),
            false,
            config.rule().update());
    Pipeline steps = Steps.pipeline(List.of("learned-fill", "cut", "mixture"), context);
    DirtyStream stream = new DirtyStream(Task.REGRESSION, 0.3, 8);
    for (int i = 0; i < 60; i++) {
      Record record = stream.get();
      Record unlabelled = new Record(record.envelope(), record.row(), null, null);
      Cells cells = run.feed(unlabelled);
      run.learner().score(run);
      Batch batch =
          Batch.of(
              Arena.ofFresh(),
              encoding,
              List.of(cells),
              config.cleaner().detectors().size(),
              config.cleaner().repairs().size());
      Batch out = steps.forward(run.learner().arms.get(0).parameters, batch).out();
      Cells.Suspects suspects = cells.suspects();
      int next = 0;
      for (int k = 0; k < suspects.count(); k++) {
        int column = suspects.columns()[k];
        double gate = out.g()[column];
        if (gate < Mixture.SMALLEST) {
          continue;
        }
        Receipt receipt = run.last().receipt().get(next++);
        assertThat(receipt.column()).isEqualTo(encoding.columns().get(column).name());
        assertThat(receipt.trust()).isCloseTo(1 - gate, within(1e-12));
        assertThat(receipt.raw()).isEqualTo(record.row().raw(column));
        if (encoding.isNumeric(column)) {
          double used =
              cells.display().centre()[k]
                  + cells.display().scale()[k] * out.x()[encoding.offsets()[column]];
          assertThat(receipt.usedNumber()).isCloseTo(used, within(1e-6 * Math.abs(used) + 1e-9));
        }
      }
      assertThat(run.last().receipt()).hasSize(next);
    }
  }

  @Test
  void cellsBeyondTheBoundAreCounted() {
    Limits one = new Limits(64 * 1024, 8, 128, 4096, 64, 4096, 100, 50, 4, 1, 8);
    LearnerConfig bounded = LearnerSetup.of(config.schema()).limits(one).config();
    LearnerRun few = new LearnerRun(bounded, "key");
    few.feed(Rows.record(0, Rows.of(null, null, 60, null), null));
    few.learner().score(few);
    assertThat(few.last().receipt()).hasSize(1);
    assertThat(few.last().omitted()).isEqualTo(2);
    assertThat(few.last().changed()).isEqualTo(3);
    assertThat(few.learner().counts().changedCells).isEqualTo(3);
  }

  @Test
  void aRecordThatWasNotChangedHasNone() {
    assertThat(predict(Rows.of(20, 22, 60, "summer")).changed()).isZero();
  }

  private static Receipt only(Prediction prediction, String column) {
    List<Receipt> receipts =
        prediction.receipt().stream().filter(r -> r.column().equals(column)).toList();
    assertThat(receipts).hasSize(1);
    return receipts.get(0);
  }
}
