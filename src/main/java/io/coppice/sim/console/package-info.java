/**
 * The screens of simulated machines, served by remote-framebuffer servers within this process. A
 * screen exists while somebody looks at it; what it shows is computed from the newest published
 * world when it is asked for, so that machines nobody looks at cost nothing.
 */
package io.coppice.sim.console;
