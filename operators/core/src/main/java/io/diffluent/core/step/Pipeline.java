package io.diffluent.core.step;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps one after the other, itself a step. Composition is associative and the empty pipeline is
 * the identity.
 */
public record Pipeline(List<Step> steps) implements Step {

  public Pipeline {
    steps = List.copyOf(steps);
  }

  @Override
  public String name() {
    return String.join(" > ", steps.stream().map(Step::name).toList());
  }

  @Override
  public List<ParameterGroup> parameters() {
    return steps.stream().flatMap(step -> step.parameters().stream()).toList();
  }

  @Override
  public Forward forward(Parameters parameters, Batch in) {
    List<Pullback> pullbacks = new ArrayList<>(steps.size());
    Batch batch = in;
    for (Step step : steps) {
      Forward forward = step.forward(parameters, batch);
      pullbacks.add(forward.pullback());
      batch = forward.out();
    }
    return new Forward(
        batch,
        (out, gradients) -> {
          BatchGradient gradient = out;
          for (int i = pullbacks.size() - 1; i >= 0; i--) {
            gradient = pullbacks.get(i).apply(gradient, gradients);
          }
          return gradient;
        });
  }
}
