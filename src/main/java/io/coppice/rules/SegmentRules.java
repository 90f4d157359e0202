package io.coppice.rules;

import io.coppice.backend.NetworkOperation.Attach;
import io.coppice.backend.NetworkOperation.CreateSegment;
import io.coppice.backend.NetworkOperation.DeleteSegment;
import io.coppice.backend.NetworkOperation.Detach;
import io.coppice.backend.NetworkOperation.EditSegment;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Machine;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.SegmentPaths;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of segments: their ids, their members, and whether their packets fit on their ways. */
final class SegmentRules {
  private static final int LEAST_MTU = 576;

  /** The most that bridges may be told, seconds (IEEE 802.1D-2004, table 7-5). */
  private static final int MOST_AGEING = 1_000_000;

  private SegmentRules() {}

  static void create(CreateSegment create, SiteIndex index, VerdictCollector verdicts) {
    boolean distributed =
        verdicts.need(
            "switch-distributed",
            index.inventory().switches().get(create.target().value()).isDistributed(),
            () ->
                Problem.error(
                    "segment.switch-of-host", create.target(), index.name(create.target())));
    if (!distributed) {
      return;
    }
    NameRules.check(
        create.name(),
        EntityId.Kind.PORT_GROUP,
        create.target(),
        Optional.empty(),
        index,
        verdicts);
    id(create.encapsulation(), create.id(), Optional.empty(), create.target(), index, verdicts);
    boolean group =
        create.group().isEmpty()
            || IpAddress.parse(create.group())
                .filter(ip -> !ip.v6() && ip.isMulticast())
                .isPresent();
    verdicts.need(
        "segment-group",
        group,
        () -> Problem.error("segment.bad-group", create.target(), create.group()));
    mtu(create.mtu(), create.target(), verdicts);
    create
        .policy()
        .ifPresent(
            it -> PortPolicyRules.check(it, create.target(), Optional.empty(), 0, index, verdicts));
    verdicts.need(
        "segment-ageing",
        create.ageing() >= 0 && create.ageing() <= MOST_AGEING,
        () -> Problem.error("segment.ageing-range", create.target(), create.ageing(), MOST_AGEING));
  }

  private static boolean mtu(int mtu, EntityId about, VerdictCollector verdicts) {
    return verdicts.need(
        "segment-mtu",
        mtu == 0 || mtu >= LEAST_MTU && mtu <= FabricLink.JUMBO,
        () -> Problem.error("segment.mtu-range", about, mtu, LEAST_MTU, FabricLink.JUMBO));
  }

  private static void id(
      Encapsulation encapsulation,
      long id,
      Optional<PortGroupId> own,
      EntityId about,
      SiteIndex index,
      VerdictCollector verdicts) {
    String shown = Long.toUnsignedString(id);
    if (verdicts.need(
        "segment-id",
        SegmentSettings.fits(encapsulation, id),
        () ->
            Problem.error("segment.id-range", about, encapsulation, shown, range(encapsulation)))) {
      Optional<SegmentSettings> taken =
          index.fabric().segments().stream()
              .filter(
                  it -> it.isSame(encapsulation, id) && !own.equals(Optional.of(it.portGroup())))
              .filter(it -> index.inventory().find(it.portGroup()).isPresent())
              .findFirst();
      verdicts.need(
          "segment-id-free",
          taken.isEmpty(),
          () ->
              Problem.error(
                  "segment.id-taken",
                  taken.get().portGroup(),
                  encapsulation,
                  shown,
                  index.name(taken.get().portGroup())));
    }
  }

  private static String range(Encapsulation encapsulation) {
    return switch (encapsulation) {
      case VXLAN, GENEVE -> "1\u201316777215";
      case NVGRE -> "4096\u201316777214";
      case STT -> "0\u201318446744073709551615";
      case GRE, KEYED_GRE -> "";
    };
  }

  /** The segment of a port group, which must have one. */
  private static Optional<SegmentSettings> segment(
      PortGroupId of, SiteIndex index, VerdictCollector verdicts) {
    Optional<SegmentSettings> found = index.fabric().segment(of);
    verdicts.need(
        "segment-there",
        found.isPresent(),
        () -> Problem.error("segment.none", of, index.name(of)));
    return found;
  }

  static void edit(EditSegment edit, SiteIndex index, VerdictCollector verdicts) {
    Optional<SegmentSettings> segment = segment(edit.target(), index, verdicts);
    if (segment.isEmpty()) {
      return;
    }
    Encapsulation encapsulation = segment.get().encapsulation();
    id(encapsulation, edit.id(), Optional.of(edit.target()), edit.target(), index, verdicts);
    if (mtu(edit.mtu(), edit.target(), verdicts) && edit.mtu() > 0) {
      fits(
          edit.target(),
          encapsulation.outerMtu(edit.mtu(), false, false, 0),
          Set.of(),
          index,
          verdicts);
    }
  }

  static void delete(DeleteSegment delete, SiteIndex index, VerdictCollector verdicts) {
    if (segment(delete.target(), index, verdicts).isEmpty()) {
      return;
    }
    List<Machine> members = members(delete.target(), index);
    verdicts.need(
        "segment-empty",
        members.isEmpty(),
        () ->
            Problem.error(
                "segment.in-use",
                delete.target(),
                index.name(delete.target()),
                members.size(),
                MachineRules.names(members)));
  }

  static void attach(Attach attach, SiteIndex index, VerdictCollector verdicts) {
    Machine machine = index.inventory().machine(attach.target());
    if (!adapter(machine, attach.adapter(), verdicts)
        || !verdicts.exists(index, attach.segment())) {
      return;
    }
    Optional<SegmentSettings> segment = segment(attach.segment(), index, verdicts);
    boolean endpoint =
        index.fabric().endpoints().stream().anyMatch(it -> it.host().equals(machine.host()));
    if (segment.isEmpty()
        || !verdicts.need(
            "host-has-endpoint",
            endpoint,
            () ->
                Problem.error("segment.no-endpoint", machine.host(), index.name(machine.host())))) {
      return;
    }
    if (segment.get().mtu() > 0) {
      int outer = segment.get().encapsulation().outerMtu(segment.get().mtu(), false, false, 0);
      fits(attach.segment(), outer, Set.of(machine.host()), index, verdicts);
    }
  }

  static void detach(Detach detach, SiteIndex index, VerdictCollector verdicts) {
    adapter(index.inventory().machine(detach.target()), detach.adapter(), verdicts);
  }

  private static boolean adapter(Machine machine, int key, VerdictCollector verdicts) {
    return verdicts.need(
        "adapter-there",
        machine.hardware().nics().stream().anyMatch(nic -> nic.key() == key),
        () -> Problem.error("hardware.no-nic", machine.id(), machine.name(), key));
  }

  private static List<Machine> members(PortGroupId group, SiteIndex index) {
    List<Machine> members = new ArrayList<>();
    index
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.hardware().nics().stream()
                  .anyMatch(nic -> nic.portGroup().equals(group))) {
                members.add(machine);
              }
            });
    return members;
  }

  /** Warns of the smallest link on the ways between the hosts that is too small. */
  private static void fits(
      PortGroupId of, int outer, Set<HostId> more, SiteIndex index, VerdictCollector verdicts) {
    verdicts.note(
        "path-mtu",
        SegmentPaths.tooSmall(index.fabric(), index.inventory(), of, more, outer).stream()
            .min(Comparator.comparingInt(FabricLink::mtu))
            .map(
                link ->
                    Problem.of(
                        Severity.WARNING,
                        "segment.path-too-small",
                        List.of(of),
                        index.name(of),
                        outer,
                        NetworkRules.name(link.a(), index),
                        NetworkRules.name(link.b(), index),
                        link.mtu())));
  }
}
