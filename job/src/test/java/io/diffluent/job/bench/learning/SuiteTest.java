package io.diffluent.job.bench.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.record.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The list of cases and the parts of a stream. */
class SuiteTest {

  @Test
  void thereAre22CasesOfCleaningAndEveryKind() {
    List<Case> all = Suite.all();
    assertThat(all.stream().filter(one -> one.kind() == Kind.CLEANING)).hasSize(22);
    assertThat(all.stream().map(Case::kind)).contains(Kind.values());
    assertThat(all.stream().map(Case::name)).doesNotHaveDuplicates();
    assertThat(all).allMatch(one -> Kind.of(one.name()) == one.kind());
  }

  @Test
  void patternsNameCases() {
    Case one = Suite.all().get(0);
    assertThat(one.name()).isEqualTo("cleaning/bike-clean");
    assertThat(one.matches(List.of())).isTrue();
    assertThat(one.matches(List.of("drift/*", "cleaning/bike-*"))).isTrue();
    assertThat(one.matches(List.of("cleaning/nasa-*"))).isFalse();
  }

  @Test
  void theFirstRecordsAreLeftOut() {
    Map<String, List<Outcome>> parts = Parts.usual(outcomes(1000));
    assertThat(offsets(parts.get(Parts.ALL))).startsWith(128L).hasSize(872);
    assertThat(offsets(parts.get(Parts.TAIL))).startsWith(750L).hasSize(250);
  }

  @Test
  void partsBehindASwitch() {
    Map<String, List<Outcome>> parts = Drift.behind(outcomes(4001), 4001);
    assertThat(offsets(parts.get(Drift.FIRST))).startsWith(2001L).hasSize(250);
    assertThat(offsets(parts.get(Drift.NEXT))).startsWith(2251L).hasSize(250);
    assertThat(offsets(parts.get(Drift.LATER))).startsWith(2501L).hasSize(1000);
    assertThat(offsets(parts.get(Drift.REST))).startsWith(3501L).hasSize(500);
    assertThat(Drift.behind(outcomes(600), 600)).containsOnlyKeys(Drift.FIRST, Drift.NEXT);
  }

  private static List<Outcome> outcomes(int count) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outcomes.add(new Outcome(new Origin("t", 0, i), 0, new float[0][]));
    }
    return outcomes;
  }

  private static List<Long> offsets(List<Outcome> outcomes) {
    return outcomes.stream().map(outcome -> outcome.origin().offset()).toList();
  }
}
