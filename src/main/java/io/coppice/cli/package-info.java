/**
 * The command line: the options of the console and the subcommands beside the window. A subcommand
 * is one class that adds its {@code CommandSpec} to {@link io.coppice.cli.CommandLineArguments}.
 */
package io.coppice.cli;
