package io.diffluent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.Learner;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.step.Steps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps of a pipeline may come in any order: each trains through the real engine. */
class StepOrderTest {

  private static final int RECORDS = 300;

  @Test
  void everyOrderTrains() {
    List<Cells> cells = DirtyRecords.cells(RECORDS);
    List<List<String>> orders = orders(Steps.standard());
    assertThat(orders).hasSize(720).doesNotHaveDuplicates();
    for (List<String> order : orders) {
      DirtyRecords words = new DirtyRecords(true);
      try (Learner learner = new Learner(DirtyRecords.config(order), "key")) {
        cells.forEach(record -> learner.accept(record, words));
        learner.finish(words);
      }
      check(order, words);
    }
  }

  private static void check(List<String> order, DirtyRecords words) {
    assertThat(words.predictions).as("%s", order).hasSize(RECORDS);
    assertThat(words.predictions).extracting(Prediction::value).allMatch(Double::isFinite);
    for (Outcome outcome : words.outcomes) {
      for (float[] output : outcome.outputs()) {
        assertThat(output[0]).as("%s", order).isFinite();
      }
    }
    assertThat(words.last.version()).isEqualTo(-Math.floorDiv(-RECORDS, DirtyRecords.BATCH));
    assertThat(words.last.weights())
        .as("%s", order)
        .isNotEmpty()
        .allSatisfy(
            group -> assertThat(group.entries()).allMatch(entry -> Double.isFinite(entry.value())));
    assertThat(words.last.counts())
        .filteredOn(count -> count.name().equals("skippedBatches"))
        .allMatch(count -> count.value() == 0);
  }

  private static List<List<String>> orders(List<String> names) {
    if (names.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> all = new ArrayList<>();
    for (String first : names) {
      List<String> others = names.stream().filter(name -> !name.equals(first)).toList();
      for (List<String> rest : orders(others)) {
        List<String> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        all.add(order);
      }
    }
    return all;
  }
}
