package io.coppice.rules;

import io.coppice.backend.ProvisioningOperation.AddHost;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.ObjectNaming;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host.Hba;
import io.coppice.model.inventory.Host.HostHardware;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.rules.index.SiteIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules of adding a host: it stands where hosts stand, and is of a size that hosts have. */
final class NewHostRules {
  private NewHostRules() {}

  static void check(AddHost add, SiteIndex index, VerdictCollector verdicts) {
    Optional<Entity> place = index.inventory().find(add.target());
    Optional<Folder> folder = place.flatMap(at -> folder(at, index));
    boolean fits =
        verdicts.need(
            "place-sort",
            folder.filter(its -> its.contents() == Folder.Contents.HOSTS).isPresent(),
            () ->
                Problem.error(
                    "place.wrong-sort", add.target(), add.name(), index.name(add.target())));
    if (!fits) {
      return;
    }
    NameRules.check(
        add.name(), EntityId.Kind.HOST, add.target(), Optional.empty(), index, verdicts);
    ProvisioningRules.room(EntityId.Kind.HOST, SiteLimits.HOSTS, add.target(), index, verdicts);
    hardware(add, verdicts);
    DatacentreId here = folder.get().datacentre();
    uplinks(add, here, index, verdicts);
    for (DatastoreId id : Set.copyOf(add.datastores())) {
      if (verdicts.exists(index, id)) {
        verdicts.need(
            "same-datacentre",
            ProvisioningRules.isIn(here, id, index),
            () -> Problem.error("host.datastore-elsewhere", id, add.name(), index.name(id)));
      }
    }
    verdicts.need(
        "mounted-once",
        Set.copyOf(add.datastores()).size() == add.datastores().size(),
        () -> Problem.error("host.mounts-twice", add.target(), add.name()));
  }

  private static Optional<Folder> folder(Entity place, SiteIndex index) {
    return switch (place) {
      case Folder folder -> Optional.of(folder);
      case Cluster cluster ->
          Optional.of(index.inventory().folders().get(cluster.folder().value()));
      default -> Optional.empty();
    };
  }

  private static void hardware(AddHost add, VerdictCollector verdicts) {
    HostHardware its = add.hardware();
    boolean sized =
        within(its.sockets(), 1, SiteLimits.HOST_SOCKETS)
            && within(its.coresPerSocket(), 1, SiteLimits.HOST_CORES)
            && within(its.coreSpeed().value(), SiteLimits.LEAST_MEGAHERTZ, SiteLimits.MEGAHERTZ)
            && within(
                its.memory().value(),
                SiteLimits.LEAST_HOST_MEMORY.value(),
                SiteLimits.HOST_MEMORY.value())
            && within(its.idlePower(), 0, SiteLimits.HOST_POWER)
            && within(its.maxPower(), 0, SiteLimits.HOST_POWER);
    verdicts.need(
        "host-size",
        sized,
        () ->
            Problem.error(
                "host.size-range",
                add.target(),
                SiteLimits.HOST_SOCKETS,
                SiteLimits.HOST_CORES,
                SiteLimits.LEAST_MEGAHERTZ,
                SiteLimits.MEGAHERTZ,
                SiteLimits.LEAST_HOST_MEMORY,
                SiteLimits.HOST_MEMORY));
    verdicts.need(
        "host-adapters",
        areAdapters(its.nics().stream().map(PhysicalNic::name).toList())
            && areAdapters(its.hbas().stream().map(Hba::name).toList())
            && Stream.concat(
                    its.nics().stream().map(PhysicalNic::megabits),
                    its.hbas().stream().map(Hba::megabits))
                .allMatch(megabits -> within(megabits, 1, SiteLimits.MEGABITS)),
        () -> Problem.error("host.adapters-unfit", add.target(), SiteLimits.HOST_ADAPTERS));
    Stream.concat(Stream.of(its.model(), add.version()), its.hbas().stream().map(Hba::protocol))
        .forEach(text -> InventoryRules.text(add.target(), text, verdicts));
  }

  private static boolean within(long value, long least, long most) {
    return value >= least && value <= most;
  }

  private static boolean areAdapters(List<String> names) {
    return names.size() <= SiteLimits.HOST_ADAPTERS
        && new HashSet<>(names).size() == names.size()
        && names.stream().allMatch(ObjectNaming::isValid);
  }

  private static void uplinks(
      AddHost add, DatacentreId here, SiteIndex index, VerdictCollector verdicts) {
    Set<SwitchId> joined = new HashSet<>();
    for (PhysicalNic nic : add.hardware().nics()) {
      if (nic.uplinkOf().isEmpty() || !verdicts.exists(index, nic.uplinkOf().get())) {
        continue;
      }
      NetworkSwitch to = index.inventory().switches().get(nic.uplinkOf().get().value());
      boolean there =
          to.isDistributed()
              && index.inventory().folders().get(to.folder().value()).datacentre().equals(here);
      verdicts.need(
          "uplink-there",
          there,
          () -> Problem.error("switch.not-for-host", to.id(), to.name(), add.name()));
      if (there && joined.add(to.id())) {
        SwitchHostRules.join(to, add.name(), index, verdicts);
      }
    }
  }
}
