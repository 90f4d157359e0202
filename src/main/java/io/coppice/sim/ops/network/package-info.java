/** Changes to segments and to the network beneath them; each takes no time. */
package io.coppice.sim.ops.network;
