/** Prequential evaluation: every record is scored before it is learned. */
package io.diffluent.core.evaluate;
