package io.coppice.rules;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.ForkNetwork;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.IdentityCheck;
import io.coppice.model.fork.NamePattern;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.ForkCapacity;
import io.coppice.rules.placement.ForkChild;
import io.coppice.rules.placement.HostConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules of what is asked of a fork: how many, their names, their network, and whether they fit. */
public final class ForkSpecRules {
  /** What an empty qcow2 overlay takes on its datastore. */
  private static final long OVERLAY = 262_144;

  private ForkSpecRules() {}

  static void check(
      Machine source,
      Optional<ForkBase> base,
      ForkSpec spec,
      SiteIndex index,
      VerdictCollector verdicts) {
    if (!verdicts.need(
            "fork-count",
            spec.count() >= 1 && spec.count() <= ForkSpec.MOST,
            () ->
                Problem.error(
                    "fork.count",
                    source.id(),
                    String.valueOf(spec.count()),
                    String.valueOf(ForkSpec.MOST)))
        || !verdicts.passing()) {
      return;
    }
    names(source, spec, index, verdicts);
    ForkRules.lease(spec.lifetime(), source.id(), source.name(), verdicts);
    network(source, spec, index, verdicts);
    identity(source, spec, verdicts);
    MachineStorage.home(source)
        .ifPresent(home -> StorageRules.room(home, spec.count() * OVERLAY, index, verdicts));
    if (verdicts.passing()) {
      HostId at = base.map(ForkBase::host).orElse(source.host());
      room(source, at, spec, index, verdicts);
    }
  }

  private static void names(
      Machine source, ForkSpec spec, SiteIndex index, VerdictCollector verdicts) {
    NamePattern pattern = new NamePattern(spec.names());
    int first = index.firstChild(source.id());
    Optional<String> fault =
        pattern
            .fault(spec.count())
            .or(
                () ->
                    Stream.of(pattern.name(first), pattern.name(first + spec.count() - 1))
                        .filter(name -> !NameRules.valid(name))
                        .findFirst());
    if (!verdicts.need(
        "name-pattern",
        fault.isEmpty(),
        () -> Problem.error("fork.bad-pattern", source.id(), spec.names()))) {
      return;
    }
    List<String> doubles = new ArrayList<>();
    for (int i = 0; i < spec.count(); i++) {
      String name = pattern.name(first + i);
      if (NameRules.isTaken(name, EntityId.Kind.MACHINE, source.folder(), index)) {
        doubles.add(name);
      }
    }
    verdicts.need(
        "names-free",
        doubles.isEmpty(),
        () ->
            Problem.error(
                "fork.names-taken",
                source.id(),
                doubles.getFirst(),
                String.valueOf(doubles.size()),
                index.name(source.folder())));
  }

  private static void network(
      Machine source, ForkSpec spec, SiteIndex index, VerdictCollector verdicts) {
    if (spec.network().mode() == ForkNetwork.Mode.PORT_GROUP) {
      Optional<PortGroupId> group = spec.network().portGroup();
      if (group.isEmpty()
          || !verdicts.exists(index, group.get())
          || index.portGroupOn(group.get(), index.inventory().host(source.host())).isEmpty()) {
        Host host = index.inventory().host(source.host());
        verdicts.note(
            "network-available",
            group
                .flatMap(id -> HostConditions.network(List.of(id), host, index))
                .or(() -> Optional.of(Problem.error("fork.no-port-group", source.id()))));
      }
    }
  }

  /** What stays the parent's keeps the link down, which is worth saying before. */
  private static void identity(Machine source, ForkSpec spec, VerdictCollector verdicts) {
    boolean linked = spec.network().mode() != ForkNetwork.Mode.ISOLATED;
    boolean all =
        Stream.of(IdentityCheck.values()).allMatch(check -> spec.identity().changes(check));
    verdicts.need(
        "identity-fresh",
        !linked || all,
        () -> Problem.warning("fork.identity-kept", source.id(), source.name()));
    verdicts.need(
        "identity-settable",
        !linked || source.guest().tools().answers(),
        () -> Problem.warning("fork.no-tools", source.id(), source.name()));
  }

  private static void room(
      Machine source, HostId at, ForkSpec spec, SiteIndex index, VerdictCollector verdicts) {
    List<Host> hosts =
        verdicts.policy().forkHosts(new ForkChild(source, at), spec.placement(), index);
    ForkEstimate each = ForkEstimate.of(source, index.forks(), index.inventory(), index.figures());
    long now = 0;
    long later = 0;
    // A base that is not in memory yet takes its place first; one of a running machine has it.
    long base = source.isOn() ? 0 : each.base();
    for (Host host : hosts) {
      boolean home = host.id().equals(at);
      long room = Math.max(0, ForkCapacity.memory(host, index) - (home ? base : 0));
      long places = ForkCapacity.machines(host, index);
      now += Math.min(places, room / each.now());
      later += Math.min(places, room / each.later());
    }
    long fit = now;
    Host here = index.inventory().host(source.host());
    if (!verdicts.need(
        "fork-room",
        fit > 0 && (fit >= spec.count() || spec.fewer()),
        () ->
            Problem.error(
                "fork.no-room",
                here.id(),
                here.name(),
                String.valueOf(spec.count()),
                String.valueOf(fit),
                new Bytes(each.now()).toString()))) {
      return;
    }
    verdicts.need(
        "fork-all-fit",
        fit >= spec.count(),
        () ->
            Problem.warning(
                "fork.fewer",
                here.id(),
                here.name(),
                String.valueOf(spec.count()),
                String.valueOf(fit)));
    long fitLater = later;
    verdicts.need(
        "fork-fits-later",
        fitLater >= Math.min(fit, spec.count()),
        () ->
            Problem.warning(
                "fork.may-outgrow",
                here.id(),
                here.name(),
                String.valueOf(fitLater),
                new Bytes(each.later()).toString()));
  }
}
