/** What is typed at machines, and what their guests do by it. */
package io.coppice.sim.ops.guest;
