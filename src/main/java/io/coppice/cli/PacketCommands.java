package io.coppice.cli;

import io.coppice.model.Messages;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.tunnel.ReceiverProfile;
import io.coppice.wire.tunnel.TunnelKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ParseResult;

/** Runs the commands about packets, once their options make sense. */
final class PacketCommands {
  private static final List<String> NAMES = List.of("dissect", "encapsulate", "decapsulate");
  private static final int LEAST_MTU = 128;

  private final Messages words;
  private final CommandStreams streams;

  PacketCommands(Messages words, CommandStreams streams) {
    this.words = words;
    this.streams = streams;
  }

  static boolean has(String name) {
    return NAMES.contains(name);
  }

  /** Runs one of the three; the exit code is 2 where an option's value makes no sense. */
  int run(String name, ParseResult parsed) {
    try {
      return switch (name) {
        case "dissect" ->
            new DissectCommand(words, streams)
                .run(
                    new DissectCommand.Options(
                        parsed.matchedPositionalValue(0, ""),
                        parsed.hasMatchedOption("--json"),
                        profile(parsed),
                        ports(parsed)));
        case "encapsulate" -> new EncapsulateCommand(words, streams).run(wrapping(parsed));
        default ->
            new DecapsulateCommand(words, streams)
                .run(
                    new DecapsulateCommand.Options(
                        profile(parsed).orElse(ReceiverProfile.RFC),
                        ports(parsed),
                        parsed.matchedPositionalValue(0, ""),
                        parsed.matchedPositionalValue(1, "")));
      };
    } catch (Senseless e) {
      streams.err().println(words.get("cli.senseless", e.option, e.value, words.get(e.wanted)));
      streams.err().println(words.get("cli.try-help"));
      return 2;
    }
  }

  /** A value that the option cannot have. */
  private static final class Senseless extends Exception {
    private static final long serialVersionUID = 1;
    private final String option;
    private final String value;
    private final String wanted;

    Senseless(String option, String value, String wanted) {
      super(option);
      this.option = option;
      this.value = value;
      this.wanted = wanted;
    }
  }

  private static String said(ParseResult parsed, String option) {
    return parsed.matchedOptionValue(option, "");
  }

  private static Optional<ReceiverProfile> profile(ParseResult parsed) throws Senseless {
    if (!parsed.hasMatchedOption("--profile")) {
      return Optional.empty();
    }
    String name = said(parsed, "--profile");
    for (ReceiverProfile profile : ReceiverProfile.values()) {
      if (profile.name().equalsIgnoreCase(name)) {
        return Optional.of(profile);
      }
    }
    throw new Senseless("--profile", name, "cli.wanted.profile");
  }

  private static PortTable ports(ParseResult parsed) throws Senseless {
    PortTable ports = PortTable.STANDARD;
    for (String said : parsed.matchedOptionValue("--decode-as", new String[0])) {
      PortTable before = ports;
      ports =
          before
              .with(said)
              .orElseThrow(() -> new Senseless("--decode-as", said, "cli.wanted.decode-as"));
    }
    return ports;
  }

  private static EncapsulateCommand.Options wrapping(ParseResult parsed) throws Senseless {
    TunnelKind kind = kind(said(parsed, "--as"));
    IpAddress from = address(parsed, "--from");
    IpAddress to = address(parsed, "--to");
    if (from.v6() != to.v6()) {
      throw new Senseless("--to", to.toString(), "cli.wanted.family");
    }
    if (from.isMulticast()) {
      throw new Senseless("--from", from.toString(), "cli.wanted.address");
    }
    boolean tagged = parsed.hasMatchedOption("--outer-vlan");
    return new EncapsulateCommand.Options(
        kind,
        id(said(parsed, "--id"), kind),
        from,
        to,
        parsed.hasMatchedOption("--mtu") ? number(parsed, "--mtu", LEAST_MTU, 65_535) : 1500,
        tagged ? OptionalInt.of(number(parsed, "--outer-vlan", 1, 4094)) : OptionalInt.empty(),
        parsed.matchedPositionalValue(0, ""),
        parsed.matchedPositionalValue(1, ""));
  }

  private static TunnelKind kind(String name) throws Senseless {
    for (TunnelKind kind : TunnelKind.values()) {
      if (kind.name().equalsIgnoreCase(name)) {
        return kind;
      }
    }
    throw new Senseless("--as", name, "cli.wanted.as");
  }

  private static IpAddress address(ParseResult parsed, String option) throws Senseless {
    String said = said(parsed, option);
    return IpAddress.parse(said)
        .orElseThrow(() -> new Senseless(option, said, "cli.wanted.address"));
  }

  private static long id(String said, TunnelKind kind) throws Senseless {
    try {
      long id =
          said.startsWith("0x")
              ? Long.parseUnsignedLong(said.substring(2), 16)
              : Long.parseUnsignedLong(said);
      if (kind.allows(id)) {
        return id;
      }
    } catch (NumberFormatException _) {
      // told below, like an id out of its space
    }
    throw new Senseless("--id", said, "cli.wanted.id." + kind.name().toLowerCase(Locale.ROOT));
  }

  private static int number(ParseResult parsed, String option, int least, int most)
      throws Senseless {
    String said = said(parsed, option);
    if (said.matches("[0-9]{1,6}")) {
      int value = Integer.parseInt(said);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw new Senseless(option, said, "cli.wanted" + option.replace("--", "."));
  }
}
