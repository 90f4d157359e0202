/**
 * What becomes of hosts: maintenance, connection, power, faults and their mending, and high
 * availability, which restarts elsewhere what a crashed host ran.
 */
package io.coppice.sim.ops.host;
