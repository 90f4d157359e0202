/**
 * What a planner asks of a cluster: how many more machines fit and what ends it, what the failure
 * of a host does. Nothing is computed by formulas of its own: machines are put into a copy of the
 * inventory one after the other, where {@link io.coppice.rules.placement.Placement} puts them, as
 * long as the rules of admission let them in.
 */
package io.coppice.rules.plan;
