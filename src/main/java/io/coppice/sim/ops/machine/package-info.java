/** What becomes of machines: power, making and removing them, their hardware, moving them. */
package io.coppice.sim.ops.machine;
