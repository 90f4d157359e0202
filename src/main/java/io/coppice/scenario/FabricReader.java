package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.inventory.PrivateVlanConflict;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.model.inventory.UplinkPolicy;
import java.util.Optional;

/** Reads what hosts are connected to: datastores, and switches with their port groups. */
final class FabricReader {
  private static final int MOST_DATASTORES = SiteLimits.DATASTORES;
  private static final int MOST_PORT_GROUPS = SiteLimits.PORT_GROUPS;

  /** VLAN ids a port group with one network can have; 4095 means all of them. */
  private static final int LAST_VLAN = 4094;

  private final InventoryDraft draft;

  FabricReader(InventoryDraft draft) {
    this.draft = draft;
  }

  void datastore(ScenarioObject section) {
    FolderId folder = draft.folder(Folder.Contents.STORAGE, section);
    Datastore.Type type = section.one("type", Datastore.Type.class, Datastore.Type.VMFS);
    Bytes capacity = section.size("capacity", null, Bytes.ofMiB(1), SiteLimits.DATASTORE);
    int megabits = section.number("megabits", 1, SiteLimits.DATASTORE_MEGABITS, 16_000);
    Bytes filler = section.size("filler", Bytes.ZERO, Bytes.ZERO, capacity);
    boolean ioControl = section.flag("ioControl", false);
    InventoryDraft.each(
        section,
        draft.inventory.datastores(),
        MOST_DATASTORES,
        (name, _) -> {
          DatastoreId id = new DatastoreId(draft.inventory.datastores().size());
          draft
              .inventory
              .datastores()
              .add(new Datastore(id, name, folder, type, capacity, megabits, filler, ioControl));
          draft.name(draft.datastores, name, folder, id, section);
        });
    section.end();
  }

  void network(ScenarioObject section) {
    String name = section.name("name");
    int mtu = section.number("mtu", SiteLimits.LEAST_MTU, SiteLimits.MOST_MTU, 1500);
    FolderId folder = draft.folder(Folder.Contents.NETWORKS, section);
    int most = section.number("mostHosts", 1, SiteLimits.SWITCH_HOSTS, NetworkSwitch.SUPERVISED);
    UplinkPolicy uplinks = section.one("uplinks", UplinkPolicy.class, UplinkPolicy.FLOW_HASH);
    String host = section.text("host", "");
    if (!host.isEmpty() && uplinks.isHostMode()) {
      section.errors().add("scenario.uplinks-of-host-switch", section.where("uplinks"), name);
    }
    Optional<HostId> of =
        host.isEmpty() ? Optional.empty() : draft.find(draft.hosts, host, section, "host");
    SwitchId id = new SwitchId(draft.inventory.switches().size());
    NetworkSwitch made = new NetworkSwitch(id, name, folder, of, mtu);
    draft
        .inventory
        .switches()
        .add(made.isDistributed() ? made.withMostHosts(most).withUplinks(uplinks) : made);
    draft.name(draft.switches, name, of.<EntityId>map(on -> on).orElse(folder), id, section);
    section.sections("portGroups").forEach(group -> portGroup(group, id, folder, of.isEmpty()));
    section.end();
  }

  /** Tells of private VLANs that cannot be beside those that were read before. */
  private void contradictions(PortGroup made, ScenarioObject section) {
    Optional<PrivateVlan> wanted = made.policy().privateVlan();
    if (wanted.isPresent() && made.vlan() == PortGroup.TRUNK) {
      section.errors().add("scenario.private-vlan-trunk", section.where(), made.name());
    }
    draft
        .inventory
        .portGroups()
        .forEach(
            other -> {
              if (other.onSwitch().equals(made.onSwitch())) {
                PrivateVlanConflict.between(made.vlan(), wanted, other)
                    .ifPresent(
                        why ->
                            section
                                .errors()
                                .add(
                                    why == PrivateVlanConflict.OTHER_USE
                                        ? "scenario.private-vlan-otherwise"
                                        : "scenario.second-isolated",
                                    section.where(),
                                    made.name(),
                                    other.name()));
              }
            });
  }

  private void portGroup(ScenarioObject group, SwitchId on, FolderId beside, boolean distributed) {
    PortPolicy policy = PortPolicyReader.read(group, distributed);
    int vlan = group.number("vlan", 0, SiteLimits.LAST_VLAN, 0);
    int step = group.number("vlanStep", 0, 100, 0);
    FolderId folder = group.has("folder") ? draft.folder(Folder.Contents.NETWORKS, group) : beside;
    InventoryDraft.each(
        group,
        draft.inventory.portGroups(),
        MOST_PORT_GROUPS,
        (name, i) -> {
          PortGroupId id = new PortGroupId(draft.inventory.portGroups().size());
          int tagged = step == 0 ? vlan : Math.min(LAST_VLAN, vlan + i * step);
          PortGroup made = new PortGroup(id, name, folder, on, tagged, policy);
          contradictions(made, group);
          draft.inventory.portGroups().add(made);
          draft.name(draft.portGroups, name, on, id, group);
        });
    group.end();
  }
}
