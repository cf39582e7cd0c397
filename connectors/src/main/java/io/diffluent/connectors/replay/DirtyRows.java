package io.diffluent.connectors.replay;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Rows of files with everything that a specification injects: first the world changes ({@link
 * ConceptSwitch}), then errors are made ({@link LabelSwap}, {@link Polluter}).
 *
 * <p>The world's row is the truth about a dirty row: cleaning cannot and should not undo a change
 * of the world.
 */
final class DirtyRows implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ConceptSwitch concept;
  private final LabelSwap labelSwap;
  private final Polluter polluter;
  private final List<String> columns;
  private final String label;

  /**
   * @param label the label's column, or null when that is not known
   */
  DirtyRows(PollutionSpec spec, long seed, long rows, List<FeatureColumn> features, String label) {
    this.polluter = new Polluter(spec, seed, rows, features);
    this.concept = new ConceptSwitch(spec, seed, rows, features);
    this.labelSwap = new LabelSwap(spec, seed, rows);
    this.columns = features.stream().map(FeatureColumn::name).toList();
    this.label = label;
  }

  /** The row without errors, as a new array. */
  String[] world(
      long row, String source, List<String> names, String[] cells, Injections injections) {
    return changed(names, cells, f -> concept.apply(row, source, f, injections));
  }

  /**
   * The row with its errors, as a new array.
   *
   * @param rows stands at this row; its header names the cells
   * @param world what {@link #world} made of the row
   */
  String[] dirty(RowCursor rows, long row, String source, String[] world, Injections injections) {
    String[] dirty =
        changed(rows.header(), world, f -> polluter.pollute(row, source, f, injections));
    int position = labelSwap.isEmpty() ? -1 : rows.header().indexOf(label);
    int back = position < 0 ? 0 : labelSwap.back(row, source);
    String own = back == 0 ? null : world[position];
    String other = back == 0 ? null : rows.recent(back);
    if (isFilled(own) && isFilled(other) && !Objects.equals(own, other)) {
      dirty[position] = other;
      injections.add(row, label, Pollution.LABEL_SWAP, own, other);
    }
    return dirty;
  }

  private static boolean isFilled(String cell) {
    return cell != null && !cell.isBlank();
  }

  private String[] changed(List<String> names, String[] cells, UnaryOperator<String[]> change) {
    int[] positions = new int[columns.size()];
    String[] features = new String[positions.length];
    for (int c = 0; c < positions.length; c++) {
      positions[c] = names.indexOf(columns.get(c));
      features[c] = positions[c] < 0 ? null : cells[positions[c]];
    }
    String[] changedFeatures = change.apply(features);
    String[] changed = cells.clone();
    for (int c = 0; c < positions.length; c++) {
      if (positions[c] >= 0) {
        changed[positions[c]] = changedFeatures[c];
      }
    }
    return changed;
  }
}
