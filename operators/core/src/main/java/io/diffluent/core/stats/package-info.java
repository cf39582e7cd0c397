/**
 * What the past says about each column, in bounded memory: robust units, categories, and how
 * columns explain each other. Causal: a record is encoded before it is counted. Never gated: every
 * value that parses is counted, whatever a detector thinks of it.
 */
package io.diffluent.core.stats;
