/**
 * Events that do not come from outside: rows of files, a generated stream, and the polluter that
 * makes clean rows dirty and remembers what they were.
 *
 * <p>Everything here is a deterministic function of its settings, a seed and an index, so that a
 * restarted job reads the same events again.
 */
package io.diffluent.connectors.replay;
