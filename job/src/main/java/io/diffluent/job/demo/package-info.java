/** The whole job on embedded defaults: a broker, a dirty stream with known truth, a live table. */
package io.diffluent.job.demo;
