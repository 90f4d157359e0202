package io.coppice.imported;

import io.coppice.imported.answers.Json;
import io.coppice.imported.answers.Row;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.ForwardingTable;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.TunnelEndpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds what FRR says of VNIs ({@code show evpn vni detail json}; zebra/zebra_evpn.c and
 * zebra_vxlan.c). It knows tunnel devices that {@code ip} was not asked for, and peers. Where the
 * kernel's own table was collected too, that counts: it is what frames go by.
 */
final class EvpnRows {
  private final Map<String, Device> devices;
  private final ForwardingTable.Builder table;
  private final Set<String> said = new HashSet<>();

  EvpnRows(Map<String, Device> devices, ForwardingTable.Builder table) {
    this.devices = devices;
    this.table = table;
  }

  void add(List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    for (ForwardingEntry row : table.build()) {
      if (row.table() == ForwardingEntry.Table.TUNNEL && row.remote().isPresent()) {
        said.add(row.device());
      }
    }
    rows.forEach(this::add);
  }

  private void add(Row row) {
    Json.Members members = row.members();
    Optional<String> device =
        members
            .text("vxlanInterface")
            .or(() -> members.text("vxlanIntf"))
            .or(() -> members.text("vxlanIf"))
            .filter(name -> !name.isBlank() && !name.equalsIgnoreCase("unknown"));
    Optional<Long> vni = members.number("vni");
    if (device.isEmpty() || vni.isEmpty()) {
      return;
    }
    Device known = devices.get(device.get());
    Optional<TunnelEndpoint> tunnel = Optional.ofNullable(known).flatMap(Device::tunnel);
    List<IpAddress> peers = said.contains(device.get()) ? List.of() : peers(members);
    if (tunnel.filter(TunnelEndpoint::external).isPresent()) {
      for (IpAddress peer : peers) {
        table.add(ForwardingEntry.flood(device.get(), peer, vni.get()));
      }
      peers = List.of();
    }
    Optional<IpAddress> local =
        members.text("localVtepIp").or(() -> members.text("vtepIp")).flatMap(IpAddress::parse);
    Device.Builder made =
        known == null ? Device.named(device.get()).proof(row.proof()) : known.change();
    devices.put(
        device.get(),
        made.tunnel(settings(tunnel, known != null, vni.get(), local, peers)).build());
  }

  private static TunnelEndpoint settings(
      Optional<TunnelEndpoint> tunnel,
      boolean known,
      long vni,
      Optional<IpAddress> local,
      List<IpAddress> peers) {
    TunnelEndpoint from =
        tunnel
            .filter(it -> it.encapsulation() == Encapsulation.VXLAN)
            .orElseGet(() -> TunnelEndpoint.vxlan(vni, local.orElse(IpAddress.any(false)), 4789));
    return from.change()
        .id(from.external() ? from.id() : vni)
        .local(from.local().filter(ip -> !ip.isAny()).or(() -> local))
        .remotes(peers.isEmpty() ? from.remotes() : peers)
        .learning(known && from.learning())
        .build();
  }

  /**
   * A list of addresses (before FRR 8.5 under the name of their number), or of objects with them;
   * those to which nothing is flooded, {@code -} for {@code HER}, are left out.
   */
  private static List<IpAddress> peers(Json.Members said) {
    List<IpAddress> peers = new ArrayList<>();
    for (String member : List.of("remoteVteps", "numRemoteVteps")) {
      for (Json value : said.list(member)) {
        Optional<String> text =
            switch (value) {
              case Json.Text ip -> Optional.of(ip.value());
              case Json.Members vtep when vtep.text("flood").filter("-"::equals).isEmpty() ->
                  vtep.text("ip").or(() -> vtep.text("vtep"));
              default -> Optional.empty();
            };
        text.flatMap(IpAddress::parse).filter(ip -> !peers.contains(ip)).ifPresent(peers::add);
      }
    }
    return peers;
  }
}
