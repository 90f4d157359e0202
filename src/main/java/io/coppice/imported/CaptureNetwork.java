package io.coppice.imported;

import io.coppice.model.CountedInput;
import io.coppice.model.Problem;
import io.coppice.model.ReadingProgress;
import io.coppice.model.Severity;
import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.NetworkReader.Reading;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.Segment;
import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.dissect.CaptureSurvey;
import io.coppice.wire.dissect.CaptureSurvey.Machine;
import io.coppice.wire.dissect.CaptureSurvey.Trunk;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketWalker;
import io.coppice.wire.dissect.PortTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network as a capture shows it: the endpoints of its tunnels, who sent to whom, the segments,
 * and the machines inside behind the endpoint that their frames came out of. Nobody was asked, so
 * that every node is unknown but for what was seen of it.
 */
final class CaptureNetwork {
  private final String title;
  private final CaptureSurvey survey = new CaptureSurvey();
  private final Map<String, List<Device>> devices = new LinkedHashMap<>();
  private final List<Node> machines = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final Map<String, List<Link.End>> members = new HashMap<>();
  private final Map<String, Set<Link.End>> endpoints = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private Optional<Instant> began = Optional.empty();

  private CaptureNetwork(String title) {
    this.title = title;
  }

  /** The network in a file; empty if the file is no capture. */
  static Optional<Reading> read(Path file, ReadingProgress progress) {
    String title = String.valueOf(file.getFileName());
    try (InputStream plain = Files.newInputStream(file)) {
      long size = Files.size(file);
      InputStream in = new CountedInput(plain, done -> progress.reached(done, size));
      return switch (CaptureReader.open(in)) {
        case CaptureReader.Opened.Refused _ -> Optional.empty();
        case CaptureReader.Opened.Reading reading ->
            Optional.of(new CaptureNetwork(title).read(reading.reader()));
      };
    } catch (IOException e) {
      return Optional.of(
          new Reading(
              NetworkState.empty(title),
              List.of(Problem.error("import.unreadable", title, String.valueOf(e.getMessage())))));
    }
  }

  private Reading read(CaptureReader reader) {
    PacketWalker walker = new PacketWalker(PortTable.STANDARD);
    LayerStack stack = new LayerStack();
    while (reader.next()) {
      if (began.isEmpty()) {
        began = Optional.of(Instant.ofEpochSecond(0, reader.time()));
      }
      byte[] b = reader.bytes();
      int to = reader.at() + reader.length();
      walker.walk(b, reader.at(), to, reader.original(), reader.link(), stack);
      survey.add(b, stack, reader.time(), reader.original());
    }
    List<Problem> problems = problems();
    reader
        .fault()
        .ifPresent(
            fault ->
                problems.add(
                    Problem.of(
                        Severity.WARNING,
                        "import.capture.ends",
                        List.of(),
                        title,
                        fault.offset(),
                        reader.packets())));
    return new Reading(network(), problems);
  }

  private List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (Trunk trunk : survey.oneWay()) {
      problems.add(
          Problem.of(
              Severity.WARNING,
              "import.capture.one-way",
              List.of(),
              trunk.segment(),
              trunk.from(),
              trunk.to(),
              survey.trunks().get(trunk).packets()));
    }
    if (survey.sentAgain() > 0) {
      problems.add(
          Problem.of(
              Severity.WARNING, "import.capture.again", List.of(), title, survey.sentAgain()));
    }
    if (survey.fragments() > 0) {
      problems.add(
          Problem.of(
              Severity.WARNING, "import.capture.fragments", List.of(), title, survey.fragments()));
    }
    if (survey.trunks().isEmpty()) {
      problems.add(
          Problem.of(
              Severity.WARNING, "import.capture.no-tunnels", List.of(), title, survey.packets()));
    }
    return problems;
  }

  private NetworkState network() {
    Map<String, Trunk> segments = new LinkedHashMap<>();
    Set<String> joined = new HashSet<>();
    for (Trunk trunk : survey.trunks().keySet()) {
      segments.putIfAbsent(trunk.segment(), trunk);
      for (String endpoint : List.of(trunk.from(), trunk.to())) {
        port(endpoint, trunk.segment());
        endpoints
            .computeIfAbsent(trunk.segment(), _ -> new LinkedHashSet<>())
            .add(new Link.End(endpoint, trunk.segment()));
      }
      boolean first = joined.add(trunk.from() + ' ' + trunk.to());
      if (first && joined.add(trunk.to() + ' ' + trunk.from())) {
        links.add(
            new Link(
                new Link.End(trunk.from(), port(trunk.from(), "to " + trunk.to())),
                new Link.End(trunk.to(), port(trunk.to(), "to " + trunk.from())),
                Link.Certainty.INFERRED));
      }
    }
    names.addAll(devices.keySet());
    machines();
    List<Node> nodes = new ArrayList<>();
    devices.forEach(
        (name, own) -> nodes.add(node(name, NodeKind.HYPERVISOR, Optional.empty(), own)));
    nodes.addAll(machines);
    return new NetworkState(title, began, nodes, links, segments(segments));
  }

  private List<Segment> segments(Map<String, Trunk> seen) {
    List<Segment> segments = new ArrayList<>();
    seen.forEach(
        (label, trunk) ->
            encapsulation(trunk)
                .ifPresent(
                    kind ->
                        segments.add(
                            new Segment(
                                kind,
                                trunk.hasId() ? trunk.id() : 0,
                                Optional.empty(),
                                Segment.Replication.MIXED,
                                List.copyOf(endpoints.get(label)),
                                members.getOrDefault(label, List.of())))));
    return segments;
  }

  private static Optional<Encapsulation> encapsulation(Trunk trunk) {
    return Optional.ofNullable(
        switch (trunk.kind()) {
          case VXLAN, VXLAN_GPE -> Encapsulation.VXLAN;
          case GENEVE -> Encapsulation.GENEVE;
          case NVGRE -> Encapsulation.NVGRE;
          case GRE -> trunk.hasId() ? Encapsulation.KEYED_GRE : Encapsulation.GRE;
          case STT -> Encapsulation.STT;
          default -> null;
        });
  }

  /** A device of an endpoint; its first one has its address. */
  private String port(String endpoint, String name) {
    List<Device> own =
        devices.computeIfAbsent(
            endpoint,
            _ ->
                new ArrayList<>(
                    List.of(
                        Device.named("lo")
                            .addresses(
                                IpAddress.parse(endpoint).stream()
                                    .map(ip -> new Address(ip, ip.bits(), true, Proof.NONE))
                                    .toList())
                            .build())));
    if (own.stream().noneMatch(device -> device.name().equals(name))) {
      own.add(Device.named(name).build());
    }
    return name;
  }

  private static Node node(
      String name, NodeKind kind, Optional<String> parent, List<Device> devices) {
    return new Node(
        name, kind, false, parent, false, Node.byName(devices), List.of(), List.of(), List.of());
  }

  /** Where a machine is seen with one Ethernet address in one segment it is one machine. */
  private record Face(String segment, String mac) {}

  private void machines() {
    Map<Face, List<Machine>> faces = new LinkedHashMap<>();
    Map<String, String> macOf = new HashMap<>();
    for (Machine seen : survey.machines().keySet()) {
      if (seen.kind().isEmpty()) {
        continue;
      }
      String segment = new Trunk(seen.kind().get(), seen.id(), "", "").segment();
      String mac = seen.mac().isEmpty() ? seen.ip() : seen.mac();
      // what a router forwards carries the address of another machine with its own Ethernet address
      boolean own =
          seen.ip().isEmpty()
              || macOf.computeIfAbsent(segment + ' ' + seen.ip(), _ -> mac).equals(mac);
      List<Machine> all = faces.computeIfAbsent(new Face(segment, mac), _ -> new ArrayList<>());
      if (own || all.isEmpty()) {
        all.add(own ? seen : new Machine(seen.kind(), seen.id(), seen.endpoint(), seen.mac(), ""));
      }
    }
    faces.forEach(this::machine);
  }

  private void machine(Face face, List<Machine> seen) {
    List<Address> addresses =
        seen.stream()
            .map(Machine::ip)
            .filter(ip -> !ip.isEmpty())
            .distinct()
            .flatMap(ip -> IpAddress.parse(ip).stream())
            .map(ip -> new Address(ip, ip.bits(), true, Proof.NONE))
            .toList();
    String plain = addresses.isEmpty() ? face.mac() : addresses.getFirst().ip().toString();
    String name = names.add(plain) ? plain : plain + " (" + face.segment() + ")";
    for (int i = 2; !name.equals(plain) && !names.add(name); i++) {
      name = plain + " (" + face.segment() + ", " + i + ")";
    }
    Device device =
        Device.named("?").mac(Mac.parse(face.mac()).orElse(Mac.ZERO)).addresses(addresses).build();
    String endpoint = seen.getFirst().endpoint();
    machines.add(
        node(
            name,
            NodeKind.MACHINE,
            Optional.of(endpoint).filter(devices::containsKey),
            List.of(device)));
    members.computeIfAbsent(face.segment(), _ -> new ArrayList<>()).add(new Link.End(name, "?"));
  }
}
