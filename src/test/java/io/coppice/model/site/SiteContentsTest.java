package io.coppice.model.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.ForkOperation.Freeze;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SiteObject;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.inventory.Machine;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SiteContentsTest {
  private final Worlds worlds = Worlds.of(SmallSite.of(3, 24));

  private SiteContents contents() {
    return worlds.snapshot().contents();
  }

  private static List<SiteObject> objects(SiteContents contents) {
    List<SiteObject> all = new ArrayList<>();
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      if (kind == EntityId.Kind.FORK_GROUP) {
        contents.forks().groups().forEach(all::add);
      } else {
        contents.inventory().table(kind).forEach(all::add);
      }
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(EntityId.Kind.class)
  void anObjectOfEveryKindIsFoundAndHasItsName(EntityId.Kind kind) {
    SiteContents contents = withForks().contents();
    List<SiteObject> of =
        objects(contents).stream().filter(object -> object.id().kind() == kind).toList();
    assertFalse(of.isEmpty());
    for (SiteObject object : of) {
      assertEquals(object, contents.find(object.id()).orElseThrow());
      assertEquals(object.name(), contents.displayName(object.id()));
    }
  }

  @Test
  void whatHoldsAnObjectCountsItAmongItsChildren() {
    SiteContents contents = withForks().contents();
    for (SiteObject object : objects(contents)) {
      for (EntityId parent : contents.parents(object.id())) {
        assertTrue(
            contents.children(parent).contains(object.id()), parent + " holds " + object.id());
      }
      for (EntityId child : contents.children(object.id())) {
        assertTrue(contents.parents(child).contains(object.id()), child + " is in " + object.id());
      }
    }
  }

  @Test
  void thePathLeavesOutWhatIsOnlyARoot() {
    assertEquals(
        List.of(EntityId.Kind.DATACENTRE, EntityId.Kind.CLUSTER, EntityId.Kind.HOST),
        contents().path(new HostId(1)).stream().map(EntityId::kind).toList());
  }

  @Test
  void whatIsGoneHasNoPathAndIsCalledByItsId() {
    MachineId gone = new MachineId(9_999);
    assertEquals(List.of(), contents().path(gone));
    assertEquals(gone.token(), contents().displayName(gone));
  }

  @Test
  void scopeOfAnObjectIsWhatStandsBelowItOrUsesIt() {
    SiteContents contents = contents();
    Machine machine = contents.inventory().machine(new MachineId(3));
    for (EntityId about :
        List.of(
            machine.host(),
            SmallSite.CLUSTER,
            SmallSite.HOSTS,
            machine.folder(),
            SmallSite.PORT_GROUP,
            machine.hardware().disks().getFirst().datastore())) {
      assertTrue(Scope.of(about, contents).test(machine), about + " has it");
    }
    HostId other = new HostId((machine.host().value() + 1) % 3);
    assertFalse(Scope.of(other, contents).test(machine));
    assertFalse(Scope.of(SmallSite.STORAGE, contents).test(machine));
  }

  /** Machine 1 runs and is frozen into a group. */
  private Snapshot withForks() {
    worlds.run(new Freeze(new MachineId(1), "web", TrustDomain.DEFAULT));
    Snapshot snapshot = worlds.snapshot();
    assertTrue(snapshot.contents().find(new ForkGroupId(0)).isPresent());
    return snapshot;
  }
}
