package io.coppice.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coppice.backend.InventoryOperation.Move;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.InventoryOperation.SetTags;
import io.coppice.backend.MachineOperation.Delete;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.Tag;
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
  void whatCannotBeUndoneLeavesNoStep() {
    ask("Rename", new Rename(VM, "x"));
    ask("Delete", new Delete(new MachineId(3)));
    assertEquals(Optional.of("Rename"), session.undoState().undo());
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
