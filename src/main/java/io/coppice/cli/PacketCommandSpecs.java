package io.coppice.cli;

import io.coppice.model.Messages;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The options and files of the commands about packets. */
final class PacketCommandSpecs {
  private final Messages words;

  PacketCommandSpecs(Messages words) {
    this.words = words;
  }

  void addTo(CommandSpec spec, OptionSpec help) {
    CommandSpec dissect = command("dissect", help);
    dissect.addOption(flag("--json"));
    dissect.addOption(option("--profile", "rfc|linux|ovs"));
    dissect.addOption(many("--decode-as", "PORT=vxlan|geneve|stt"));
    dissect.addPositional(file("FILE", 0));
    spec.addSubcommand("dissect", dissect);
    CommandSpec wrap = command("encapsulate", help);
    wrap.addOption(required("--as", "vxlan|nvgre|stt|geneve"));
    wrap.addOption(required("--id", "N"));
    wrap.addOption(required("--from", "A"));
    wrap.addOption(required("--to", "B"));
    wrap.addOption(option("--mtu", "M"));
    wrap.addOption(option("--outer-vlan", "V"));
    wrap.addPositional(file("IN", 0));
    wrap.addPositional(file("OUT", 1));
    spec.addSubcommand("encapsulate", wrap);
    CommandSpec unwrap = command("decapsulate", help);
    unwrap.addOption(option("--profile", "rfc|linux|ovs"));
    unwrap.addOption(many("--decode-as", "PORT=vxlan"));
    unwrap.addPositional(file("IN", 0));
    unwrap.addPositional(file("OUT", 1));
    spec.addSubcommand("decapsulate", unwrap);
  }

  private CommandSpec command(String name, OptionSpec help) {
    CommandSpec command = CommandSpec.create().addOption(help);
    command.usageMessage().description(words.get("cli." + name));
    return command;
  }

  private OptionSpec flag(String name) {
    return OptionSpec.builder(name)
        .type(boolean.class)
        .arity("0")
        .description(words.get("cli." + name))
        .build();
  }

  private OptionSpec.Builder builder(String name, String label) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .arity("1")
        .description(words.get("cli." + name));
  }

  private OptionSpec option(String name, String label) {
    return builder(name, label).build();
  }

  private OptionSpec required(String name, String label) {
    return builder(name, label).required(true).build();
  }

  private OptionSpec many(String name, String label) {
    return builder(name, label).type(String[].class).build();
  }

  private PositionalParamSpec file(String label, int index) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .index(Integer.toString(index))
        .required(true)
        .type(String.class)
        .arity("1")
        .description(words.get("cli.file." + label.toLowerCase(Locale.ROOT)))
        .build();
  }
}
