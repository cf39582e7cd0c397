package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.evaluate.Prequential;
import io.diffluent.core.model.JavaModelFactory;
import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Task;
import io.diffluent.core.stats.MatrixVector;
import io.diffluent.core.step.NamedParameters;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Held-out records are scored and judged, and teach nothing. */
class HeldOutTest {

  private static final long FROM = 10_000;
  private static final int RECORDS = 600;

  private static LearnerConfig config(Task task) {
    return LearnerSetup.of(DirtyStream.schema(task, List.of("north", "south")))
        .arms("mixture", "no-clean", "paper", "iqr+knn")
        .hidden(4)
        .pruning(0.5)
        .config()
        .withHeldOutFrom(FROM);
  }

  private static Record heldOut(Record record) {
    Envelope seen = record.envelope();
    Origin later = new Origin(seen.origin().topic(), 0, FROM + seen.origin().offset());
    Envelope envelope =
        new Envelope(
            later,
            seen.timestamp(),
            seen.source(),
            seen.event(),
            seen.model(),
            seen.key(),
            seen.headers());
    return new Record(envelope, record.row(), record.label(), record.clean());
  }

  private static DirtyStream stream(Task task, int seed) {
    return new DirtyStream(task, 0.2, seed).sources(2, 1).unlabelled(0.1);
  }

  /** Between the records that teach, others come that do not; some are absurd. */
  private static List<Record> visitors(Task task) {
    DirtyStream stream = stream(task, 99);
    List<Record> visitors = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      Record record = stream.get();
      if (i > 50 && i % 7 == 0) { // by then, units that such a label breaks are known
        Row row = Rows.of(1e12, -1e12, null, "never");
        String label = task == Task.REGRESSION ? "1e30" : record.label();
        record = new Record(record.envelope(), row, label, null);
      }
      visitors.add(heldOut(record));
    }
    return visitors;
  }

  @ParameterizedTest
  @EnumSource
  void theyTeachNothingAndAreAnsweredAndJudged(Task task) throws IOException {
    LearnerConfig config = config(task);
    Said alone = new Said();
    Said visited = new Said();
    RecordLearner undisturbed = RecordLearner.fresh(config, MatrixVector.JAVA, "key");
    RecordLearner model = RecordLearner.fresh(config, MatrixVector.JAVA, "key");
    DirtyStream stream = stream(task, 1);
    List<Record> visitors = visitors(task);
    for (Record visitor : visitors) {
      Record record = stream.get();
      undisturbed.accept(record, alone);
      model.accept(record, visited);
      model.accept(visitor, visited);
    }
    undisturbed.learner().score(alone);
    model.learner().score(visited);

    assertThat(RecordLearnerTest.parts(model.write()).get(0))
        .as("statistics")
        .isEqualTo(RecordLearnerTest.parts(undisturbed.write()).get(0));
    assertThat(learned(model.learner())).isEqualTo(learned(undisturbed.learner()));
    assertThat(model.learner().version()).isEqualTo(undisturbed.learner().version());

    assertThat(visited.predictions).hasSize(2 * RECORDS);
    assertThat(visited.predictions)
        .filteredOn(p -> p.envelope().origin().offset() >= FROM)
        .extracting(p -> p.envelope().origin())
        .containsExactlyElementsOf(visitors.stream().map(v -> v.envelope().origin()).toList());
    long judged = visitors.stream().filter(HeldOutTest::isJudged).count();
    assertThat(visited.outcomes.size() - alone.outcomes.size()).isEqualTo((int) judged);
    assertThat(visited.outcomes)
        .filteredOn(outcome -> outcome.origin().offset() >= FROM)
        .hasSize((int) judged)
        .allMatch(outcome -> outcome.outputs().length == config.arms().size());
  }

  /** When they are scored is a matter of time, and must not be seen in their errors. */
  @Test
  void howManyAreScoredTogetherChangesNothing() {
    LearnerConfig config = config(Task.REGRESSION).withModel(HeldOutTest::roundingByRows);
    List<Outcome> first = null;
    for (int together : new int[] {1, 3, 32}) {
      Said said = new Said();
      RecordLearner model = RecordLearner.fresh(config, MatrixVector.JAVA, "key");
      DirtyStream stream = stream(Task.REGRESSION, 1);
      for (int i = 0; i < 100; i++) {
        model.accept(stream.get(), said);
      }
      List<Record> visitors = visitors(Task.REGRESSION);
      for (int i = 0; i < 100; i++) {
        model.accept(visitors.get(i), said);
        if (i % together == 0) {
          model.learner().score(said);
        }
      }
      model.learner().score(said);
      List<Outcome> judged =
          said.outcomes.stream().filter(o -> o.origin().offset() >= FROM).toList();
      first = first == null ? judged : first;
      assertThat(judged).usingRecursiveComparison().isEqualTo(first);
      assertThat(judged).hasSizeGreaterThan(50);
    }
  }

  /** A model that rounds a row in another way when another number of rows is beside it. */
  private static Model roundingByRows(ModelShape shape, Set<Integer> quiet, long seed) {
    Model model = JavaModelFactory.adam(0.01).create(shape, quiet, seed);
    return (Model)
        Proxy.newProxyInstance(
            Model.class.getClassLoader(),
            new Class<?>[] {Model.class},
            (proxy, method, arguments) -> {
              Object result = method.invoke(model, arguments);
              if (method.getName().equals("predict")) {
                float[] outputs = (float[]) result;
                int rows = (Integer) arguments[arguments.length - 1];
                for (int i = 0; i < outputs.length; i++) {
                  outputs[i] += 1e-3f * rows;
                }
              }
              return result;
            });
  }

  private static boolean isJudged(Record visitor) {
    return visitor.label() != null && !visitor.label().equals("1e30");
  }

  /** Everything of a learner that learning changes, to the bit. */
  private static byte[] learned(Learner learner) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    learner.random.write(out);
    learner.labels.write(out);
    learner.guard.write(out);
    learner.sources.write(out);
    for (Prequential errors : learner.errors) {
      errors.write(out);
    }
    for (Arm arm : learner.arms) {
      NamedParameters.write(arm.groups, arm.parameters, out);
      arm.optimizer.write(out);
    }
    for (float parameter : learner.model.snapshot().parameters()) {
      out.writeFloat(parameter);
    }
    for (float[] moment : learner.model.snapshot().moments()) {
      for (float number : moment) {
        out.writeFloat(number);
      }
    }
    for (Recent recent : List.of(learner.open, learner.buffer, learner.trusted)) {
      recent.write(out);
    }
    return bytes.toByteArray();
  }
}
