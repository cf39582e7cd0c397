/** The tables of the benches, what is made of them, and one run over one of them. */
package io.diffluent.job.bench.data;
