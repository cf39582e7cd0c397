/** The operators of the graph: parse, clean, learn. Glue only; what they compute lives in core. */
package io.diffluent.flink.operators;
