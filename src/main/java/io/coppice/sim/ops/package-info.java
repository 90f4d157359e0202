/**
 * What is done with a simulated site when it is asked to. {@link io.coppice.sim.ops.SiteOperations}
 * puts together the rules, the courses of all operations, high availability and the alarms.
 */
package io.coppice.sim.ops;
