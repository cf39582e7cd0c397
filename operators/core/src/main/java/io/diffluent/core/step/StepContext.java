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
 * @param update how simplices learn
 */
public record StepContext(
    Encoding encoding,
    List<String> detectors,
    List<String> repairs,
    List<String> sources,
    ParameterGroup.Update update) {}
