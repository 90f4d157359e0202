package io.coppice.ui.overlay.operations;

import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.AccessRule.Protocol;
import io.coppice.model.inventory.Ipv4Prefix;
import io.coppice.model.inventory.PortDirection;
import io.coppice.model.inventory.PortRange;
import java.util.Optional;

/**
 * An access rule as it is typed.
 *
 * @param from addresses, as text
 */
record RuleDraft(
    String name,
    PortDirection direction,
    boolean permits,
    Protocol protocol,
    String from,
    String fromPorts,
    String to,
    String toPorts) {

  /** Forbids everything, until more is said. */
  static RuleDraft named(String name) {
    return new RuleDraft(name, PortDirection.BOTH, false, Protocol.ANY, "", "", "", "");
  }

  static RuleDraft of(AccessRule rule) {
    return new RuleDraft(
        rule.name(),
        rule.direction(),
        rule.permits(),
        rule.protocol(),
        rule.source().toString(),
        rule.sourcePorts().toString(),
        rule.target().toString(),
        rule.targetPorts().toString());
  }

  /** Only TCP and UDP have ports. */
  boolean hasPorts() {
    return protocol == Protocol.TCP || protocol == Protocol.UDP;
  }

  boolean hasAddresses() {
    return Ipv4Prefix.parse(from).isPresent() && Ipv4Prefix.parse(to).isPresent();
  }

  /** The rule; empty if something typed is none. */
  Optional<AccessRule> rule() {
    Optional<PortRange> sources = ports(fromPorts);
    Optional<PortRange> targets = ports(toPorts);
    if (!hasAddresses() || sources.isEmpty() || targets.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AccessRule(
            name,
            direction,
            permits,
            protocol,
            Ipv4Prefix.parse(from).get(),
            sources.get(),
            Ipv4Prefix.parse(to).get(),
            targets.get()));
  }

  private Optional<PortRange> ports(String typed) {
    return PortRange.parse(typed).filter(it -> hasPorts() || it.isAny());
  }
}
