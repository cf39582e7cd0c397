package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Snapshots store names, never positions. */
class NamedParametersTest {

  @Test
  void reorderedEntriesKeepTheirValues() throws IOException {
    byte[] bytes = write(group("repairs", "mean", "knn", "keep"), 1, 2, 3);
    assertThat(read(bytes, group("repairs", "keep", "mean", "knn"))).containsExactly(3, 1, 2);
  }

  @Test
  void anEntryThatIsGoneIsDropped() throws IOException {
    byte[] bytes = write(group("repairs", "mean", "knn", "keep"), 1, 2, 3);
    assertThat(read(bytes, group("repairs", "keep", "knn"))).containsExactly(3, 2);
  }

  @Test
  void aNewLogitStartsAmongTheRestoredOnesWhereItWouldHaveStarted() throws IOException {
    byte[] bytes = write(simplex("repairs", "mean", "knn"), 1, 3);
    assertThat(read(bytes, simplex("repairs", "mean", "mode", "knn"))).containsExactly(1, 2, 3);
    // Where all start at 1/2, the restored ones have moved by 3/2 on average.
    ParameterGroup favoured = simplex("repairs", "mean", "knn", "rescale");
    favoured.start()[2] = 2.5;
    assertThat(read(bytes, favoured)).containsExactly(1, 3, 4);
    assertThat(read(bytes, simplex("repairs", "mode"))).containsExactly(0.5);
  }

  @Test
  void anyOtherNewParameterStartsAfresh() throws IOException {
    byte[] bytes = write(group("detector", "bias", "distance"), 1, 3);
    assertThat(read(bytes, group("detector", "bias", "jump", "distance")))
        .containsExactly(1, 0.5, 3);
  }

  @Test
  void aNewGroupKeepsItsStartAndAGroupThatIsGoneIsSkipped() throws IOException {
    byte[] bytes = write(group("repairs", "mean", "knn"), 1, 3);
    assertThat(read(bytes, group("detectors", "iqr"))).containsExactly(0.5);
  }

  @Test
  void aValueThatIsNotFiniteIsRefusedByName() throws IOException {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      byte[] bytes = write(group("repairs", "mean", "knn"), 1, value);
      assertThatThrownBy(() -> read(bytes, group("repairs", "mean", "knn")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("knn");
    }
  }

  @Test
  void aGroupMustFitItself() {
    assertThatThrownBy(
            () ->
                new ParameterGroup(
                    "odd",
                    List.of("a", "b", "c"),
                    new double[3],
                    2,
                    new ParameterGroup.Update.Natural(0.1),
                    ParameterGroup.Rule.SAME_BATCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("odd");
  }

  private static ParameterGroup group(String name, String... entries) {
    return group(name, 0, entries);
  }

  private static ParameterGroup simplex(String name, String... entries) {
    return group(name, entries.length, entries);
  }

  private static ParameterGroup group(String name, int simplex, String... entries) {
    double[] start = new double[entries.length];
    java.util.Arrays.fill(start, 0.5);
    return new ParameterGroup(
        name,
        List.of(entries),
        start,
        simplex,
        new ParameterGroup.Update.Adam(0.01, 0),
        ParameterGroup.Rule.SAME_BATCH);
  }

  private static byte[] write(ParameterGroup group, double... values) throws IOException {
    Parameters parameters = Parameters.start(List.of(group));
    System.arraycopy(values, 0, parameters.get(group.name()), 0, values.length);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NamedParameters.write(List.of(group), parameters, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static double[] read(byte[] bytes, ParameterGroup group) throws IOException {
    Parameters parameters = Parameters.start(List.of(group));
    NamedParameters.read(
        List.of(group), parameters, new DataInputStream(new ByteArrayInputStream(bytes)));
    return parameters.get(group.name());
  }
}
