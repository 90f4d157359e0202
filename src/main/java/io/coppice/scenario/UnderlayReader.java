package io.coppice.scenario;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.ObjectNaming;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.FabricNode;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.model.overlay.fabric.HostEndpoint;
import io.coppice.model.overlay.fabric.PrivateVlanDomains;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.model.table.CowTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the network beneath: switches, links, endpoints and segments. Where the file lists no
 * switches, switches, links and endpoints are those that are derived; where it lists no segments,
 * they are.
 */
final class UnderlayReader {
  private static final int MOST_NODES = 5_000;
  private static final int MOST_LINKS = 100_000;
  private static final int MOST_RULES = 1_000;
  private static final int MOST_MEGABITS = 10_000_000;
  private static final int MOST_LATENCY = 10_000_000;
  private static final int LEAST_MTU = 576;
  private static final int MOST_MTU = 65_535;
  private static final int MOST_AGEING = 1_000_000;

  private final InventoryDraft draft;
  private final Inventory inventory;
  private final CowTable<FabricNode> nodes = new CowTable<>();
  private final Map<String, FabricNode> names = new LinkedHashMap<>();

  /** What stands between hosts. */
  private enum Sort {
    LEAF,
    SPINE,
    ROUTER,
    SWITCH,
    MIDDLEBOX
  }

  UnderlayReader(InventoryDraft draft, Inventory inventory) {
    this.draft = draft;
    this.inventory = inventory;
  }

  Fabric read(ScenarioObject section) {
    section.sections("switches", MOST_NODES).forEach(this::node);
    List<FabricLink> links = new ArrayList<>();
    Set<FabricLink.End> taken = new HashSet<>();
    section.sections("links", MOST_LINKS).forEach(it -> link(it, taken).ifPresent(links::add));
    Map<HostId, HostEndpoint> endpoints = new LinkedHashMap<>();
    section.sections("endpoints").forEach(it -> endpoint(it, endpoints));
    Map<PortGroupId, SegmentSettings> segments = new LinkedHashMap<>();
    section.sections("segments").forEach(it -> segment(it, segments));
    Fabric derived = DerivedFabric.of(inventory);
    List<SegmentSettings> all =
        section.has("segments") ? List.copyOf(segments.values()) : derived.segments();
    List<Fence> fences = new FenceReader(draft, inventory, domains(all)).read(section);
    section.end();
    List<FabricNode> own = new ArrayList<>();
    nodes.forEach(own::add);
    boolean said = section.has("switches");
    return new Fabric(
        said ? own : derived.nodes(),
        said ? links : derived.links(),
        said ? List.copyOf(endpoints.values()) : derived.endpoints(),
        all,
        fences);
  }

  private PrivateVlanDomains domains(List<SegmentSettings> segments) {
    Set<Integer> backed = new HashSet<>();
    segments.forEach(segment -> backed.add(segment.portGroup().value()));
    return new PrivateVlanDomains(inventory, backed::contains);
  }

  private void node(ScenarioObject section) {
    NodeKind kind = NodeKind.valueOf(section.one("kind", Sort.class, Sort.LEAF).name());
    String place = section.text("place", "");
    boolean up = section.flag("up", true);
    Optional<Middlebox> box = box(section, kind);
    InventoryDraft.each(
        section,
        nodes,
        MOST_NODES,
        (name, _) -> {
          FabricNode node = new FabricNode(name, kind, place, up, box);
          boolean host = draft.hosts.containsKey(name);
          if (host || names.putIfAbsent(name, node) != null) {
            section.errors().add("scenario.duplicate", section.where("name"), name);
          } else {
            nodes.add(node);
          }
        });
    section.end();
  }

  private static Optional<Middlebox> box(ScenarioObject section, NodeKind kind) {
    boolean said =
        section.has("tracking")
            || section.has("rules")
            || section.has("translates")
            || section.has("hashing")
            || section.has("rejects");
    Middlebox.Tracking tracking =
        section.one("tracking", Middlebox.Tracking.class, Middlebox.Tracking.NONE);
    boolean translates = section.flag("translates", false);
    Middlebox.Hashing hashing =
        section.one("hashing", Middlebox.Hashing.class, Middlebox.Hashing.FLOW);
    boolean rejects = section.flag("rejects", false);
    List<Middlebox.Rule> rules =
        section.sections("rules", MOST_RULES).stream().map(UnderlayReader::rule).toList();
    return said || kind == NodeKind.MIDDLEBOX
        ? Optional.of(new Middlebox(tracking, rules, translates, hashing, rejects))
        : Optional.empty();
  }

  private static Middlebox.Rule rule(ScenarioObject section) {
    boolean permits = section.flag("permits", false);
    Middlebox.Protocol protocol =
        section.one("protocol", Middlebox.Protocol.class, Middlebox.Protocol.ANY);
    boolean ports = protocol == Middlebox.Protocol.TCP || protocol == Middlebox.Protocol.UDP;
    int port = section.number("port", 0, ports ? 65_535 : 0, 0);
    section.end();
    return new Middlebox.Rule(permits, protocol, port);
  }

  private Optional<FabricLink> link(ScenarioObject section, Set<FabricLink.End> taken) {
    Optional<FabricLink.End> a = end(section, "from", "fromPort", taken);
    Optional<FabricLink.End> b = end(section, "to", "toPort", taken);
    FabricLink made =
        new FabricLink(
            a.orElse(new FabricLink.End("", "")),
            b.orElse(new FabricLink.End("", "")),
            section.number("megabits", 1, MOST_MEGABITS, 100_000),
            section.number("latencyMicros", 0, MOST_LATENCY, FabricLink.NEAR),
            section.number("lossPerMillion", 0, 1_000_000, 0),
            section.number("mtu", LEAST_MTU, MOST_MTU, FabricLink.JUMBO),
            section.flag("up", true));
    section.end();
    return a.isPresent() && b.isPresent() ? Optional.of(made) : Optional.empty();
  }

  private Optional<FabricLink.End> end(
      ScenarioObject section, String node, String port, Set<FabricLink.End> taken) {
    String name = section.name(node);
    String at = section.name(port);
    Optional<String> of =
        names.containsKey(name)
            ? Optional.of(name)
            : draft.find(draft.hosts, name, section, node).map(HostId::token);
    Optional<FabricLink.End> end = of.map(it -> new FabricLink.End(it, at));
    if (end.isPresent() && !taken.add(end.get())) {
      section.errors().add("scenario.duplicate", section.where(port), name + " " + at);
    }
    return end;
  }

  private void endpoint(ScenarioObject section, Map<HostId, HostEndpoint> endpoints) {
    Optional<HostId> host = draft.find(draft.hosts, section.name("host"), section, "host");
    Optional<IpAddress> address = address(section, "address", false);
    section.end();
    if (host.isPresent() && address.isPresent()) {
      boolean again =
          endpoints.values().stream().anyMatch(it -> it.address().equals(address.get()));
      if (again || endpoints.containsKey(host.get())) {
        section.errors().add("scenario.duplicate", section.where("address"), address.get());
      }
      endpoints.put(host.get(), new HostEndpoint(host.get(), address.get()));
    }
  }

  /** An IPv4 address; of a group or of one. */
  static Optional<IpAddress> address(ScenarioObject section, String member, boolean group) {
    String text = section.text(member, "");
    Optional<IpAddress> read =
        IpAddress.parse(text).filter(ip -> !ip.v6() && ip.isMulticast() == group && !ip.isAny());
    if (read.isEmpty()) {
      String such = group ? "\"239.1.1.1\"" : "\"172.16.0.10\"";
      section.errors().expected(section.where(member), such, '"' + ObjectNaming.shown(text) + '"');
    }
    return read;
  }

  private void segment(ScenarioObject section, Map<PortGroupId, SegmentSettings> segments) {
    Optional<PortGroupId> of =
        draft.find(draft.portGroups, section.name("network"), section, "network");
    Encapsulation protocol = section.one("protocol", Encapsulation.OVERLAYS, Encapsulation.VXLAN);
    Optional<Long> id = id(section, protocol);
    boolean multicast = section.has("group");
    Optional<IpAddress> group =
        multicast ? address(section, "group", true) : Optional.<IpAddress>empty();
    String tenant = section.text("tenant", "");
    int ageing = section.number("ageing", 0, MOST_AGEING, SegmentSettings.AGEING);
    boolean suppression = section.flag("suppression", false);
    boolean whole = section.flag("whole", true);
    int mtu = section.has("mtu") ? section.number("mtu", LEAST_MTU, MOST_MTU) : 0;
    section.end();
    if (of.isEmpty() || id.isEmpty() || multicast && group.isEmpty()) {
      return;
    }
    boolean again = segments.values().stream().anyMatch(it -> it.isSame(protocol, id.get()));
    if (again || segments.containsKey(of.get())) {
      section
          .errors()
          .add("scenario.duplicate", section.where("id"), Long.toUnsignedString(id.get()));
      return;
    }
    segments.put(
        of.get(),
        new SegmentSettings(
            of.get(),
            protocol,
            id.get(),
            tenant,
            multicast ? Segment.Replication.MULTICAST : Segment.Replication.HEAD_END,
            group,
            ageing,
            suppression,
            whole,
            mtu));
  }

  /** Ids are written as texts, for those of STT are larger than numbers of JSON readers. */
  private static Optional<Long> id(ScenarioObject section, Encapsulation protocol) {
    String text = section.text("id", "");
    Optional<Long> id =
        SegmentSettings.parseId(text).filter(it -> SegmentSettings.fits(protocol, it));
    if (id.isEmpty()) {
      String range =
          switch (protocol) {
            case VXLAN, GENEVE -> "\"1\"-\"16777215\"";
            case NVGRE -> "\"4096\"-\"16777214\"";
            case STT -> "\"0\"-\"18446744073709551615\"";
            case GRE, KEYED_GRE -> "";
          };
      section.errors().expected(section.where("id"), range, '"' + ObjectNaming.shown(text) + '"');
    }
    return id;
  }
}
