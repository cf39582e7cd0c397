/** The graph: sources, parse, clean, learn, sinks. Commands differ only in sources and sinks. */
package io.diffluent.job.topology;
