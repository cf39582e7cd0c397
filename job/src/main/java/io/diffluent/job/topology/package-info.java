/** The graph: sources, parse, clean and learn, sinks. Commands differ only in sources and sinks. */
package io.diffluent.job.topology;
