/** The command line: one class per command, and what they share about errors and exit codes. */
package io.diffluent.job.cli;
