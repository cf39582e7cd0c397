/**
 * A real Kafka broker inside this JVM, for the demo, for replays through Kafka, and for tests.
 *
 * <p>It listens on the loopback interface only and keeps its data in a temporary directory, or in
 * one that is given. It is not for production: one node, one copy of everything.
 */
package io.diffluent.connectors.embedded;
