package io.coppice.ui.overlay.capture;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.fabric.CapturePoint;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.ui.kit.NaturalOrder;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.operations.NetworkSetup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Where can be captured in a network, as people know those places. Pure; any thread. */
public final class CaptureChoices {
  /** Beyond which a switch's cables are no menu. */
  private static final int MOST_CABLES = 16;

  /** Pairs of hosts beyond which only the tunnels of each host together are offered. */
  private static final int MOST_PAIRS = 5_000;

  private final Snapshot snapshot;
  private final NetworkSetup setup;
  private final Texts texts;

  /** Sorts of places. */
  enum Kind {
    SEGMENT,
    TUNNEL,
    CABLE,
    ADAPTER
  }

  /** A place, and what it is called. */
  public record Choice(CapturePoint point, String text) {
    Kind kind() {
      return switch (point) {
        case CapturePoint.SegmentOf _ -> Kind.SEGMENT;
        case CapturePoint.Tunnel _ -> Kind.TUNNEL;
        case CapturePoint.Cable _ -> Kind.CABLE;
        case CapturePoint.Adapter _ -> Kind.ADAPTER;
      };
    }
  }

  /** The places of a site. */
  public CaptureChoices(Snapshot snapshot, Texts texts) {
    this.snapshot = snapshot;
    this.setup = NetworkSetup.of(snapshot);
    this.texts = texts;
  }

  /** All of a sort, by name. */
  List<Choice> of(Kind kind) {
    List<Choice> all = new ArrayList<>();
    switch (kind) {
      case SEGMENT -> setup.fabric().segments().forEach(it -> all.add(segment(it)));
      case TUNNEL -> tunnels(all);
      case CABLE -> setup.fabric().links().forEach(it -> all.add(cable(it)));
      case ADAPTER -> snapshot.inventory().machines().forEach(it -> adapters(it, all));
    }
    all.sort(Comparator.comparing(it -> NaturalOrder.key(it.text())));
    return all;
  }

  private Choice segment(SegmentSettings it) {
    return new Choice(
        new CapturePoint.SegmentOf(it.portGroup()),
        setup.name(it.portGroup()) + " · " + NetworkSetup.kind(it));
  }

  private Choice cable(FabricLink link) {
    return new Choice(new CapturePoint.Cable(link.a()), setup.name(link));
  }

  private static void adapters(Machine machine, List<Choice> to) {
    List<VirtualNic> nics = machine.template() ? List.of() : machine.hardware().nics();
    for (int i = 0; i < nics.size(); i++) {
      CapturePoint point = new CapturePoint.Adapter(machine.id(), nics.get(i).key());
      to.add(new Choice(point, machine.name() + ":eth" + i));
    }
  }

  private void tunnels(List<Choice> to) {
    List<HostId> hosts =
        setup.fabric().endpoints().stream()
            .map(it -> it.host())
            .filter(it -> snapshot.inventory().host(it) != null)
            .toList();
    hosts.forEach(it -> to.add(tunnels(it)));
    if (hosts.size() * (hosts.size() - 1L) / 2 > MOST_PAIRS) {
      return;
    }
    for (int i = 0; i < hosts.size(); i++) {
      for (int k = i + 1; k < hosts.size(); k++) {
        List<String> ends =
            List.copyOf(new TreeSet<>(List.of(setup.name(hosts.get(i)), setup.name(hosts.get(k)))));
        to.add(
            new Choice(
                new CapturePoint.Tunnel(hosts.get(i), Optional.of(hosts.get(k))),
                ends.getFirst() + " – " + ends.getLast()));
      }
    }
  }

  private Choice tunnels(HostId host) {
    return new Choice(
        new CapturePoint.Tunnel(host, Optional.empty()),
        texts.get("network.capture.live.tunnels", setup.name(host)));
  }

  /** The places at a thing of a picture. */
  public List<Choice> at(NetworkGraph graph, String key) {
    List<Choice> found = new ArrayList<>();
    Optional<EntityId> id = EntityId.parse(key);
    if (graph.segment(key).isPresent()) {
      setup
          .segment(graph.segments().get(graph.segment(key).getAsInt()).kind())
          .flatMap(it -> setup.fabric().segment(it))
          .ifPresent(it -> found.add(segment(it)));
    } else if (id.isPresent() && id.get() instanceof MachineId machine) {
      Optional.ofNullable(snapshot.inventory().machine(machine))
          .ifPresent(it -> adapters(it, found));
    } else if (graph.node(key).isPresent()) {
      List<Choice> cables =
          setup.fabric().links().stream()
              .filter(it -> it.a().node().equals(key) || it.b().node().equals(key))
              .map(this::cable)
              .toList();
      found.addAll(cables.size() <= MOST_CABLES ? cables : List.of());
      if (id.isPresent() && id.get() instanceof HostId host) {
        found.add(tunnels(host));
      }
    } else {
      for (int link = 0; link < graph.links().size(); link++) {
        if (graph.links().get(link).key().equals(key)) {
          setup.link(graph, link).ifPresent(it -> found.add(cable(it)));
        }
      }
    }
    return found;
  }
}
