package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.evaluate.Comparison;
import io.diffluent.core.record.Task;
import io.diffluent.core.state.StateBytes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cleaning can never make it worse unnoticed. */
class GuardTest {

  private static final int KNOWN = (int) (Comparison.START_UP + Guard.EVIDENCE);

  private final Guard guard = new Guard(0.1, Task.REGRESSION);

  private void feed(int records, double mixture, double noClean) {
    feed(guard, records, mixture, noClean);
  }

  private static void feed(Guard guard, int records, double mixture, double noClean) {
    for (int i = 0; i < records; i++) {
      guard.compare(mixture, noClean);
      guard.judge();
    }
  }

  @Test
  void withoutEvidenceItDoesNothing() {
    feed(KNOWN - 1, 9, 1);
    assertThat(guard.isActive()).isFalse();
    feed(5000, Double.NaN, 1);
    feed(5000, 1, Double.NaN);
    assertThat(guard.isActive()).isFalse();
    feed(1, 9, 1);
    assertThat(guard.isActive()).isTrue();
  }

  /** Of the error, not of its square: a squared error of 1.2 is an error of 1.095. */
  @ParameterizedTest
  @CsvSource({
    "REGRESSION,0.1,1.2,false",
    "REGRESSION,0.1,1.22,true",
    "REGRESSION,0.5,2.2,false",
    "REGRESSION,0.5,2.3,true",
    "REGRESSION,1,3.9,false",
    "REGRESSION,1,4.1,true",
    "BINARY,0.1,1.09,false",
    "BINARY,0.1,1.11,true",
    "MULTICLASS,1,1.9,false",
    "MULTICLASS,1,2.1,true"
  })
  void itStepsInBeyondTheMargin(Task task, double share, double mixture, boolean active) {
    Guard margin = new Guard(share, task);
    feed(margin, 3000, mixture, 1);
    assertThat(margin.isActive()).isEqualTo(active);
  }

  @Test
  void itStepsBackWhenTheMixtureIsNoLongerWorse() {
    feed(KNOWN, 1.3, 1);
    assertThat(guard.isActive()).isTrue();
    feed(300, 1.01, 1);
    assertThat(guard.isActive()).isTrue();
    feed(1500, 0.9, 1);
    assertThat(guard.isActive()).isFalse();
    assertThat(guard.switches()).isEqualTo(2);
  }

  @Test
  void itStepsBackAtOnceWhenSomethingBreaksThatTheMixtureCanMend() {
    feed(KNOWN, 1.3, 1);
    assertThat(guard.isActive()).isTrue();
    for (int i = 0; i < 20 && guard.isActive(); i++) {
      feed(1, 2, 10);
    }
    assertThat(guard.isActive()).isFalse();
    feed((int) Guard.EVIDENCE - 1, 9, 1);
    assertThat(guard.isActive()).as("evidence is gathered anew").isFalse();
    feed(1, 9, 1);
    assertThat(guard.isActive()).isTrue();
  }

  @Test
  void itDoesNotStepInWhileTheMixtureIsFarBetter() {
    feed(KNOWN - 60, 3, 1);
    feed(60, 2, 10);
    assertThat(guard.isActive()).as("though it was worse in the mean").isFalse();
    feed(600, 3, 1);
    assertThat(guard.isActive()).isTrue();
  }

  @Test
  void itsStateIsItself() throws IOException {
    feed(KNOWN + 100, 2, 1);
    Guard restored = read(StateBytes.write("guard", 4, guard::write));
    assertThat(restored.isActive()).isTrue();
    assertThat(restored.switches()).isEqualTo(1);
    for (int i = 0; i < 3000 && guard.isActive(); i++) {
      feed(guard, 1, 0.9, 1);
      feed(restored, 1, 0.9, 1);
      assertThat(restored.isActive()).isEqualTo(guard.isActive());
    }
    assertThat(guard.isActive()).isFalse();
  }

  /** Before version 4 it was compared otherwise; who is served stays until there is evidence. */
  @Test
  void anOldStateIsServedAsItWas() throws IOException {
    Guard restored =
        read(
            StateBytes.write(
                "guard",
                3,
                out -> {
                  out.writeBoolean(true);
                  out.writeLong(5);
                }));
    feed(restored, 32, 0.5, 1);
    feed(restored, KNOWN - 33, 0.95, 1);
    assertThat(restored.isActive()).isTrue();
    feed(restored, 1, 0.95, 1);
    assertThat(restored.isActive()).isFalse();
    assertThat(restored.switches()).isEqualTo(6);
  }

  private static Guard read(byte[] bytes) throws IOException {
    Guard restored = new Guard(0.1, Task.REGRESSION);
    StateBytes.read("guard", 4, bytes, restored::read);
    return restored;
  }

  /** First the mixture's model is spoilt, then the other one. */
  @Test
  void noCleanIsServedWhileTheMixtureIsWorse() {
    SpoiltModel.Factory factory = new SpoiltModel.Factory(100, 300);
    LearnerRun run =
        LearnerRun.of(
            LearnerSetup.of(DirtyStream.schema(Task.REGRESSION)).model(factory).telemetryEvery(1));
    DirtyStream stream = new DirtyStream(Task.REGRESSION, 0.1, 5);
    run.feed(60 * 16, stream);
    assertThat(run.last().served()).isEqualTo("mixture");
    run.feed(25 * 16, stream);
    assertThat(run.last().served()).isEqualTo("no-clean");
    assertThat(run.last().receipt()).isEmpty();
    assertThat(run.report().served()).isEqualTo("no-clean");
    assertThat(run.report().alerts()).anyMatch(alert -> alert.contains("no-clean is served"));
    Prediction served = run.last();
    float[] said = run.outcomes.get(run.outcomes.size() - 1).outputs()[1];
    assertThat(served.envelope().origin())
        .isEqualTo(run.outcomes.get(run.outcomes.size() - 1).origin());
    assertThat((float) served.value()).isEqualTo(said[0]);
    run.feed(300 * 16, stream);
    assertThat(run.last().served()).isEqualTo("mixture");
    assertThat(run.report().alerts()).isEmpty();
    assertThat(run.learner().guard.switches()).isEqualTo(2);
    List<String> order = run.telemetry.stream().map(Telemetry::served).distinct().toList();
    assertThat(order).containsExactly("mixture", "no-clean");
  }

  @Test
  void withoutANoCleanArmThereIsNoGuard() {
    LearnerRun run =
        LearnerRun.of(
            LearnerSetup.of(DirtyStream.schema(Task.REGRESSION))
                .arms("mixture")
                .model(new SpoiltModel.Factory(1000, 1000)));
    run.feed(900, new DirtyStream(Task.REGRESSION, 0.1, 5));
    assertThat(run.last().served()).isEqualTo("mixture");
  }
}
