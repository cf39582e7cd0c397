package io.diffluent.core.step;

import java.io.Serializable;
import java.util.List;

/**
 * Parameters that belong together: their names, where they start and how they learn.
 *
 * @param name unique within a pipeline
 * @param entries name of each parameter; snapshots store names, never positions
 * @param start starting values, one per entry
 * @param simplex number of neighbouring logits that form one softmax; 0 if these are no logits
 * @param update how a gradient changes them
 * @param rule which batch the gradient comes from
 * @param columns the column of each entry, where the group acts on all cells of every column: its
 *     {@link Sensitivity} bounds the entry's rate. A simplex belongs to one column. Else empty
 */
public record ParameterGroup(
    String name,
    List<String> entries,
    double[] start,
    int simplex,
    Update update,
    Rule rule,
    int[] columns) {

  public ParameterGroup {
    entries = List.copyOf(entries);
    if (columns.length > 0 && columns.length != start.length) {
      throw new IllegalArgumentException(
          name + ": " + start.length + " values, columns of " + columns.length);
    }
    for (int a = 1; a < columns.length && simplex > 0; a++) {
      if (a % simplex > 0 && columns[a] != columns[a - 1]) {
        throw new IllegalArgumentException(name + ": a simplex of several columns");
      }
    }
    if (entries.size() != start.length || (simplex > 0 && start.length % simplex != 0)) {
      throw new IllegalArgumentException(
          name
              + ": "
              + entries.size()
              + " entries, "
              + start.length
              + " values, simplex "
              + simplex);
    }
  }

  /** A group whose entries act on more than one column, or on some cells only. */
  public ParameterGroup(
      String name, List<String> entries, double[] start, int simplex, Update update, Rule rule) {
    this(name, entries, start, simplex, update, rule, new int[0]);
  }

  /** Which batch a group learns from. */
  public enum Rule {
    /** The fresh batch: unseen by the model, it is validation and training data at once. */
    SAME_BATCH,
    /** The effect of a model step on the fresh batch (paper, equation 1). */
    LOOK_AHEAD
  }

  /** How a gradient changes parameters. */
  public sealed interface Update extends Serializable {

    /** The same update, after which each parameter returns to its start by this share. */
    Update shrinking(double share);

    /**
     * Normalised natural gradient on each simplex, settling; see {@link NaturalGradient}.
     *
     * @param shrink share by which each logit returns to its start after every step; it settles too
     */
    record Natural(double rate, double shrink) implements Update {
      public Natural(double rate) {
        this(rate, 0);
      }

      @Override
      public Natural shrinking(double share) {
        return new Natural(rate, share);
      }
    }

    /**
     * Adam.
     *
     * @param rate step size
     * @param shrink share by which each parameter returns to its start after every step (decoupled
     *     weight decay, Loshchilov and Hutter, 2019)
     * @param penalty what an open gate costs: {@code penalty sum_f sigmoid(l_f)} is added to the
     *     loss
     * @param settles whether rate and shrink fall as the steps go on; see {@link StepOptimizer}
     */
    record Adam(double rate, double shrink, double penalty, boolean settles) implements Update {
      public Adam(double rate, double shrink) {
        this(rate, shrink, 0, false);
      }

      @Override
      public Adam shrinking(double share) {
        return new Adam(rate, share, penalty, settles);
      }
    }
  }
}
