/** What operators tell Flink's metric reporters, in the group {@code diffluent}. */
package io.diffluent.flink.metrics;
