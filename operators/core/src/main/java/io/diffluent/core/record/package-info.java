/**
 * What an event is: its bytes as they came, the columns they hold, and the bounds they must obey.
 */
package io.diffluent.core.record;
