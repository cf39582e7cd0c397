/**
 * The encoded record with the alternatives of its suspect cells, and mini-batches of them: the
 * {@code B} of the algebra.
 */
package io.diffluent.core.cells;
