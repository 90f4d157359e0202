package io.coppice.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.controls.ModalPane;
import atlantafx.base.controls.Notification;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.MachineOperation.Suspend;
import io.coppice.backend.Operation;
import io.coppice.backend.Speed;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.PowerState;
import io.coppice.session.StepLoss;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Undo as a person sees it, over a simulated site. */
@ExtendWith(ApplicationExtension.class)
class UndoRedoTest {
  /** Off at the beginning. */
  private static final MachineId OFF = new MachineId(0);

  private static final MachineId ON = new MachineId(1);

  private ConsoleWindow console;

  @Start
  void open(Stage stage) {
    console = new ConsoleWindow(stage, SmallSite.of(2, 6), Locale.ENGLISH);
    run(Speed.X600);
  }

  @AfterEach
  void close() {
    console.close();
  }

  private void run(Speed speed) {
    console.session().site().time().orElseThrow().setSpeed(speed);
  }

  private PowerState power(MachineId machine) {
    return console.session().snapshot().inventory().machine(machine).power();
  }

  private void ask(String name, Operation operation) {
    console.session().submit(name, List.of(operation)).toCompletableFuture().join();
  }

  private void powerOn() {
    ask("Power on", new PowerOn(OFF));
    console.until(() -> power(OFF) == PowerState.POWERED_ON);
    console.until(() -> console.session().snapshot().jobs().get(0).state().isEnded());
  }

  private boolean isToasted(String text) {
    return console
        .shown("toasts", Parent.class)
        .filter(
            toasts ->
                toasts.getChildrenUnmodifiable().stream()
                    .anyMatch(node -> text.equals(((Notification) node).getMessage())))
        .isPresent();
  }

  @Test
  void undoingAPowerOnAsksAndSaysThatItIsBeingDoneUntilItIs(FxRobot robot) {
    powerOn();
    run(Speed.PAUSED);
    console.act("undo");
    Button go = console.node("dialog-go", Button.class);
    assertEquals("Power off", go.getText());
    assertEquals(PowerState.POWERED_ON, power(OFF));
    assertEquals(Optional.of("Power on"), console.session().undoState().undo());
    robot.interact(go::fire);
    console.until(() -> isToasted("Undoing: Power on…"));
    run(Speed.X600);
    console.until(() -> isToasted("Undone: Power on"));
    assertEquals(PowerState.POWERED_OFF, power(OFF));
  }

  @Test
  void everyLossHasItsWords() {
    for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      Texts texts = new Texts(language);
      for (StepLoss.Kind kind : StepLoss.Kind.values()) {
        String key = "undo.loss." + kind.name().toLowerCase(Locale.ROOT);
        assertTrue(texts.get(key, 3, "vm-7").contains("vm-7"), key);
        assertNotEquals(key + ".go", texts.get(key + ".go"));
      }
    }
  }

  @Test
  void whatWasCancelledIsNotDoneByALaterEnter(FxRobot robot) {
    for (boolean beside : List.of(false, true)) {
      List<String> done = new ArrayList<>();
      robot.interact(
          () ->
              console
                  .context()
                  .dialogs()
                  .confirm("Delete?", "All is gone", "Delete", () -> done.add("deleted")));
      Button go = console.node("dialog-go", Button.class);
      Node modal = console.node("modal", Node.class);
      robot.interact(
          () -> {
            if (beside) {
              ((ModalPane) modal).hide();
            } else {
              Event.fireEvent(go, key(KeyCode.ESCAPE));
            }
          });
      console.until(() -> !((ModalPane) modal).isDisplay());
      robot.interact(() -> Event.fireEvent(modal.getScene().getRoot(), key(KeyCode.ENTER)));
      assertEquals(List.of(), done);
    }
  }

  private static KeyEvent key(KeyCode code) {
    return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false);
  }

  @Test
  void afterAShutdownUndoSaysSoAndNoMachineLosesItsPower(FxRobot robot) {
    powerOn();
    console.act("shut-down-guest", ON);
    robot.interact(console.node("dialog-go", Button.class)::fire);
    console.until(() -> console.session().undoState().barrier().isPresent());
    console.until(() -> power(ON) == PowerState.POWERED_OFF);
    for (int again = 0; again < 2; again++) {
      var refusal =
          console
              .context()
              .actions()
              .find("undo")
              .orElseThrow()
              .refusal(List.of(), console.session().snapshot());
      assertEquals("undo.barrier", refusal.orElseThrow().code());
      console.act("undo");
      robot.interact(console.node("dialog-go", Button.class)::fire);
    }
    assertEquals(PowerState.POWERED_ON, power(OFF));
    assertTrue(console.session().undoState().undo().isEmpty());
  }

  @Test
  void suspendingSeveralAsksAgainWhenItIsDoneAgain(FxRobot robot) {
    MachineId other = new MachineId(2);
    console
        .session()
        .submit("Suspend", List.of(new Suspend(ON), new Suspend(other)))
        .toCompletableFuture()
        .join();
    console.until(() -> isIdle(2));
    console.act("undo");
    console.until(() -> isIdle(4));
    assertEquals(PowerState.POWERED_ON, power(other));
    console.act("redo");
    Button go = console.node("dialog-go", Button.class);
    assertEquals("Suspend", go.getText());
    assertEquals(4, console.session().snapshot().jobs().size());
    robot.interact(go::fire);
    console.until(() -> isIdle(6));
    assertEquals(PowerState.SUSPENDED, power(other));
  }

  /** Whether so many jobs were asked for, and have ended. */
  private boolean isIdle(int jobs) {
    var now = console.session().snapshot().jobs();
    for (int row = 0; row < now.size(); row++) {
      if (!now.get(row).state().isEnded()) {
        return false;
      }
    }
    return now.size() == jobs;
  }
}
