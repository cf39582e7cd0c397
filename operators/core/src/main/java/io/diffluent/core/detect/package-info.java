/**
 * Who suspects what: each detector gives each cell a suspicion in [0, 1]. One file per detector,
 * one line in {@link io.diffluent.core.detect.Detectors}.
 */
package io.diffluent.core.detect;
