package io.coppice.imported.answers;

/** A device's VLANs as a list under its name, as iproute2 before 5.0 gave them. */
final class VlanLists {
  private VlanLists() {}

  static boolean areVlans(Json.Elements list) {
    return !list.values().isEmpty()
        && list.values().stream()
            .allMatch(it -> it instanceof Json.Members vlan && vlan.has("vlan"));
  }

  /** The row that later releases give. */
  static Json.Members row(String device, Json.Elements list) {
    return new RowBuilder(list.start(), list.end())
        .put("ifname", device)
        .put("vlans", list)
        .build();
  }
}
