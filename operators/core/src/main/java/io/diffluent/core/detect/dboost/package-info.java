/**
 * What the three dBoost detectors share: the expansion of a tuple into features, their bins, the
 * pairs of features that go together, and which cell of a pair is to blame.
 *
 * <p>Source: C. Pit-Claudel, Z. Mariet, R. Harding, S. Madden, Outlier Detection in Heterogeneous
 * Datasets using Automatic Tuple Expansion, MIT-CSAIL-TR-2016-002; written anew from its
 * description. Everything is fitted from {@link io.diffluent.core.stats.Sample} alone, hence causal
 * and without state of its own.
 */
package io.diffluent.core.detect.dboost;
