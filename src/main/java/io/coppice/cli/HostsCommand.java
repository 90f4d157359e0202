package io.coppice.cli;

import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.NetworkDifference;
import io.coppice.model.overlay.NetworkReader;
import io.coppice.model.overlay.NetworkReader.Reading;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.predict.Reachability;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code coppice hosts check|reach|diff}: the person's own network from a shell or from cron. What
 * goes to standard output is the answer; what could not be read is told on the error output, and in
 * the exit code where the rest is without fault: of what was not read, nobody knows.
 */
final class HostsCommand {
  private static final int FOUND = 1;
  private static final int UNREADABLE = 2;
  private static final int UNKNOWN = 3;

  private final Messages words;
  private final NetworkReader reader;

  HostsCommand(Messages words, NetworkReader reader) {
    this.words = words;
    this.reader = reader;
  }

  CommandSpec spec(OptionSpec help) {
    CommandSpec hosts = command("hosts", help);
    CommandSpec check = command("hosts.check", help).addOption(flag("--json"));
    check.addPositional(folder("0", "FOLDER"));
    CommandSpec reach = command("hosts.reach", help);
    reach.addOption(value("--from", "HOST", String.class));
    reach.addOption(value("--to", "IP", String.class));
    reach.addOption(value("--bytes", "N", Integer.class));
    reach.addOption(flag("--all")).addOption(flag("--collected")).addOption(flag("--go-on"));
    reach.addOption(flag("--json"));
    reach.addPositional(folder("0", "FOLDER"));
    CommandSpec diff = command("hosts.diff", help).addOption(flag("--json"));
    diff.addPositional(folder("0", "A")).addPositional(folder("1", "B"));
    return hosts
        .addSubcommand("check", check)
        .addSubcommand("reach", reach)
        .addSubcommand("diff", diff);
  }

  private CommandSpec command(String key, OptionSpec help) {
    CommandSpec command = CommandSpec.create().addOption(help.toBuilder().build());
    command.usageMessage().description(words.get("cli." + key));
    return command;
  }

  private OptionSpec flag(String name) {
    return OptionSpec.builder(name)
        .type(boolean.class)
        .arity("0")
        .description(words.get("cli.hosts." + name))
        .build();
  }

  private OptionSpec value(String name, String label, Class<?> type) {
    return OptionSpec.builder(name)
        .type(type)
        .arity("1")
        .paramLabel(label)
        .description(words.get("cli.hosts." + name))
        .build();
  }

  private PositionalParamSpec folder(String index, String label) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .index(index)
        .required(true)
        .type(Path.class)
        .arity("1")
        .description(words.get("cli.hosts.folder"))
        .build();
  }

  /** The exit code. */
  int run(ParseResult parsed, PrintWriter out, PrintWriter err) {
    Reading reading = read(parsed, 0, err);
    if (reading.state().nodes().isEmpty()) {
      return UNREADABLE;
    }
    return switch (parsed.commandSpec().name()) {
      case "check" -> check(reading, parsed.hasMatchedOption("--json"), out);
      case "reach" -> reach(reading.state(), parsed, out, err);
      default -> diff(reading, parsed, out, err);
    };
  }

  private Reading read(ParseResult parsed, int index, PrintWriter err) {
    Reading reading = reader.read(parsed.matchedPositionalValue(index, Path.of(".")));
    // where nothing is left to judge, what was passed over is why
    boolean none = reading.state().nodes().isEmpty();
    for (Problem problem : reading.problems()) {
      if (none || problem.severity() != Severity.INFO) {
        err.println(words.what(problem) + ' ' + words.cure(problem));
      }
    }
    return reading;
  }

  private int check(Reading reading, boolean json, PrintWriter out) {
    NetworkState state = reading.state();
    List<Fault> faults = Diagnosis.of(state);
    if (json) {
      out.println(new HostsJson(words).check(reading, faults));
    } else {
      long hosts = state.nodes().values().stream().filter(Node::collected).count();
      out.println(
          words.get(
              "cli.hosts.read", state.title(), hosts, state.segments().size(), faults.size()));
      unjudged(state).ifPresent(tunnels -> out.println(words.get("cli.hosts.unjudged", tunnels)));
      faults.forEach(fault -> print(state, fault, out));
    }
    return !faults.isEmpty()
        ? FOUND
        : !reading.isWhole() ? UNREADABLE : unjudged(state).isPresent() ? UNKNOWN : 0;
  }

  /**
   * The number of tunnels to which segment and peer come with each packet (flows of Open vSwitch,
   * ip-link(8) {@code external}), where there are no others: what they carry is in no answer, so
   * that nothing of an overlay was judged.
   */
  static Optional<Long> unjudged(NetworkState state) {
    long tunnels =
        state.nodes().values().stream()
            .flatMap(node -> node.devices().values().stream())
            .filter(device -> device.tunnel().isPresent())
            .count();
    return Optional.of(tunnels).filter(count -> count > 0 && state.segments().isEmpty());
  }

  private void print(NetworkState state, Fault fault, PrintWriter out) {
    out.println();
    out.println(
        fault.severity() + " " + fault.kind() + fault.segment().map(s -> " " + s).orElse(""));
    out.println("  " + words.what(fault.words()));
    fault.proofs().stream()
        .filter(proof -> !proof.isNone())
        .forEach(
            proof ->
                out.println(
                    "  "
                        + words.get("cli.hosts.proof")
                        + ": "
                        + proof.place()
                        + "  "
                        + proof.text()));
    out.println("  " + words.get("cli.hosts.cure") + ": " + words.cure(fault.words()));
    if (!fault.cure().isEmpty()) {
      fault.cure().forEach(change -> out.println("    " + change.node() + "# " + change.command()));
      int left = Diagnosis.of(fault.cured(state)).size();
      out.println("    " + words.get("cli.hosts.after-cure", left));
    }
  }

  private int reach(NetworkState state, ParseResult parsed, PrintWriter out, PrintWriter err) {
    if (parsed.hasMatchedOption("--all")) {
      out.println("from,to,small,large");
      for (Reachability.Answer answer : Reachability.of(state, Reachability.pairs(state))) {
        out.println(
            answer.pair().from()
                + ','
                + answer.pair().to()
                + ','
                + answer.small().word()
                + ','
                + answer.large().word());
      }
      return 0;
    }
    String from = parsed.matchedOptionValue("--from", "");
    String to = parsed.matchedOptionValue("--to", "");
    if (from.isEmpty() || to.isEmpty()) {
      err.println(words.get("cli.hosts.needs-from"));
      return UNREADABLE;
    }
    Optional<IpAddress> address = IpAddress.parse(to);
    if (address.isEmpty()) {
      err.println(words.get("cli.hosts.not-an-address", to));
      return UNREADABLE;
    }
    if (state.node(from).isEmpty()) {
      String hosts =
          state.nodes().values().stream()
              .filter(Node::collected)
              .map(Node::name)
              .collect(Collectors.joining(", "));
      err.println(words.get("cli.hosts.no-such-host", from, hosts));
      return UNREADABLE;
    }
    Trace trace = Predictor.trace(state, question(parsed, from, address.get()));
    out.println(
        parsed.hasMatchedOption("--json")
            ? new HostsJson(words).trace(trace)
            : new TraceText(words).of(trace));
    return trace.verdict().isPassed() ? 0 : trace.verdict().isDropped() ? FOUND : UNKNOWN;
  }

  private static Question question(ParseResult parsed, String from, IpAddress to) {
    int bytes = parsed.matchedOptionValue("--bytes", Question.SMALL);
    return new Question(
        from,
        to,
        Math.clamp(bytes, 0, 65_507),
        true,
        parsed.hasMatchedOption("--collected") ? Question.Caches.COLLECTED : Question.Caches.COLD,
        parsed.hasMatchedOption("--go-on"));
  }

  private int diff(Reading before, ParseResult parsed, PrintWriter out, PrintWriter err) {
    Reading after = read(parsed, 1, err);
    if (after.state().nodes().isEmpty()) {
      return UNREADABLE;
    }
    List<NetworkDifference.Item> items = NetworkDifference.between(before.state(), after.state());
    if (parsed.hasMatchedOption("--json")) {
      out.println(new HostsJson(words).diff(items));
    } else if (items.isEmpty()) {
      out.println(words.get("cli.hosts.same"));
    }
    if (!parsed.hasMatchedOption("--json")) {
      for (NetworkDifference.Item item : items) {
        out.println(
            item.node()
                + ": "
                + item.what()
                + ": "
                + item.before().orElse("-")
                + " -> "
                + item.after().orElse("-"));
      }
    }
    return !items.isEmpty() ? FOUND : before.isWhole() && after.isWhole() ? 0 : UNREADABLE;
  }
}
