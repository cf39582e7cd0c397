package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.step.ParameterGroup.Rule;
import io.diffluent.core.step.ParameterGroup.Update;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepOptimizerTest {

  private static final double[] START = {-6, 1.5, 0};
  private static final ParameterGroup ADAM = group("adam", 0, new Update.Adam(0.02, 0.005));
  private static final ParameterGroup NATURAL = group("natural", 3, new Update.Natural(0.1));
  private static final ParameterGroup FREE = group("free", 0, new Update.Adam(0.02, 0.005));
  private static final ParameterGroup AHEAD =
      new ParameterGroup(
          "ahead",
          List.of("a", "b", "c"),
          new double[3],
          3,
          new Update.Adam(0.05, 0),
          Rule.LOOK_AHEAD);

  private final SeededRandom random = new SeededRandom(17);

  @Test
  void adamIsAdamWrittenOutWithTheReturnToTheStart() {
    Parameters parameters = Parameters.start(List.of(ADAM));
    StepOptimizer optimizer = new StepOptimizer(List.of(ADAM));
    double[] p = START.clone();
    double[] m = new double[3];
    double[] v = new double[3];
    for (int t = 1; t <= 100; t++) {
      Parameters gradients = gradients(List.of(ADAM));
      double[] g = gradients.get("adam");
      for (int i = 0; i < 3; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
        double mHat = m[i] / (1 - Math.pow(0.9, t));
        double vHat = v[i] / (1 - Math.pow(0.999, t));
        p[i] -= 0.02 * mHat / (Math.sqrt(vHat) + 1e-8);
        p[i] += 0.005 * (START[i] - p[i]);
      }
      optimizer.update(Rule.SAME_BATCH, parameters, gradients);
      assertThat(parameters.get("adam")).containsExactly(p, within(1e-12));
    }
  }

  @Test
  void anIdleParameterReturnsToItsStart() {
    Parameters parameters = Parameters.start(List.of(ADAM));
    Arrays.fill(parameters.get("adam"), 4);
    StepOptimizer optimizer = new StepOptimizer(List.of(ADAM));
    for (int t = 0; t < 3000; t++) {
      optimizer.update(Rule.SAME_BATCH, parameters, Parameters.zeros(List.of(ADAM)));
    }
    assertThat(parameters.get("adam")).containsExactly(START, within(1e-4));
  }

  @Test
  void ratesThatSettleFallAndNeverComeToAHalt() {
    ParameterGroup group = group("gates", 0, new Update.Adam(0.05, 0, 0, true));
    Parameters parameters = Parameters.start(List.of(group));
    StepOptimizer optimizer = new StepOptimizer(List.of(group));
    double[] sizes = new double[5001];
    for (int t = 1; t <= 5000; t++) {
      double before = parameters.get("gates")[0];
      Parameters gradients = Parameters.zeros(List.of(group));
      Arrays.fill(gradients.get("gates"), 1);
      optimizer.update(Rule.SAME_BATCH, parameters, gradients);
      sizes[t] = before - parameters.get("gates")[0];
    }
    assertThat(sizes[1]).isCloseTo(0.05, within(1e-4));
    assertThat(sizes[300]).isCloseTo(0.05 / Math.sqrt(2), within(1e-4));
    assertThat(sizes[5000]).isCloseTo(0.05 * 0.3, within(1e-4));
  }

  @Test
  void logitsOfASimplexStayCentred() {
    Parameters parameters = Parameters.start(List.of(NATURAL));
    StepOptimizer optimizer = new StepOptimizer(List.of(NATURAL));
    for (int t = 0; t < 50; t++) {
      optimizer.update(Rule.SAME_BATCH, parameters, gradients(List.of(NATURAL)));
      assertThat(Arrays.stream(parameters.get("natural")).sum()).isCloseTo(0, within(1e-9));
    }
  }

  /**
   * A step has one size, whatever its gradient says: where that is noise, logits must not wander.
   */
  @Test
  void logitsWithoutASignalStayNearTheirStart() {
    ParameterGroup free = group("free", 3, new Update.Natural(0.1));
    ParameterGroup held = group("held", 3, new Update.Natural(0.1).shrinking(0.005));
    List<ParameterGroup> groups = List.of(free, held);
    Parameters parameters = Parameters.start(groups);
    StepOptimizer optimizer = new StepOptimizer(groups);
    double squaredFree = 0;
    double squaredHeld = 0;
    for (int t = 0; t < 20_000; t++) {
      optimizer.update(Rule.SAME_BATCH, parameters, gradients(groups));
      squaredFree += Math.pow(farthest(parameters.get("free")), 2);
      squaredHeld += Math.pow(farthest(parameters.get("held")), 2);
    }
    assertThat(Math.sqrt(squaredHeld)).isLessThan(0.6 * Math.sqrt(squaredFree));
    for (int t = 0; t < 10_000; t++) {
      optimizer.update(Rule.SAME_BATCH, parameters, Parameters.zeros(groups));
    }
    assertThat(farthest(parameters.get("held"))).isLessThan(1e-4);
    assertThat(farthest(parameters.get("free"))).isGreaterThan(0.1);
  }

  @Test
  void whatActsOnASensitiveColumnMovesByItsShare() {
    ParameterGroup adam = bounded("adam", 0, new Update.Adam(0.02, 0));
    ParameterGroup natural = bounded("natural", 3, new Update.Natural(0.1));
    List<ParameterGroup> groups = List.of(adam, natural, FREE);
    movesByItsShare(groups, gradients(groups), 0);
  }

  @Test
  void whatActsOnASensitiveColumnReturnsByItsShare() {
    ParameterGroup adam = bounded("adam", 0, new Update.Adam(0.02, 0.005));
    ParameterGroup natural = bounded("natural", 3, new Update.Natural(0.1).shrinking(0.005));
    List<ParameterGroup> groups = List.of(adam, natural, FREE);
    movesByItsShare(groups, Parameters.zeros(groups), 4);
  }

  /** One update of what lies this far from its start. */
  private static void movesByItsShare(
      List<ParameterGroup> groups, Parameters gradients, double away) {
    Parameters full = Parameters.start(groups);
    Parameters shared = Parameters.start(groups);
    double[] before = new double[3];
    for (int a = 0; a < 3; a++) {
      // The middle one apart, so that a softmax sees it.
      before[a] = START[a] + (a == 1 ? away : -away / 2);
      full.get("adam")[a] = before[a];
      shared.get("adam")[a] = before[a];
      full.get("natural")[a] = before[a] - START[a];
      shared.get("natural")[a] = before[a] - START[a];
    }
    new StepOptimizer(groups).update(Rule.SAME_BATCH, full, gradients);
    double[] shares = {0.25, 1, 0.5};
    new StepOptimizer(groups).update(Rule.SAME_BATCH, shared, gradients, new Sensitivity(shares));
    for (int a = 0; a < 3; a++) {
      double move = full.get("adam")[a] - before[a];
      assertThat(Math.abs(move)).isGreaterThan(1e-3);
      assertThat(shared.get("adam")[a] - before[a]).isCloseTo(shares[a] * move, within(1e-12));
      double natural = full.get("natural")[a] - (before[a] - START[a]);
      assertThat(shared.get("natural")[a] - (before[a] - START[a]))
          .isCloseTo(shares[0] * natural, within(1e-12));
    }
    assertThat(shared.get("free")).isEqualTo(full.get("free"));
  }

  @Test
  void aGroupKnowsTheColumnOfEveryEntryAndOfEverySimplex() {
    refused(0, new int[] {0, 1});
    refused(3, new int[] {0, 0, 1});
  }

  private static void refused(int simplex, int[] columns) {
    List<String> entries = List.of("a", "b", "c");
    Update update = new Update.Adam(0.02, 0);
    assertThatThrownBy(
            () ->
                new ParameterGroup(
                    "odd", entries, new double[3], simplex, update, Rule.SAME_BATCH, columns))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("odd");
  }

  private static ParameterGroup bounded(String name, int simplex, Update update) {
    ParameterGroup group = group(name, simplex, update);
    int[] columns = simplex > 0 ? new int[3] : new int[] {0, 1, 2};
    return new ParameterGroup(
        name, group.entries(), group.start(), simplex, update, group.rule(), columns);
  }

  private static double farthest(double[] logits) {
    return Arrays.stream(logits).map(Math::abs).max().orElseThrow();
  }

  @Test
  void onlyGroupsOfTheRuleAreUpdated() {
    List<ParameterGroup> groups = List.of(ADAM, AHEAD);
    Parameters parameters = Parameters.start(groups);
    StepOptimizer optimizer = new StepOptimizer(groups);
    optimizer.update(Rule.SAME_BATCH, parameters, gradients(groups));
    assertThat(parameters.get("ahead")).containsOnly(0);
    assertThat(parameters.get("adam")).isNotEqualTo(START);
    double[] before = parameters.get("adam").clone();
    optimizer.update(Rule.LOOK_AHEAD, parameters, gradients(groups));
    assertThat(parameters.get("adam")).isEqualTo(before);
    assertThat(parameters.get("ahead")).isNotEqualTo(new double[3]);
  }

  @Test
  void aRestoredOptimizerContinuesWithTheSameBits() throws IOException {
    List<ParameterGroup> groups = List.of(ADAM, NATURAL, AHEAD);
    Parameters parameters = Parameters.start(groups);
    StepOptimizer optimizer = new StepOptimizer(groups);
    for (int t = 0; t < 20; t++) {
      optimizer.update(Rule.SAME_BATCH, parameters, gradients(groups));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    optimizer.write(new DataOutputStream(bytes));
    StepOptimizer restored = new StepOptimizer(groups);
    restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    Parameters copy = Parameters.start(groups);
    groups.forEach(
        group -> System.arraycopy(parameters.get(group.name()), 0, copy.get(group.name()), 0, 3));
    for (int t = 0; t < 20; t++) {
      Parameters gradients = gradients(groups);
      for (Rule rule : Rule.values()) {
        optimizer.update(rule, parameters, gradients);
        restored.update(rule, copy, gradients);
      }
    }
    groups.forEach(
        group -> assertThat(copy.get(group.name())).isEqualTo(parameters.get(group.name())));
  }

  /** Steps may come and go between two savepoints: moments and their ages follow the names. */
  @Test
  void addingOrRemovingAGroupDisturbsNoOther() throws IOException {
    List<ParameterGroup> before = List.of(ADAM, NATURAL);
    StepOptimizer optimizer = new StepOptimizer(before);
    Parameters parameters = Parameters.start(before);
    for (int t = 0; t < 5; t++) {
      optimizer.update(Rule.SAME_BATCH, parameters, gradients(before));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    optimizer.write(out);
    out.writeUTF("what follows");
    for (List<ParameterGroup> after :
        List.of(List.of(NATURAL, ADAM), List.of(NATURAL), List.of(AHEAD, NATURAL, ADAM))) {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
      StepOptimizer restored = new StepOptimizer(after);
      restored.read(in);
      assertThat(in.readUTF()).isEqualTo("what follows");
      Parameters copy = Parameters.start(after);
      System.arraycopy(parameters.get("natural"), 0, copy.get("natural"), 0, 3);
      Parameters gradients = gradients(after);
      StepOptimizer plain = new StepOptimizer(before);
      plain.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      Parameters expected = Parameters.start(before);
      System.arraycopy(parameters.get("natural"), 0, expected.get("natural"), 0, 3);
      Parameters same = Parameters.zeros(before);
      System.arraycopy(gradients.get("natural"), 0, same.get("natural"), 0, 3);
      plain.update(Rule.SAME_BATCH, expected, same);
      restored.update(Rule.SAME_BATCH, copy, gradients);
      assertThat(copy.get("natural")).isEqualTo(expected.get("natural"));
    }
  }

  private Parameters gradients(List<ParameterGroup> groups) {
    Parameters gradients = Parameters.zeros(groups);
    for (ParameterGroup group : groups) {
      double[] values = gradients.get(group.name());
      Arrays.setAll(values, i -> 2 * random.nextDouble() - 1);
    }
    return gradients;
  }

  private static ParameterGroup group(String name, int simplex, Update update) {
    double[] start = simplex > 0 ? new double[3] : START;
    return new ParameterGroup(
        name, List.of("a", "b", "c"), start, simplex, update, Rule.SAME_BATCH);
  }
}
