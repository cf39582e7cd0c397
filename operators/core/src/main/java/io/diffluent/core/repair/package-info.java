/**
 * What could stand in a suspect cell instead: each repair proposes one candidate or abstains. One
 * file per repair, one line in {@link io.diffluent.core.repair.Repairs}.
 */
package io.diffluent.core.repair;
