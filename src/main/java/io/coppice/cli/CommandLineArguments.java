package io.coppice.cli;

import io.coppice.model.Messages;
import io.coppice.model.overlay.NetworkReader;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Reads the command line. The specification is built by hand, so that nothing is looked up by
 * reflection at start.
 */
public final class CommandLineArguments {
  private final Messages words;
  private final String version;
  private final HostsCommand hosts;
  private final InputStream in;
  private final OutputStream bytes;

  /** With nothing on the standard input, and nowhere for bytes to go. */
  public CommandLineArguments(Messages words, String version, NetworkReader networks) {
    this(words, version, networks, InputStream.nullInputStream(), OutputStream.nullOutputStream());
  }

  /**
   * @param networks reads what hosts say
   * @param in what commands read as {@code -}
   * @param bytes what they write as {@code -}, and captures and dissections
   */
  public CommandLineArguments(
      Messages words, String version, NetworkReader networks, InputStream in, OutputStream bytes) {
    this.words = words;
    this.version = version;
    this.hosts = new HostsCommand(words, networks);
    this.in = in;
    this.bytes = bytes;
  }

  /** What the command line asks for. */
  public sealed interface Asked {
    /** The window. */
    record Window(
        Optional<Path> dataDir,
        Optional<String> scenario,
        boolean softwareRendering,
        Optional<Path> tour,
        Optional<ToOpen> first)
        implements Asked {}

    /** Everything was done; the process ends with this code. */
    record Done(int exitCode) implements Asked {}
  }

  /** What the window is to show at once. */
  public sealed interface ToOpen {
    /** The screen of a machine at an address; "" to ask for one. */
    record Console(String address) implements ToOpen {}

    /** A recorded session. */
    record Recording(Path file) implements ToOpen {}
  }

  /** Reads, and runs what needs no window. */
  public Asked read(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(spec());
    line.setOut(out).setErr(err);
    ParseResult parsed;
    try {
      parsed = line.parseArgs(args);
    } catch (CommandLine.ParameterException e) {
      err.println(said(e));
      err.println(words.get("cli.try-help"));
      err.flush();
      return new Asked.Done(2);
    }
    ParseResult deepest = parsed;
    while (deepest.hasSubcommand()) {
      deepest = deepest.subcommand();
    }
    if (deepest.isUsageHelpRequested()) {
      deepest.commandSpec().commandLine().usage(out);
      return new Asked.Done(0);
    }
    if (parsed.isVersionHelpRequested()) {
      out.println("Coppice " + version);
      out.flush();
      return new Asked.Done(0);
    }
    return parsed.hasSubcommand()
        ? subcommand(parsed, deepest, out, err)
        : window(parsed, Optional.empty());
  }

  /** In the person's language, as far as it is a common mistake; picocli speaks English only. */
  private String said(CommandLine.ParameterException e) {
    return switch (e) {
      case CommandLine.UnmatchedArgumentException unknown -> {
        String what = words.get("cli.unknown", String.join(" ", unknown.getUnmatched()));
        List<String> meant = unknown.getSuggestions();
        yield meant.isEmpty()
            ? what
            : what + ' ' + words.get("cli.meant", String.join(", ", meant));
      }
      case CommandLine.MissingParameterException missing ->
          words.get(
              "cli.missing",
              missing.getMissing().stream()
                  .map(
                      arg ->
                          arg instanceof OptionSpec option
                              ? option.longestName() + ' ' + option.paramLabel()
                              : arg.paramLabel())
                  .collect(Collectors.joining(", ")));
      default -> e.getMessage();
    };
  }

  private Asked subcommand(
      ParseResult parsed, ParseResult deepest, PrintWriter out, PrintWriter err) {
    if (parsed.subcommand().commandSpec().name().equals("hosts")
        && parsed.subcommand().hasSubcommand()) {
      int code = hosts.run(deepest, out, err);
      out.flush();
      err.flush();
      return new Asked.Done(code);
    }
    String name = deepest.commandSpec().name();
    if (PacketCommands.has(name)) {
      int code =
          new PacketCommands(words, new CommandStreams(words, in, bytes, err)).run(name, deepest);
      err.flush();
      return new Asked.Done(code);
    }
    if (name.equals(ConsoleCommand.NAME)) {
      return new ConsoleCommand(words)
          .run(deepest, first -> window(parsed, Optional.of(first)), out, err);
    }
    if (name.equals("check")) {
      int code = new ScenarioCheck(words).run(deepest.matchedPositionalValue(0, ""), out, err);
      out.flush();
      err.flush();
      return new Asked.Done(code);
    }
    parsed.subcommand().commandSpec().commandLine().usage(err);
    return new Asked.Done(2);
  }

  private static Asked window(ParseResult parsed, Optional<ToOpen> first) {
    return new Asked.Window(
        Optional.ofNullable(parsed.matchedOptionValue("--data-dir", (Path) null)),
        Optional.ofNullable(parsed.matchedOptionValue("--scenario", (String) null)),
        parsed.hasMatchedOption("--software-rendering"),
        Optional.ofNullable(parsed.matchedOptionValue("--tour", (Path) null)),
        first);
  }

  private CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("coppice");
    spec.usageMessage().description(words.get("cli.description"));
    spec.addOption(option("--data-dir", "DIR", Path.class));
    spec.addOption(option("--scenario", "FILE", String.class));
    spec.addOption(option("--software-rendering", "", boolean.class));
    spec.addOption(option("--tour", "DIR", Path.class));
    spec.addOption(
        OptionSpec.builder("--version")
            .versionHelp(true)
            .description(words.get("cli.--version"))
            .build());
    spec.addOption(help());
    CommandSpec scenario = CommandSpec.create().addOption(help());
    scenario.usageMessage().description(words.get("cli.scenario"));
    CommandSpec check = CommandSpec.create().addOption(help());
    check.usageMessage().description(words.get("cli.scenario.check"));
    check.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .index("0")
            .required(true)
            .type(String.class)
            .arity("1")
            .description(words.get("cli.scenario.check.file"))
            .build());
    scenario.addSubcommand("check", check);
    spec.addSubcommand("scenario", scenario);
    spec.addSubcommand("hosts", hosts.spec(help()));
    spec.addSubcommand(ConsoleCommand.NAME, new ConsoleCommand(words).spec(help()));
    new PacketCommandSpecs(words).addTo(spec, help());
    return spec;
  }

  private OptionSpec option(String name, String label, Class<?> type) {
    OptionSpec.Builder option =
        OptionSpec.builder(name).type(type).description(words.get("cli." + name));
    return label.isEmpty()
        ? option.arity("0").build()
        : option.paramLabel(label).arity("1").build();
  }

  private OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description(words.get("cli.--help"))
        .build();
  }
}
