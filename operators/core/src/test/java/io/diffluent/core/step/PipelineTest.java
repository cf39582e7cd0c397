package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The laws of composition. */
class PipelineTest {

  private static final String GATE = "feature-gate";
  private static final long DRAW = 7;

  private static List<List<String>> everyOrderOfAllSteps() {
    return orders(Steps.names());
  }

  private static Stream<List<String>> everyOrderOfEverySubsetWithoutMixture() {
    List<String> others = Steps.names().stream().filter(name -> !name.equals("mixture")).toList();
    List<List<String>> subsets = new ArrayList<>();
    for (int mask = 0; mask < 1 << others.size(); mask++) {
      List<String> subset = new ArrayList<>();
      for (int i = 0; i < others.size(); i++) {
        if ((mask >> i & 1) == 1) {
          subset.add(others.get(i));
        }
      }
      subsets.add(subset);
    }
    return subsets.stream().flatMap(subset -> orders(subset).stream());
  }

  private static List<List<String>> orders(List<String> names) {
    if (names.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> orders = new ArrayList<>();
    for (String first : names) {
      List<String> rest = names.stream().filter(name -> !name.equals(first)).toList();
      for (List<String> order : orders(rest)) {
        List<String> whole = new ArrayList<>(List.of(first));
        whole.addAll(order);
        orders.add(whole);
      }
    }
    return orders;
  }

  @Test
  void everyOrderAgreesWithCentralDifferences() {
    Stream.concat(everyOrderOfAllSteps().stream(), everyOrderOfEverySubsetWithoutMixture())
        .forEach(PipelineTest::agreesWithCentralDifferences);
  }

  private static void agreesWithCentralDifferences(List<String> names) {
    Tables tables = new Tables(names.hashCode());
    Pipeline pipeline = pipeline(names);
    Parameters parameters = tables.parameters(pipeline);
    Batch scored = tables.batch(pipeline, parameters);
    new CentralDifferences(pipeline, parameters, scored).check();
    // A draw that is about to turn has no slope; with this seed none is.
    new CentralDifferences(pipeline, parameters, scored.withDraw(DRAW)).check();
  }

  @Test
  void theEmptyPipelineIsTheIdentity() {
    Pipeline identity = new Pipeline(List.of());
    Batch in = new Tables(1).batch();
    Parameters none = Parameters.start(List.of());
    Step.Forward forward = identity.forward(none, in);
    BatchGradient slope = CentralDifferences.slope(in);
    assertThat(forward.out()).isSameAs(in);
    assertThat(forward.pullback().apply(slope, none)).isSameAs(slope);
  }

  @Test
  void theIdentityChangesNoStep() {
    for (String name : Steps.names()) {
      Pipeline alone = pipeline(List.of(name));
      Pipeline identity = new Pipeline(List.of());
      same(alone, new Pipeline(List.of(identity, alone)));
      same(alone, new Pipeline(List.of(alone, identity)));
    }
  }

  @Test
  void compositionIsAssociative() {
    for (List<String> names : everyOrderOfAllSteps()) {
      for (int cut = 1; cut < names.size() - 1; cut++) {
        Pipeline left =
            new Pipeline(
                List.of(
                    pipeline(names.subList(0, cut)), pipeline(names.subList(cut, names.size()))));
        same(pipeline(names), left);
      }
    }
  }

  @Test
  void stepsOnDisjointFieldsCommute() {
    commute(GATE, "source-weights");
    commute("transform", "source-weights");
    commute("mixture", "source-weights");
    commute("learned-fill", "source-weights");
    commute("learned-fill", "cut");
  }

  @Test
  void stepsOnTheSameFieldsDoNot() {
    Pipeline one = pipeline(List.of("transform", GATE));
    Pipeline other = pipeline(List.of(GATE, "transform"));
    Tables tables = new Tables(13);
    Parameters parameters = tables.parameters(one);
    Batch in = tables.batch();
    assertThat(one.forward(parameters, in).out().x())
        .isNotEqualTo(other.forward(parameters, in).out().x());
  }

  @Test
  void theCatalogueNamesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Steps.named("polish", Tables.context()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("polish")
        .hasMessageContaining("feature-gate");
    for (String name : Steps.names()) {
      assertThat(Steps.named(name, Tables.context()).name()).isEqualTo(name);
    }
  }

  private static void commute(String one, String other) {
    same(pipeline(List.of(one, other)), pipeline(List.of(other, one)));
  }

  /** Both map every batch to the same one, and pull back the same gradients. */
  private static void same(Step one, Step other) {
    Tables tables = new Tables(99);
    Parameters parameters = tables.parameters(one);
    Batch in = tables.batch(one, parameters);
    Step.Forward first = one.forward(parameters, in);
    Step.Forward second = other.forward(parameters, in);
    // Two of them: a pullback uses its slope up.
    BatchGradient slope = CentralDifferences.slope(first.out());
    BatchGradient alike = CentralDifferences.slope(first.out());
    Parameters gradients = Parameters.zeros(one.parameters());
    Parameters others = Parameters.zeros(other.parameters());
    equal(
        StepContract.contents(first.pullback().apply(slope, gradients)),
        StepContract.contents(second.pullback().apply(alike, others)));
    equal(
        List.of(first.out().x(), first.out().g(), first.out().weights()),
        List.of(second.out().x(), second.out().g(), second.out().weights()));
    assertThat(others.names()).containsExactlyInAnyOrderElementsOf(gradients.names());
    for (String group : gradients.names()) {
      equal(List.of(gradients.get(group)), List.of(others.get(group)));
    }
  }

  private static void equal(List<?> expected, List<?> actual) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat((double[]) actual.get(i))
          .containsExactly((double[]) expected.get(i), within(1e-12));
    }
  }

  private static Pipeline pipeline(List<String> names) {
    StepContext context = Tables.context();
    return new Pipeline(
        names.stream()
            .map(name -> name.equals(GATE) ? gate(context) : Steps.named(name, context))
            .toList());
  }

  /** The gate with its mean held constant, as its pullback does. */
  private static Step gate(StepContext context) {
    return new FeatureGate(context, 0.55);
  }
}
