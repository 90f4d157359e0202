package io.coppice.cli;

import io.coppice.cli.CommandLineArguments.Asked;
import io.coppice.cli.CommandLineArguments.ToOpen;
import io.coppice.display.rfb.Recording;
import io.coppice.display.rfb.RecordingException;
import io.coppice.display.rfb.ServerAddress;
import io.coppice.display.rfb.SessionFacts;
import io.coppice.display.rfb.SessionListener;
import io.coppice.display.terminal.SerialAddress;
import io.coppice.model.Messages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code console}: opens a machine's screen, or a recording of one, or says what is in one. */
final class ConsoleCommand {
  static final String NAME = "console";

  private static final int WRONG = 2;

  private final Messages words;

  ConsoleCommand(Messages words) {
    this.words = words;
  }

  CommandSpec spec(OptionSpec help) {
    CommandSpec spec = CommandSpec.create().addOption(help);
    spec.usageMessage().description(words.get("cli.console"));
    spec.addOption(file("--play"));
    spec.addOption(file("--describe"));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("ADDRESS")
            .index("0")
            .required(false)
            .type(String.class)
            .arity("0..1")
            .description(words.get("cli.console.address"))
            .build());
    return spec;
  }

  private OptionSpec file(String name) {
    return OptionSpec.builder(name)
        .paramLabel("FILE")
        .type(Path.class)
        .arity("1")
        .description(words.get("cli.console." + name))
        .build();
  }

  /**
   * Runs what needs no window.
   *
   * @param window what the window is asked for with the rest of the command line
   */
  Asked run(ParseResult given, Function<ToOpen, Asked> window, PrintWriter out, PrintWriter err) {
    Optional<Path> described = path(given, "--describe");
    Optional<Path> played = path(given, "--play");
    String address = given.matchedPositionalValue(0, "");
    int asked =
        (described.isPresent() ? 1 : 0)
            + (played.isPresent() ? 1 : 0)
            + (address.isEmpty() ? 0 : 1);
    if (asked > 1) {
      return wrong(err, words.get("cli.console.one"));
    }
    if (described.isPresent()) {
      return new Asked.Done(describe(described.get(), out, err));
    }
    if (played.isPresent()) {
      Path file = played.get().toAbsolutePath();
      return Files.isReadable(file)
          ? window.apply(new ToOpen.Recording(file))
          : wrong(err, words.get("cli.capture.unreadable", file, words.get("cli.capture.no-file")));
    }
    boolean known =
        address.isEmpty()
            || ServerAddress.parse(address).isPresent()
            || SerialAddress.parse(address).isPresent();
    return known
        ? window.apply(new ToOpen.Console(address))
        : wrong(err, words.get("cli.console.no-address", address));
  }

  private static Optional<Path> path(ParseResult given, String option) {
    return Optional.ofNullable(given.matchedOptionValue(option, (Path) null));
  }

  private static Asked wrong(PrintWriter err, String text) {
    err.println(text);
    err.flush();
    return new Asked.Done(WRONG);
  }

  private int describe(Path file, PrintWriter out, PrintWriter err) {
    try (Recording recording = new Recording(file, new SessionListener() {})) {
      String broken = "";
      try {
        recording.playThrough();
      } catch (RecordingException e) {
        broken = e.getMessage();
      }
      SessionFacts facts = recording.facts();
      out.println(
          words.get(
              "cli.console.recording",
              facts.name(),
              facts.width(),
              facts.height(),
              facts.serverFormat(),
              String.format(Locale.ROOT, "%.3f", recording.millis() / 1000.0),
              facts.updates(),
              String.format(Locale.ROOT, "%08x", recording.picture().checksum())));
      if (!broken.isEmpty()) {
        out.println(words.get("cli.console.broken", broken));
      } else if (recording.isCut()) {
        out.println(words.get("cli.console.cut"));
      }
      out.flush();
      return broken.isEmpty() ? 0 : 1;
    } catch (NoSuchFileException _) {
      err.println(words.get("cli.capture.unreadable", file, words.get("cli.capture.no-file")));
    } catch (IOException e) {
      err.println(words.get("cli.capture.unreadable", file, e.getMessage()));
    }
    err.flush();
    return WRONG;
  }
}
