package io.diffluent.core.step;

import io.diffluent.core.cells.Encoding;
import java.util.List;

/**
 * What a step needs to know about the table it works on.
 *
 * @param encoding layout of the batch
 * @param detectors names, in the order of the suspicions
 * @param repairs names, in the order of the candidates
 * @param sources names of the data sources
 * @param trusts whether one of the sources is trusted, so that others can be judged by it
 * @param update how simplices learn
 */
public record StepContext(
    Encoding encoding,
    List<String> detectors,
    List<String> repairs,
    List<String> sources,
    boolean trusts,
    ParameterGroup.Update update) {

  /** The same table under another rule. */
  public StepContext withUpdate(ParameterGroup.Update other) {
    return new StepContext(encoding, detectors, repairs, sources, trusts, other);
  }
}
