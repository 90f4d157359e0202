package io.coppice.ui.inventory.page.summary;

import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.inventory.UsageScale;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.FactFormatter;
import io.coppice.ui.kit.Icons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What matters of switches and port groups. */
final class NetworkSummary {
  private static final int MOST_UPLINKS = 12;

  private NetworkSummary() {}

  static Summary of(FactFormatter facts, NetworkSwitch on, List<Problem> problems) {
    List<PortGroup> groups = new ArrayList<>();
    facts
        .inventory()
        .portGroups()
        .forEach(
            group -> {
              if (group.onSwitch().equals(on.id())) {
                groups.add(group);
              }
            });
    int[] adapters = adapters(facts, groups);
    Card.Builder ports = new Card.Builder("port-groups").orElse(facts.the("port-groups.none"));
    for (PortGroup group : groups) {
      ports.line("", facts.link(group.id()), new Item.Words(vlan(facts, group), "quiet"));
    }
    return new Summary(
        List.of(
            Summary.count(facts, "port-groups", groups.size(), facts.the("on-switch")),
            Summary.count(facts, "adapters", adapters[0], facts.the("plugged.detail", adapters[1])),
            new Summary.Figure(
                "mtu",
                facts.format().count(on.mtu()),
                facts.the("mtu.detail"),
                -1,
                UsageScale.CALM,
                Optional.empty(),
                0)),
        List.of(ports.build(), uplinks(facts, on), related(facts, on)),
        problems);
  }

  private static Card uplinks(FactFormatter facts, NetworkSwitch on) {
    Card.Builder card = new Card.Builder("uplinks").orElse(facts.the("uplinks.none"));
    int up = 0;
    int shown = 0;
    for (int row = 0; row < facts.inventory().hosts().size(); row++) {
      Host host = facts.inventory().hosts().get(row);
      if (host == null) {
        continue;
      }
      for (Host.PhysicalNic nic : host.hardware().nics()) {
        if (nic.uplinkOf().filter(on.id()::equals).isPresent()) {
          up += nic.linkUp() ? 1 : 0;
          if (!nic.linkUp() && shown++ < MOST_UPLINKS) {
            card.line(
                nic.name(),
                facts.link(host.id()),
                new Item.Badge(Icons.CUT, "bad", facts.the("link.down")));
          }
        }
      }
    }
    if (up > 0) {
      card.line("", new Item.Badge(Icons.CONNECT, "ok", facts.the("uplinks.up", up)));
    }
    return card.build();
  }

  private static Card related(FactFormatter facts, NetworkSwitch on) {
    Card.Builder card =
        new Card.Builder("related")
            .words(
                facts.the("kind"),
                facts.texts().get(on.isDistributed() ? "switch.distributed" : "switch.standard"));
    if (on.isDistributed()) {
      card.words(
          facts.the("uplink-policy"), facts.texts().get("network.form.uplinks." + on.uplinks()));
    }
    on.host().ifPresent(host -> card.line(facts.the("host"), facts.link(host)));
    return card.line(facts.the("folder"), facts.link(on.folder())).build();
  }

  static Summary of(FactFormatter facts, PortGroup group, List<Problem> problems) {
    int[] adapters = adapters(facts, List.of(group));
    NetworkSwitch on = facts.inventory().switches().get(group.onSwitch().value());
    Card.Builder card =
        new Card.Builder("related").line(facts.the("switch"), facts.link(group.onSwitch()));
    if (on != null) {
      card.words(
          facts.the("kind"),
          facts.texts().get(on.isDistributed() ? "switch.distributed" : "switch.standard"));
      card.words(facts.the("mtu"), facts.the("bytes", on.mtu()));
    }
    card.line(facts.the("folder"), facts.link(group.folder()));
    return new Summary(
        List.of(
            new Summary.Figure(
                "vlan",
                vlan(facts, group),
                facts.the("vlan.detail"),
                -1,
                UsageScale.CALM,
                Optional.empty(),
                0),
            Summary.count(
                facts, "adapters", adapters[0], facts.the("plugged.detail", adapters[1]))),
        List.of(card.build()),
        problems);
  }

  private static String vlan(FactFormatter facts, PortGroup group) {
    Optional<PrivateVlan> its = group.policy().privateVlan();
    if (its.isPresent()) {
      return facts.the(
          "vlan.private." + its.get().role(),
          Integer.toString(its.get().primary()),
          Integer.toString(its.get().secondary()));
    }
    return switch (group.vlan()) {
      case 0 -> facts.the("vlan.none");
      case PortGroup.TRUNK -> facts.the("vlan.all");
      default -> facts.the("vlan.one", Integer.toString(group.vlan()));
    };
  }

  /** Adapters on these port groups, and how many of them are connected in running machines. */
  private static int[] adapters(FactFormatter facts, List<PortGroup> groups) {
    var ids = groups.stream().map(PortGroup::id).collect(java.util.stream.Collectors.toSet());
    int[] counts = new int[2];
    facts
        .inventory()
        .machines()
        .forEach(
            machine ->
                machine
                    .hardware()
                    .nics()
                    .forEach(
                        nic -> {
                          if (ids.contains(nic.portGroup())) {
                            counts[0]++;
                            counts[1] += machine.isOn() && nic.connected() ? 1 : 0;
                          }
                        }));
    return counts;
  }
}
