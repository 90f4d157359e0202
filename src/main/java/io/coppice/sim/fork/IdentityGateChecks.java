package io.coppice.sim.fork;

import io.coppice.model.Problem;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.IdentityCheck;
import io.coppice.model.fork.IdentityGate;
import io.coppice.model.fork.IdentityPlan;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.index.SiteIndex;
import java.util.List;
import java.util.Optional;

/**
 * Asks every check of a child before its link comes up. What only the guest can change needs its
 * tools; what the hypervisor changes, the generation id and the MAC, does not. What was not to be
 * changed, cannot be changed, or is another machine's too, is red.
 */
final class IdentityGateChecks {
  private IdentityGateChecks() {}

  static IdentityGate of(ForkMember member, Machine machine, IdentityPlan plan, SiteIndex index) {
    // The parent's identity is its own, as long as nobody else has it.
    return member.origin() == Origin.CONTINUATION
        ? IdentityGate.of(check -> taken(check, machine, index))
        : IdentityGate.of(check -> obstacle(check, machine, plan, index));
  }

  private static Optional<Problem> obstacle(
      IdentityCheck check, Machine machine, IdentityPlan plan, SiteIndex index) {
    if (!plan.changes(check)) {
      return Optional.of(Problem.warning("fork.kept-" + word(check), machine.id(), machine.name()));
    }
    boolean byHypervisor = check == IdentityCheck.GENERATION_ID || check == IdentityCheck.MAC;
    if (!byHypervisor && !machine.guest().tools().answers()) {
      return Optional.of(
          Problem.warning("fork.no-tools-" + word(check), machine.id(), machine.name()));
    }
    return taken(check, machine, index);
  }

  private static String word(IdentityCheck check) {
    return check.key().substring("fork.check.".length());
  }

  /** Another machine that runs with what must be this one's alone. */
  private static Optional<Problem> taken(IdentityCheck check, Machine machine, SiteIndex index) {
    List<VirtualNic> nics = machine.hardware().nics();
    return switch (check) {
      case MAC ->
          nics.stream()
              .flatMap(nic -> index.duplicateMac(nic.mac(), machine.id()).stream())
              .findFirst();
      case IP ->
          nics.stream()
              .flatMap(nic -> index.duplicateIp(nic.ip(), nic.portGroup(), machine.id()).stream())
              .findFirst();
      case HOST_NAME -> index.duplicateHostName(machine.guest().hostName(), machine.id());
      default -> Optional.empty();
    };
  }
}
