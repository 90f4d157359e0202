package io.coppice.ui.inventory.page.summary;

import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.Say;
import io.coppice.ui.kit.Icons;
import java.util.ArrayList;
import java.util.List;

/** What matters of switches and port groups. */
final class NetworkSummary {
  private static final int TRUNK = 4095;
  private static final int MOST_UPLINKS = 12;

  private NetworkSummary() {}

  static Summary of(Say say, NetworkSwitch on, List<Problem> problems) {
    List<PortGroup> groups = new ArrayList<>();
    say.inventory()
        .portGroups()
        .forEach(
            group -> {
              if (group.onSwitch().equals(on.id())) {
                groups.add(group);
              }
            });
    int[] adapters = adapters(say, groups);
    Card.Builder ports = new Card.Builder("port-groups").orElse(say.the("port-groups.none"));
    for (PortGroup group : groups) {
      ports.line("", say.link(group.id()), new Item.Words(vlan(say, group), "quiet"));
    }
    return new Summary(
        List.of(
            Summary.count(say, "port-groups", groups.size(), say.the("on-switch")),
            Summary.count(say, "adapters", adapters[0], say.the("plugged.detail", adapters[1])),
            new Summary.Figure(
                "mtu",
                say.format().count(on.mtu()),
                say.the("mtu.detail"),
                -1,
                false,
                java.util.Optional.empty(),
                0)),
        List.of(ports.build(), uplinks(say, on), related(say, on)),
        problems);
  }

  private static Card uplinks(Say say, NetworkSwitch on) {
    Card.Builder card = new Card.Builder("uplinks").orElse(say.the("uplinks.none"));
    int up = 0;
    int shown = 0;
    for (int row = 0; row < say.inventory().hosts().size(); row++) {
      Host host = say.inventory().hosts().get(row);
      if (host == null) {
        continue;
      }
      for (Host.PhysicalNic nic : host.hardware().nics()) {
        if (nic.uplinkOf().filter(on.id()::equals).isPresent()) {
          up += nic.linkUp() ? 1 : 0;
          if (!nic.linkUp() && shown++ < MOST_UPLINKS) {
            card.line(
                nic.name(),
                say.link(host.id()),
                new Item.Badge(Icons.CUT, "bad", say.the("link.down")));
          }
        }
      }
    }
    if (up > 0) {
      card.line("", new Item.Badge(Icons.CONNECT, "ok", say.the("uplinks.up", up)));
    }
    return card.build();
  }

  private static Card related(Say say, NetworkSwitch on) {
    Card.Builder card =
        new Card.Builder("related")
            .words(
                say.the("kind"),
                say.texts().get(on.isDistributed() ? "switch.distributed" : "switch.standard"));
    on.host().ifPresent(host -> card.line(say.the("host"), say.link(host)));
    return card.line(say.the("folder"), say.link(on.folder())).build();
  }

  static Summary of(Say say, PortGroup group, List<Problem> problems) {
    int[] adapters = adapters(say, List.of(group));
    NetworkSwitch on = say.inventory().switches().get(group.onSwitch().value());
    Card.Builder card =
        new Card.Builder("related").line(say.the("switch"), say.link(group.onSwitch()));
    if (on != null) {
      card.words(
          say.the("kind"),
          say.texts().get(on.isDistributed() ? "switch.distributed" : "switch.standard"));
      card.words(say.the("mtu"), say.the("bytes", on.mtu()));
    }
    card.line(say.the("folder"), say.link(group.folder()));
    return new Summary(
        List.of(
            new Summary.Figure(
                "vlan",
                vlan(say, group),
                say.the("vlan.detail"),
                -1,
                false,
                java.util.Optional.empty(),
                0),
            Summary.count(say, "adapters", adapters[0], say.the("plugged.detail", adapters[1]))),
        List.of(card.build()),
        problems);
  }

  private static String vlan(Say say, PortGroup group) {
    return switch (group.vlan()) {
      case 0 -> say.the("vlan.none");
      case TRUNK -> say.the("vlan.all");
      default -> say.the("vlan.one", Integer.toString(group.vlan()));
    };
  }

  /** Adapters on these port groups, and how many of them are connected in running machines. */
  private static int[] adapters(Say say, List<PortGroup> groups) {
    var ids = groups.stream().map(PortGroup::id).collect(java.util.stream.Collectors.toSet());
    int[] counts = new int[2];
    say.inventory()
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
