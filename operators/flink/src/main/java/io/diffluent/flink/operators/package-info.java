/**
 * The operators of the graph: parse, and clean and learn. Glue only; what they compute lives in
 * core.
 */
package io.diffluent.flink.operators;
