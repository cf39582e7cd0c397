/** Pages with charts and tables that a browser shows without a network. */
package io.diffluent.job.chart;
