package io.coppice.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What was typed. Options are read by picocli, their descriptions stand in the bundle cli. */
@Command(name = "coppice", mixinStandardHelpOptions = true)
public final class CommandLineArguments implements Callable<Integer> {
  @Option(names = "--data-dir", paramLabel = "DIR", descriptionKey = "cli.data-dir")
  private Path dataFolder;

  @Option(names = "--scenario", paramLabel = "FILE", descriptionKey = "cli.scenario")
  private String scenario;

  @Option(names = "--software-rendering", descriptionKey = "cli.software-rendering")
  private boolean softwareRendering;

  private boolean window;

  private CommandLineArguments() {}

  /** What is to be done. */
  public sealed interface Asked {
    /** Open the window. */
    record Window(Options options) implements Asked {}

    /** Everything is done; end with this exit code. */
    record Done(int exitCode) implements Asked {}
  }

  /**
   * Reads the arguments and does what needs no window.
   *
   * @param standardFolder where things are kept if nothing else is said
   * @param words descriptions of the options
   * @param version what {@code --version} prints
   */
  public static Asked read(
      List<String> arguments,
      Path standardFolder,
      ResourceBundle words,
      String version,
      PrintWriter out,
      PrintWriter err) {
    CommandLineArguments typed = new CommandLineArguments();
    CommandLine line = new CommandLine(typed).setResourceBundle(words).setOut(out).setErr(err);
    line.getCommandSpec().version("Coppice " + version);
    line.getCommandSpec().usageMessage().description(words.getString("cli.what"));
    int exitCode = line.execute(arguments.toArray(String[]::new));
    if (!typed.window) {
      return new Asked.Done(exitCode);
    }
    return new Asked.Window(
        new Options(
            Optional.ofNullable(typed.dataFolder).orElse(standardFolder),
            Optional.ofNullable(typed.scenario),
            typed.softwareRendering));
  }

  /** No subcommand was typed. */
  @Override
  public Integer call() {
    window = true;
    return CommandLine.ExitCode.OK;
  }
}
