package io.diffluent.core.step;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import io.diffluent.core.record.Column;
import io.diffluent.core.repair.Repairs;
import java.util.List;

/**
 * Fills the candidate of the {@code learned} repair with one trained value per numeric column
 * (paper, 3.1, extension): {@code P_learned,f = v_f}, start 0, Adam 3e-3.
 *
 * <p>After a mixture there are no alternatives left to fill, and the step is the identity.
 */
final class LearnedFill implements Step {

  static final String VALUES = "fill";

  private static final ParameterGroup.Update UPDATE = new ParameterGroup.Update.Adam(0.003, 0);

  private final StepContext context;
  private final int repair;

  LearnedFill(StepContext context) {
    this.context = context;
    this.repair = context.repairs().indexOf(Repairs.LEARNED);
  }

  @Override
  public String name() {
    return Steps.LEARNED_FILL;
  }

  @Override
  public List<ParameterGroup> parameters() {
    List<String> names = context.encoding().columns().stream().map(Column::name).toList();
    return List.of(
        new ParameterGroup(
            VALUES, names, new double[names.size()], 0, UPDATE, ParameterGroup.Rule.SAME_BATCH));
  }

  @Override
  public Forward forward(Parameters parameters, Batch in) {
    Alternatives alternatives = in.alternatives();
    if (repair < 0 || alternatives.count() == 0) {
      return new Forward(in, (out, gradients) -> out);
    }
    double[] fill = parameters.get(VALUES);
    double[] value = in.arena().copy(alternatives.value());
    for (int k = 0; k < alternatives.count(); k++) {
      int column = alternatives.column()[k];
      if (in.encoding().isNumeric(column)) {
        value[k * alternatives.repairs() + repair] = fill[column];
      }
    }
    return new Forward(
        in.withCells(in.x(), alternatives.withValue(value)),
        (out, gradients) -> pullback(in, out, gradients.get(VALUES)));
  }

  private BatchGradient pullback(Batch in, BatchGradient out, double[] fillGradient) {
    Alternatives alternatives = in.alternatives();
    double[] value = out.value();
    for (int k = 0; k < alternatives.count(); k++) {
      int column = alternatives.column()[k];
      if (in.encoding().isNumeric(column)) {
        int at = k * alternatives.repairs() + repair;
        fillGradient[column] += value[at];
        value[at] = 0;
      }
    }
    return out;
  }
}
