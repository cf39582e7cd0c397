/**
 * The learner of one model key: it scores a record, appends it to the open mini-batch, and when the
 * batch is full trains every arm on it. Pure state and arithmetic: no clock, no logging.
 */
package io.diffluent.core.learn;
