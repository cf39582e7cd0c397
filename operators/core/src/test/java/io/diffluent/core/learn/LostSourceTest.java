package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.diffluent.core.record.Task;
import io.diffluent.core.stats.MatrixVector;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pipeline that has lost its last source goes on; what came from it is no longer replayed. One
 * that no longer trusts a source, or trusts another, has forgotten who judged.
 */
class LostSourceTest {

  private static final List<String> BOTH = List.of("north", "south");

  private static LearnerConfig trusting(int source) {
    return LearnerSetup.of(DirtyStream.schema(Task.REGRESSION, BOTH))
        .batch(8)
        .trusted(source)
        .config();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void onlyWhoIsTrustedNowJudges(int trusted) throws IOException {
    RecordLearner north = RecordLearner.fresh(trusting(0), MatrixVector.JAVA, "key");
    Said said = new Said();
    DirtyStream two = new DirtyStream(Task.REGRESSION, 0.1, 3).sources(2, -1);
    for (int i = 0; i < 100; i++) {
      north.accept(two.get(), said);
    }
    north.learner().score(said);
    int judges = north.learner().trusted.examples().size();
    assertThat(judges).isPositive();
    RecordLearner now =
        RecordLearner.read(trusting(trusted), MatrixVector.JAVA, "key", north.write());
    assertThat(now.learner().trusted.examples()).hasSize(trusted == 0 ? judges : 0);
    assertThat(now.learner().buffer.examples()).hasSameSizeAs(north.learner().buffer.examples());
    for (int i = 0; i < 100; i++) {
      now.accept(two.get(), said);
    }
    assertThat(now.learner().version()).isGreaterThan(north.learner().version() + 10);
  }

  private static LearnerConfig config(List<String> sources) {
    return LearnerSetup.of(DirtyStream.schema(Task.REGRESSION, sources)).batch(8).config();
  }

  @Test
  void itsExamplesAreForgotten() throws IOException {
    RecordLearner both = RecordLearner.fresh(config(BOTH), MatrixVector.JAVA, "key");
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
