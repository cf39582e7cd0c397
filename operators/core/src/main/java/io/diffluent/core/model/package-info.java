/** The port to the predictive model. The DJL engine implements it; tests use plain Java models. */
package io.diffluent.core.model;
