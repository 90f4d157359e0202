/**
 * The command line beside the window. {@link io.coppice.cli.CommandLineArguments} reads what was
 * typed; what has no subcommand opens the window.
 */
package io.coppice.cli;
