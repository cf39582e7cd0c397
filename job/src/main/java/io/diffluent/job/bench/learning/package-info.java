/** The learning bench: what the learned cleaning reaches, against everything it replaces. */
package io.diffluent.job.bench.learning;
