package io.coppice.scenario;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.FabricNode;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.model.overlay.fabric.SegmentSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the network beneath; what stood for objects that are gone is left out. */
final class UnderlayWriter {
  private final Inventory inventory;
  private final ScenarioRefs refs;

  UnderlayWriter(Inventory inventory, ScenarioRefs refs) {
    this.inventory = inventory;
    this.refs = refs;
  }

  Map<String, Object> fabric(Fabric fabric) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("switches", fabric.nodes().stream().map(UnderlayWriter::node).toList());
    map.put(
        "links",
        fabric.links().stream()
            .filter(link -> isThere(link.a(), fabric) && isThere(link.b(), fabric))
            .map(link -> link(link, fabric))
            .toList());
    map.put(
        "endpoints",
        fabric.endpoints().stream()
            .filter(it -> inventory.host(it.host()) != null)
            .map(
                it -> {
                  Map<String, Object> endpoint = new LinkedHashMap<>();
                  endpoint.put("host", refs.of(it.host()));
                  endpoint.put("address", it.address().toString());
                  return endpoint;
                })
            .toList());
    map.put(
        "segments",
        fabric.segments().stream()
            .filter(it -> inventory.portGroups().get(it.portGroup().value()) != null)
            .map(this::segment)
            .toList());
    List<Map<String, Object>> fences =
        fabric.fences().stream().filter(it -> it.isWhole(inventory)).map(this::fence).toList();
    if (!fences.isEmpty()) {
      map.put("fences", fences);
    }
    return map;
  }

  private Map<String, Object> fence(Fence fence) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("appliance", refs.of(fence.appliance()));
    map.put("inner", fence.inner());
    map.put("outer", fence.outer());
    map.put(
        "addresses",
        fence.addresses().stream()
            .map(
                it -> {
                  Map<String, Object> row = new LinkedHashMap<>();
                  row.put("inside", it.inside().toString());
                  row.put("outside", it.outside().toString());
                  return row;
                })
            .toList());
    return map;
  }

  private static Map<String, Object> node(FabricNode node) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", node.name());
    map.put("kind", node.kind());
    if (!node.place().isEmpty()) {
      map.put("place", node.place());
    }
    map.put("up", node.up());
    node.box()
        .ifPresent(
            box -> {
              map.put("tracking", box.tracking());
              map.put("translates", box.translates());
              map.put("hashing", box.hashing());
              map.put("rejects", box.rejects());
              map.put("rules", box.rules().stream().map(UnderlayWriter::rule).toList());
            });
    return map;
  }

  private static Map<String, Object> rule(Middlebox.Rule rule) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("permits", rule.permits());
    map.put("protocol", rule.protocol());
    map.put("port", rule.port());
    return map;
  }

  private Optional<EntityId> host(FabricLink.End end, Fabric fabric) {
    return fabric.node(end.node()).isPresent() ? Optional.empty() : EntityId.parse(end.node());
  }

  private boolean isThere(FabricLink.End end, Fabric fabric) {
    return host(end, fabric).map(id -> inventory.find(id).isPresent()).orElse(true);
  }

  private Map<String, Object> link(FabricLink link, Fabric fabric) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("from", host(link.a(), fabric).map(refs::of).orElse(link.a().node()));
    map.put("fromPort", link.a().port());
    map.put("to", host(link.b(), fabric).map(refs::of).orElse(link.b().node()));
    map.put("toPort", link.b().port());
    map.put("megabits", link.megabits());
    map.put("latencyMicros", link.latencyMicros());
    map.put("lossPerMillion", link.lossPerMillion());
    map.put("mtu", link.mtu());
    map.put("up", link.up());
    return map;
  }

  private Map<String, Object> segment(SegmentSettings segment) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("network", refs.of(segment.portGroup()));
    map.put("protocol", segment.encapsulation().name());
    map.put("id", Long.toUnsignedString(segment.id()));
    map.put("tenant", segment.tenant());
    segment.group().ifPresent(group -> map.put("group", group.toString()));
    map.put("ageing", segment.ageing());
    map.put("suppression", segment.suppression());
    map.put("whole", segment.whole());
    if (segment.mtu() > 0) {
      map.put("mtu", segment.mtu());
    }
    return map;
  }
}
