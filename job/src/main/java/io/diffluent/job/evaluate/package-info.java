/** Bounded runs of the production graph, and the report that comes out of them. */
package io.diffluent.job.evaluate;
