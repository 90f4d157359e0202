package io.coppice.rules;

import io.coppice.model.EntityId;
import io.coppice.model.ObjectNaming;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.BootSettings.DiscImage;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.rules.index.SiteIndex;
import java.util.List;
import java.util.Optional;

/**
 * Rules of how machines start (vSphere Virtual Machine Administration, "Enable or Disable UEFI
 * Secure Boot" and "Configure a CD or DVD drive": firmware and order change while the machine is
 * off, a disc at any time).
 */
final class BootRules {
  private BootRules() {}

  static void edit(Machine machine, BootSettings boot, SiteIndex index, VerdictCollector verdicts) {
    BootSettings now = machine.hardware().boot();
    sound(machine.id(), boot, index, verdicts);
    if (boot.firmware() != now.firmware() || !boot.order().equals(now.order())) {
      MachineRules.power(machine, PowerState.POWERED_OFF, verdicts);
    }
    Optional<DiscImage> disc = boot.disc().filter(its -> !now.disc().equals(Optional.of(its)));
    if (verdicts.passing() && disc.isPresent()) {
      Host host = index.inventory().host(machine.host());
      verdicts.need(
          "disc-reachable",
          host.reaches(disc.get().datastore()),
          () ->
              Problem.of(
                  Severity.ERROR,
                  "storage.unreachable",
                  List.of(host.id(), disc.get().datastore()),
                  host.name(),
                  index.name(disc.get().datastore())));
    }
  }

  /** Whether these are settings that a machine can have. */
  static void sound(EntityId about, BootSettings boot, SiteIndex index, VerdictCollector verdicts) {
    verdicts.need("boot-order", boot.isOrdered(), () -> Problem.error("machine.boot-order", about));
    boot.disc()
        .ifPresent(
            disc -> {
              verdicts.exists(index, disc.datastore());
              verdicts.need(
                  "disc-image",
                  disc.isSound(),
                  () ->
                      Problem.error(
                          "machine.bad-disc",
                          about,
                          ObjectNaming.shown(disc.file()),
                          String.valueOf(DiscImage.LONGEST)));
            });
  }
}
