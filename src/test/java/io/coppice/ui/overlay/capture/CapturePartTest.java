package io.coppice.ui.overlay.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.ConsoleOperation;
import io.coppice.backend.Speed;
import io.coppice.model.EntityId.MachineId;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.ui.kit.DesktopFiles;
import io.coppice.ui.overlay.capture.CaptureChoices.Choice;
import io.coppice.ui.overlay.capture.CaptureChoices.Kind;
import io.coppice.ui.shell.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The network of the shoot-out while its machines ping one another. */
@ExtendWith(ApplicationExtension.class)
class CapturePartTest {
  @TempDir Path folder;
  private final LiveSession session =
      Sessions.over(
          new MemoryStore(List.of()),
          Sessions.sims(),
          ((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint());
  private ConsoleWindow console;
  private CapturePart part;
  private Stage window;

  @Start
  void start(Stage stage) {
    console =
        new ConsoleWindow(
            stage, session, Locale.ENGLISH, new Shell.Parts(List.of(), List.of(), List.of()));
    part =
        new CapturePart(
            console.context(),
            new DesktopFiles(List.of("sh", "-c", "cp \"$0\" " + folder.resolve("opened"))));
    window = new Stage();
    Scene scene = new Scene((javafx.scene.Parent) part.node(), 1000, 700);
    console.theme().dress(scene);
    window.setScene(scene);
    window.show();
    console.session().site().time().orElseThrow().setSpeed(Speed.X60);
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () -> {
          part.close();
          window.close();
          console.close();
        });
  }

  private <N extends Node> N node(String id, Class<N> type) {
    return type.cast(window.getScene().lookup("#" + id));
  }

  private void fx(Runnable run) {
    WaitForAsyncUtils.waitForAsyncFx(30_000, run);
  }

  private void press(String id) {
    console.until(() -> !node(id, Button.class).isDisabled());
    fx(node(id, Button.class)::fire);
  }

  @SuppressWarnings("unchecked")
  private TableView<PacketRow> table() {
    return node("capture-packets", TableView.class);
  }

  private List<PacketRow> rows() {
    return table().getItems();
  }

  private MachineId machine(String name) {
    MachineId[] found = new MachineId[1];
    console
        .session()
        .snapshot()
        .inventory()
        .machines()
        .forEach(it -> found[0] = it.name().equals(name) ? it.id() : found[0]);
    return found[0];
  }

  private void type(MachineId machine, String... lines) {
    for (String line : lines) {
      console
          .session()
          .site()
          .submit(List.of(new ConsoleOperation.Enter(machine, line)))
          .toCompletableFuture()
          .join();
    }
  }

  @SuppressWarnings("unchecked")
  private void choose(Kind kind, Predicate<Choice> which) {
    ComboBox<Kind> kinds = node("capture-live-kind", ComboBox.class);
    ComboBox<Choice> places = node("capture-live-place", ComboBox.class);
    fx(() -> kinds.setValue(kind));
    console.until(() -> places.getItems().stream().anyMatch(which));
    fx(() -> places.setValue(places.getItems().stream().filter(which).findFirst().orElseThrow()));
  }

  /** What is in a file by now. */
  private static List<PacketRow> read(Path file) {
    try {
      return Files.exists(file) ? CaptureFile.read(file).rows() : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From an East machine to a West one, which is across the WAN. */
  private MachineId loggedIn() {
    MachineId from = machine("geneve-east-1");
    type(from, "root", "");
    return from;
  }

  @Test
  void framesAreListedWhileTheyAreCarriedFilteredOpenedAndSaved() {
    MachineId from = loggedIn();
    choose(Kind.SEGMENT, it -> it.text().startsWith("net-geneve"));
    press("capture-live-start");
    console.until(() -> node("capture-said", Label.class).getText().startsWith("Capturing"));
    assertTrue(rows().isEmpty(), "nobody sent anything yet");
    assertTrue(node("capture-save", Button.class).isDisabled());
    type(from, "ping -c 2 10.83.2.1");
    console.until(() -> rows().stream().filter(it -> it.inner().contains("10.83")).count() >= 4);
    assertTrue(rows().stream().anyMatch(it -> it.place().equals("geneve-east-1:eth0")));
    console.until(() -> !table().getSelectionModel().isEmpty());
    TextField inside = node("capture-inner", TextField.class);
    fx(() -> inside.setText("10.83.2.1 >"));
    console.until(
        () ->
            !rows().isEmpty()
                && rows().stream().allMatch(it -> it.inner().startsWith("10.83.2.1")));
    fx(() -> inside.setText(""));
    press("capture-live-stop");
    console.until(() -> node("capture-said", Label.class).getText().startsWith("Captured"));
    int listed = rows().size();
    type(from, "ping -c 1 10.83.2.1");
    press("capture-send");
    console.until(() -> Files.exists(folder.resolve("opened")));
    Path file = folder.resolve("saved.pcapng");
    fx(() -> part.save(file));
    console.until(() -> read(file).size() == listed);
    assertEquals(listed, rows().size(), "it was stopped");
    List<PacketRow> read = read(file);
    for (int i = 0; i < listed; i++) {
      assertEquals(rows().get(i).time(), read.get(i).time());
      assertEquals(rows().get(i).layers(), read.get(i).layers());
    }
    press("capture-live-clear");
    console.until(() -> rows().isEmpty());
  }

  @Test
  void whatIsDroppedIsSavedWithItsReason() {
    MachineId from = machine("nvgre-east-1");
    type(from, "root", "");
    choose(Kind.SEGMENT, it -> it.text().startsWith("net-nvgre"));
    press("capture-live-start");
    type(from, "ping -c 1 10.81.2.1");
    console.until(() -> rows().stream().anyMatch(it -> !it.comment().isEmpty()));
    Path file = folder.resolve("drops.pcapng");
    fx(() -> part.save(file));
    console.until(() -> read(file).stream().anyMatch(it -> it.comment().startsWith("Dropped: ")));
  }

  @Test
  void everySortOfPlaceIsOfferedAndAFileTakesTheLiveOnesPlace() throws IOException {
    for (Kind kind : Kind.values()) {
      choose(kind, _ -> true);
    }
    MachineId from = loggedIn();
    choose(Kind.ADAPTER, it -> it.text().equals("geneve-east-1:eth0"));
    press("capture-live-start");
    type(from, "ping -c 1 10.83.2.1");
    console.until(() -> rows().size() >= 2);
    Path file = folder.resolve("one.pcapng");
    CaptureFile.save(file, List.of(rows().getFirst()));
    fx(() -> part.open(file));
    console.until(() -> rows().size() == 1 && node("capture-live-stop", Button.class).isDisabled());
    type(from, "ping -c 1 10.83.2.1");
    assertEquals(1, rows().size());
    assertFalse(node("capture-survey", javafx.scene.control.ToggleButton.class).isDisabled());
  }
}
