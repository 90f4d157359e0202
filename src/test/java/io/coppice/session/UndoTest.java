package io.coppice.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.HostOperation.Disconnect;
import io.coppice.backend.HostOperation.EnterMaintenance;
import io.coppice.backend.HostOperation.ExitMaintenance;
import io.coppice.backend.HostOperation.Reconnect;
import io.coppice.backend.InventoryOperation.Move;
import io.coppice.backend.InventoryOperation.RemoveCompute;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.InventoryOperation.SetTags;
import io.coppice.backend.MachineOperation.Delete;
import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.MachineOperation.Resume;
import io.coppice.backend.MachineOperation.Suspend;
import io.coppice.backend.NetworkOperation.DeleteFence;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.SnapshotOperation.Take;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.Tag;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.session.Session.UndoState;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UndoTest {
  private static final MachineId VM = new MachineId(0);

  private final LiveSession session = Sessions.inMemory(SmallSite.of(2, 12));

  @AfterEach
  void close() {
    session.close();
  }

  private Machine machine() {
    return session.snapshot().inventory().machine(VM);
  }

  private List<Outcome> ask(String name, Operation... operations) {
    return session.submit(name, List.of(operations)).toCompletableFuture().join();
  }

  private List<Outcome> undo() {
    return session.undo().toCompletableFuture().join();
  }

  @Test
  void undoTakesBackARenameAndRedoDoesItAgain() {
    ask("Rename", new Rename(VM, "web-1"));
    assertEquals(new UndoState(Optional.of("Rename"), Optional.empty()), session.undoState());
    undo();
    assertEquals("vm-000", machine().name());
    assertEquals(new UndoState(Optional.empty(), Optional.of("Rename")), session.undoState());
    session.redo().toCompletableFuture().join();
    assertEquals("web-1", machine().name());
    assertEquals(new UndoState(Optional.of("Rename"), Optional.empty()), session.undoState());
  }

  @Test
  void aStepOfSeveralOperationsIsUndoneAsOneLastFirst() {
    ask(
        "Order",
        new Rename(VM, "a"),
        new Move(VM, SmallSite.TEAM_A),
        new SetTags(VM, Set.of(Tag.parse("env:test"))),
        new PowerOn(VM));
    assertEquals(PowerState.POWERED_ON, machine().power());
    undo();
    Machine is = machine();
    assertEquals("vm-000", is.name());
    assertEquals(SmallSite.MACHINES, is.folder());
    assertEquals(Set.of(Tag.parse("env:prod")), is.about().tags());
    assertEquals(PowerState.POWERED_OFF, is.power());
  }

  @Test
  void whatSomebodyElseChangedSinceIsNotOverwritten() {
    ask("Rename", new Rename(VM, "mine"));
    session.site().submit(List.of(new Rename(VM, "theirs"))).toCompletableFuture().join();
    Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, undo().getFirst());
    assertEquals("undo.moved-on", refused.problems().getFirst().code());
    assertEquals("theirs", machine().name());
    assertEquals(new UndoState(Optional.empty(), Optional.empty()), session.undoState());
  }

  @Test
  void whatCannotBeUndoneBarsWhatWasDoneBefore() {
    ask("Power on", new PowerOn(VM));
    ask("Delete", new Delete(new MachineId(3)));
    assertEquals(
        new UndoState(
            Optional.empty(),
            Optional.empty(),
            Optional.of("Delete"),
            StepLoss.NONE,
            StepLoss.NONE),
        session.undoState());
    for (int again = 0; again < 2; again++) {
      Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, undo().getFirst());
      assertEquals("undo.barrier", refused.problems().getFirst().code());
      assertEquals(PowerState.POWERED_ON, machine().power());
    }
    ask("Rename", new Rename(VM, "x"));
    undo();
    assertEquals("vm-000", machine().name());
    assertEquals(Optional.of("Delete"), session.undoState().barrier());
  }

  @Test
  void aStepThatCannotBeUndoneInPartIsNotUndoneAtAll() {
    ask("Both", new Rename(VM, "x"), new Delete(new MachineId(3)));
    undo();
    assertEquals("x", machine().name());
    assertEquals(Optional.of("Both"), session.undoState().barrier());
  }

  @Test
  void whatCannotBeUndoneEndsWhatCouldBeRedone() {
    ask("Rename", new Rename(VM, "x"));
    undo();
    ask("Delete", new Delete(new MachineId(3)));
    assertEquals(Optional.empty(), session.undoState().redo());
  }

  @Test
  void aHostThatWasRemovedIsABarrier() {
    assertFalse(UndoInverse.isUndoable(new RemoveCompute(new HostId(0))));
    assertTrue(UndoInverse.isUndoable(new RemoveCompute(SmallSite.CLUSTER)));
  }

  @Test
  void whatUndoingWouldDestroyIsKnownBeforehand() {
    MachineId other = new MachineId(3);
    ask("Power on", new PowerOn(VM), new PowerOn(other));
    assertEquals(loss(StepLoss.Kind.POWER, VM, other), session.undoState().loss());
    EditHardware adds =
        new EditHardware(
            VM,
            Optional.empty(),
            Optional.empty(),
            List.of(
                new DiskChange.Add(
                    Bytes.ofGiB(1), VirtualDisk.Provisioning.THIN, new DatastoreId(0))),
            List.of(),
            Optional.empty(),
            Optional.empty());
    assertEquals(loss(StepLoss.Kind.DISKS, VM), StepLoss.ofUndoing(List.of(adds)));
    assertEquals(
        loss(StepLoss.Kind.SNAPSHOTS, VM),
        StepLoss.ofUndoing(List.of(new Take(VM, "before", "", false, false))));
  }

  private static StepLoss loss(StepLoss.Kind kind, EntityId... objects) {
    return new StepLoss(List.of(new StepLoss.Part(kind, List.of(objects))));
  }

  /** By hand it is asked then too. */
  @Test
  void whatStopsManyIsKnownBeforehandWhicheverWayItIsAsked() {
    MachineId other = new MachineId(3);
    HostId one = new HostId(0);
    HostId two = new HostId(1);
    assertEquals(
        loss(StepLoss.Kind.SUSPENDED, VM, other),
        StepLoss.ofUndoing(List.of(new Resume(VM), new Resume(other))));
    assertEquals(
        loss(StepLoss.Kind.EVACUATED, one, two),
        StepLoss.ofUndoing(List.of(new ExitMaintenance(one), new ExitMaintenance(two))));
    assertEquals(
        loss(StepLoss.Kind.DISCONNECTED, one, two),
        StepLoss.ofUndoing(List.of(new Reconnect(one), new Reconnect(two))));
    assertEquals(
        loss(StepLoss.Kind.SUSPENDED, VM, other),
        StepLoss.ofRedoing(List.of(new Suspend(VM), new Suspend(other))));
    assertEquals(
        loss(StepLoss.Kind.EVACUATED, one, two),
        StepLoss.ofRedoing(
            List.of(new EnterMaintenance(one, true), new EnterMaintenance(two, true))));
    assertEquals(
        loss(StepLoss.Kind.DISCONNECTED, one, two),
        StepLoss.ofRedoing(List.of(new Disconnect(one), new Disconnect(two))));
    assertEquals(loss(StepLoss.Kind.FENCES, VM), StepLoss.ofRedoing(List.of(new DeleteFence(VM))));
    assertTrue(StepLoss.ofUndoing(List.of(new Resume(VM))).isNone());
    assertTrue(StepLoss.ofRedoing(List.of(new Suspend(VM))).isNone());
  }

  @Test
  void aNewStepEndsWhatCouldBeRedone() {
    ask("First", new Rename(VM, "x"));
    undo();
    ask("Second", new Rename(VM, "y"));
    assertEquals(new UndoState(Optional.of("Second"), Optional.empty()), session.undoState());
  }

  @Test
  void nothingToUndoIsSaid() {
    Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, undo().getFirst());
    assertEquals("undo.nothing", refused.problems().getFirst().code());
  }

  @Test
  void listenersHearOfEveryChangeOfWhatCanBeUndone() {
    List<UndoState> heard = new ArrayList<>();
    var subscription = session.onUndo(heard::add);
    ask("Rename", new Rename(VM, "x"));
    undo();
    subscription.close();
    ask("Unheard", new Rename(VM, "y"));
    assertEquals(
        List.of(
            new UndoState(Optional.of("Rename"), Optional.empty()),
            new UndoState(Optional.empty(), Optional.of("Rename"))),
        heard);
  }
}
