package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Task;
import io.diffluent.core.state.StateBytes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cleaning can never make it worse unnoticed. */
class GuardTest {

  private final Guard guard = new Guard(0.1);

  @Test
  void withoutEvidenceItDoesNothing() {
    guard.judge(9, 1, Guard.EVIDENCE - 1);
    assertThat(guard.isActive()).isFalse();
    guard.judge(Double.NaN, 1, 9999);
    guard.judge(1, Double.NaN, 9999);
    assertThat(guard.isActive()).isFalse();
  }

  @Test
  void itStepsInBeyondTheMarginAndBackWhenTheMixtureIsNoLongerWorse() {
    guard.judge(1.1, 1, Guard.EVIDENCE);
    assertThat(guard.isActive()).isFalse();
    guard.judge(1.11, 1, Guard.EVIDENCE);
    assertThat(guard.isActive()).isTrue();
    guard.judge(1.01, 1, Guard.EVIDENCE);
    assertThat(guard.isActive()).isTrue();
    guard.judge(1, 1, Guard.EVIDENCE);
    assertThat(guard.isActive()).isFalse();
    assertThat(guard.switches()).isEqualTo(2);
  }

  @Test
  void itsStateIsItself() throws IOException {
    guard.judge(2, 1, Guard.EVIDENCE);
    byte[] bytes = StateBytes.write("guard", 1, guard::write);
    Guard restored = new Guard(0.1);
    StateBytes.read("guard", 1, bytes, (in, version) -> restored.read(in));
    assertThat(restored.isActive()).isTrue();
    assertThat(restored.switches()).isEqualTo(1);
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
