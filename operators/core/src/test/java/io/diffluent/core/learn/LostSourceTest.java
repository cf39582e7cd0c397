package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.diffluent.core.record.Task;
import io.diffluent.core.stats.MatrixVector;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pipeline that has lost its last source goes on; what came from it is no longer replayed. */
class LostSourceTest {

  private static LearnerConfig config(List<String> sources) {
    return LearnerSetup.of(DirtyStream.schema(Task.REGRESSION, sources)).batch(8).config();
  }

  @Test
  void itsExamplesAreForgotten() throws IOException {
    RecordLearner both =
        RecordLearner.fresh(config(List.of("north", "south")), MatrixVector.JAVA, "key");
    Said said = new Said();
    DirtyStream two = new DirtyStream(Task.REGRESSION, 0.1, 3).sources(2, -1);
    for (int i = 0; i < 100; i++) {
      both.accept(two.get(), said);
    }
    both.learner().score(said);
    List<Example> before = both.learner().buffer.examples();
    RecordLearner one =
        RecordLearner.read(config(List.of("north")), MatrixVector.JAVA, "key", both.write());
    assertThat(one.learner().buffer.examples())
        .extracting(Example::label)
        .containsExactlyElementsOf(
            before.stream()
                .filter(example -> example.cells().envelope().source() == 0)
                .map(Example::label)
                .toList());
    DirtyStream rest = new DirtyStream(Task.REGRESSION, 0.1, 4);
    assertThatCode(
            () -> {
              for (int i = 0; i < 200; i++) {
                one.accept(rest.get(), said);
              }
            })
        .doesNotThrowAnyException();
    assertThat(one.learner().version()).isGreaterThan(both.learner().version() + 20);
  }
}
