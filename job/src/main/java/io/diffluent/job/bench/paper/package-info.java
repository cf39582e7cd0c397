/** The figures of the DiffML paper, drawn from runs of the production graph. */
package io.diffluent.job.bench.paper;
