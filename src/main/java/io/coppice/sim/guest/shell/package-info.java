/**
 * The shell of simulated guests: a line in, what it says and does out. Pure but for the {@link
 * io.coppice.sim.guest.shell.CommandLineRun} of one line, which gathers both. Everything it tells
 * comes from the simulated world; time and chance are the world's.
 */
package io.coppice.sim.guest.shell;
