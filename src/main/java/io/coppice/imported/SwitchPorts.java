package io.coppice.imported;

import io.coppice.imported.answers.Json;
import io.coppice.imported.answers.Row;
import io.coppice.model.overlay.BridgePort;
import io.coppice.model.overlay.BridgeSettings;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.TunnelEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Adds the bridges and ports of Open vSwitch to a host's devices. A port of several interfaces is a
 * bond; two patch ports that name each other are a virtual pair (ovs-vswitchd.conf.db(5), tables
 * Port and Interface).
 */
final class SwitchPorts {
  private final Map<String, Device> devices;
  private final Map<String, Long> faces;

  private SwitchPorts(Map<String, Device> devices, Map<String, Long> faces) {
    this.devices = devices;
    this.faces = faces;
  }

  static void add(List<Row> switched, Map<String, Device> devices) {
    List<Row> ports = switched.stream().filter(row -> row.kind() == Row.Kind.SWITCH).toList();
    Map<String, Long> faces =
        ports.stream()
            .map(row -> portOf(row.members()))
            .collect(Collectors.groupingBy(port -> port, Collectors.counting()));
    SwitchPorts adding = new SwitchPorts(devices, faces);
    ports.forEach(adding::add);
  }

  private static String portOf(Json.Members said) {
    return said.text("bridge").orElse("") + ' ' + said.text("port").orElse("");
  }

  private void add(Row row) {
    Json.Members said = row.members();
    String bridge = said.text("bridge").orElse("");
    String face = said.text("ifname").orElse("");
    if (bridge.isEmpty() || face.isEmpty()) {
      return;
    }
    Device switchDevice = devices.get(bridge);
    if (switchDevice == null || switchDevice.bridge().isEmpty()) {
      devices.put(
          bridge,
          device(bridge, row)
              .bridge(new BridgeSettings(true, 0, 300, false, false, true, byController(said)))
              .build());
    }
    if (face.equals(bridge)) {
      return;
    }
    BridgePort port = BridgePort.PLAIN.withVlans(vlans(row));
    Device.Builder made = device(face, row);
    if (faces.getOrDefault(portOf(said), 0L) > 1) {
      String bond = said.text("port").orElse("");
      devices.put(
          bond,
          device(bond, row).kind(DeviceKind.BOND).master(Optional.of(bridge)).port(port).build());
      devices.put(face, made.master(Optional.of(bond)).build());
      return;
    }
    made.master(Optional.of(bridge)).port(port);
    if (said.text("type").filter("patch"::equals).isPresent()) {
      made.kind(DeviceKind.VETH).lower(said.text("peer"));
    }
    tunnelOf(said).ifPresent(made::tunnel);
    devices.put(face, made.build());
  }

  /** Without a controller such a bridge forwards nothing; with one, what that says (fail_mode). */
  private static boolean byController(Json.Members said) {
    return said.text("fail_mode").filter("secure"::equals).isPresent();
  }

  /** An access port carries its tag; a trunk those that it names, or all. */
  private static List<BridgePort.Vlan> vlans(Row row) {
    int tag = row.members().integer("tag", 0);
    List<BridgePort.Vlan> vlans = new ArrayList<>();
    if (tag > 0) {
      vlans.add(new BridgePort.Vlan(tag, true, true, -1, row.proof()));
    }
    for (String id : row.members().texts("trunks")) {
      if (id.length() <= 4 && !id.equals(String.valueOf(tag))) {
        vlans.add(new BridgePort.Vlan(Integer.parseInt(id), false, false, -1, row.proof()));
      }
    }
    return vlans;
  }

  private Device.Builder device(String name, Row row) {
    Device known = devices.get(name);
    return known == null ? Device.named(name).proof(row.proof()) : known.change();
  }

  /** A number, or one in hexadecimal as {@code 0x64}. */
  private static Optional<Long> key(Json.Members said, String name) {
    Optional<String> written =
        said.text(name).filter(text -> text.matches("0[xX][0-9a-fA-F]{1,16}"));
    return written
        .map(text -> Long.parseUnsignedLong(text.substring(2), 16))
        .or(() -> said.number(name));
  }

  private static Optional<TunnelEndpoint> tunnelOf(Json.Members said) {
    Encapsulation encapsulation =
        switch (said.text("type").orElse("")) {
          case "vxlan" -> Encapsulation.VXLAN;
          case "geneve" -> Encapsulation.GENEVE;
          case "gre" ->
              said.has("key") || said.has("in_key") || said.has("out_key")
                  ? Encapsulation.KEYED_GRE
                  : Encapsulation.GRE;
          case "stt" -> Encapsulation.STT;
          default -> null;
        };
    if (encapsulation == null) {
      return Optional.empty();
    }
    // what flows set for each packet is in no answer that is collected
    boolean byFlow =
        Stream.of("key", "in_key", "out_key", "remote_ip", "local_ip")
            .anyMatch(name -> said.text(name).filter("flow"::equals).isPresent());
    return Optional.of(
        TunnelEndpoint.of(encapsulation)
            .id(key(said, "key").or(() -> key(said, "in_key")).orElse(0L))
            .local(said.text("local_ip").flatMap(IpAddress::parse))
            .remote(said.text("remote_ip").flatMap(IpAddress::parse))
            .port(said.integer("dst_port", encapsulation.assignedPort()))
            .df(
                said.is("df_default", true)
                    ? TunnelEndpoint.DontFragment.SET
                    : TunnelEndpoint.DontFragment.UNSET)
            .external(byFlow)
            .build());
  }
}
