/** What runs inside simulated machines, and what their screens show of it. */
package io.coppice.sim.guest;
