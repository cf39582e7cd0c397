/** Flink ML's computing parts behind the ports of the core. */
package io.diffluent.flink.linalg;
