package io.coppice.scenario;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.NetworkSwitch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Links of hosts' adapters to switches of the hosts' own, which are read after the hosts because
 * they name them.
 */
final class AwaitedUplinks {
  private final InventoryDraft draft;
  private final List<OfHost> awaited = new ArrayList<>();

  /** What one adapter says of the switch it is an uplink of. */
  record OfAdapter(int adapter, String name, ScenarioObject section) {}

  private record OfHost(HostId host, List<OfAdapter> uplinks) {}

  private record Own(HostId host, String name) {}

  AwaitedUplinks(InventoryDraft draft) {
    this.draft = draft;
  }

  void note(HostId host, List<OfAdapter> uplinks) {
    if (!uplinks.isEmpty()) {
      awaited.add(new OfHost(host, uplinks));
    }
  }

  /**
   * Links them, once all switches were read. What the whole file calls so is taken if the host can
   * be linked to it, else the host's own switch of that name: many hosts have a {@code vSwitch0}.
   */
  void settle() {
    Map<Own, SwitchId> own = new HashMap<>();
    draft
        .inventory
        .switches()
        .forEach(of -> of.host().ifPresent(on -> own.put(new Own(on, of.name()), of.id())));
    for (OfHost of : awaited) {
      Host host = draft.inventory.hosts().get(of.host().value());
      List<Host.PhysicalNic> nics = new ArrayList<>(host.hardware().nics());
      for (OfAdapter uplink : of.uplinks()) {
        SwitchId called = draft.switches.get(uplink.name());
        SwitchId found =
            called != null && joins(called, host.id())
                ? called
                : own.get(new Own(host.id(), uplink.name()));
        if (found != null) {
          nics.set(uplink.adapter(), nics.get(uplink.adapter()).withUplink(Optional.of(found)));
        } else if (called == null) {
          InventoryDraft.dangling(draft.switches, uplink.name(), uplink.section(), "switch");
        } else {
          uplink
              .section()
              .errors()
              .add(
                  "scenario.switch-of-other-host",
                  uplink.section().where("switch"),
                  uplink.name(),
                  host.name());
        }
      }
      draft
          .inventory
          .hosts()
          .set(of.host().value(), host.withHardware(host.hardware().withNics(nics)));
    }
  }

  private boolean joins(SwitchId id, HostId host) {
    NetworkSwitch found = draft.inventory.switches().get(id.value());
    return found.isDistributed() || found.host().equals(Optional.of(host));
  }
}
