package io.coppice.imported.answers;

import java.util.Optional;

/** Tells by its members of which command a row is. */
final class Recogniser {
  private Recogniser() {}

  static Optional<Row.Kind> kindOf(Json.Members row) {
    return Optional.ofNullable(kind(row));
  }

  private static Row.Kind kind(Json.Members row) {
    if (row.has("vni") && (row.has("type") || row.has("vxlanIntf") || row.has("vxlanIf"))) {
      return Row.Kind.EVPN;
    }
    if (row.has("mac") && (row.has("ifname") || row.has("dev"))) {
      return Row.Kind.FORWARDING;
    }
    if (row.has("ifname") && row.has("vnis")) {
      return Row.Kind.VNI;
    }
    if (row.has("id") && row.has("flags") && (row.has("gateway") || row.has("group"))) {
      return Row.Kind.NEXT_HOP;
    }
    if (row.has("ifname") || row.has("dev") && row.has("vlans")) {
      return ofDevice(row);
    }
    if (row.has("dst")) {
      boolean neighbour =
          row.has("lladdr") || row.get("state").filter(Json.Elements.class::isInstance).isPresent();
      return neighbour || row.has("proxy") ? Row.Kind.NEIGHBOUR : Row.Kind.ROUTE;
    }
    if (row.has("interface") && row.has("forwarding") || row.has("all") && row.has("rp_filter")) {
      return Row.Kind.NETCONF;
    }
    return null;
  }

  private static Row.Kind ofDevice(Json.Members row) {
    if (row.has("vlans") || row.has("tunnels")) {
      return Row.Kind.VLAN;
    }
    if (row.has("addr_info")) {
      return Row.Kind.ADDRESS;
    }
    if (row.has("hairpin") || row.has("state") && row.has("priority") && row.has("cost")) {
      return Row.Kind.BRIDGE_LINK;
    }
    return row.has("flags") && (row.has("mtu") || row.has("link_type")) ? Row.Kind.LINK : null;
  }
}
