package io.coppice.ui.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Consoles;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.server.ServedFrame;
import io.coppice.display.text.TextGrid;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.PowerState;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.PointerEvents;
import io.coppice.testkit.QuietToolkit;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.page.ObjectPages;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class WallTest {
  private static final List<MachineId> SOME =
      List.of(new MachineId(1), new MachineId(2), new MachineId(3));

  private ConsoleWindow console;
  private Stage window;

  @Start
  void start(Stage stage) {
    window = stage;
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(2, 6)),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new ObjectPages(List.of(new ConsoleTab())), ConsoleScreens.walls()),
                List.of(),
                List.of()));
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () -> {
          // a wall that hangs nowhere looks at nobody
          window.getScene().setRoot(new Pane());
          console.close();
        });
  }

  private static void onFx(Runnable action) {
    WaitForAsyncUtils.waitForAsyncFx(30_000, action);
  }

  private WallGrid open() {
    String at = new WallTarget.Machines(SOME).print();
    onFx(() -> console.context().navigation().open(new Place.Named("wall", at)));
    WallGrid grid = console.node("wall-grid", WallGrid.class);
    console.until(() -> grid.inSight().size() == 3);
    return grid;
  }

  private static void press(Node node, KeyCode code, String typed) {
    onFx(
        () -> {
          node.fireEvent(
              new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
          if (!typed.isEmpty()) {
            node.fireEvent(
                new KeyEvent(
                    KeyEvent.KEY_TYPED, typed, "", KeyCode.UNDEFINED, false, false, false, false));
          }
          node.fireEvent(
              new KeyEvent(KeyEvent.KEY_RELEASED, "", "", code, false, false, false, false));
        });
  }

  private String text(MachineId machine) {
    return console
        .context()
        .session()
        .site()
        .consoles()
        .flatMap(consoles -> consoles.text(machine))
        .map(Consoles.ScreenText::all)
        .orElse("");
  }

  /**
   * What JavaFX keeps of a part is made anew whenever a thumbnail in it changes, and a background
   * of several rectangles is a picture that is stretched.
   */
  @Test
  void nothingOfAWallIsPaintedTwice() {
    WallGrid grid = open();
    onFx(
        () -> {
          for (Node part = grid; part != null; part = part.getParent()) {
            assertFalse(part.isCache(), part.toString());
          }
          for (WallTile tile : grid.inSight()) {
            tile.applyCss();
            tile.lookupAll("*").stream()
                .filter(Region.class::isInstance)
                .map(part -> ((Region) part).getBackground())
                .filter(Objects::nonNull)
                .forEach(background -> assertEquals(1, background.getFills().size()));
          }
        });
  }

  @Test
  void everyScreenIsFoundByWhatItSays() {
    open();
    TextField find = console.node("wall-find", TextField.class);
    onFx(() -> find.setText("LOGIN:"));
    javafx.scene.control.Label count = console.node("wall-count", javafx.scene.control.Label.class);
    long on = SOME.stream().filter(machine -> text(machine).contains("login:")).count();
    console.until(() -> count.getText().equals(on + " of 3 say it"));
    onFx(() -> find.setText("no screen says this"));
    console.until(() -> count.getText().equals("0 of 3 say it"));
  }

  @Test
  void whatIsTypedGoesToAllThatAreSelectedAndToNobodyElse() {
    WallGrid grid = open();
    onFx(() -> grid.select(SOME.subList(0, 2)));
    ToggleButton type = console.node("wall-type", ToggleButton.class);
    onFx(() -> type.setSelected(true));
    Node banner = console.node("wall-banner", Node.class);
    console.until(banner::isFocused);
    List<MachineId> on =
        SOME.subList(0, 2).stream().filter(machine -> text(machine).contains("login:")).toList();
    assertFalse(on.isEmpty());
    // a screen that is not connected yet gets no keys
    console.until(
        () -> {
          boolean all = on.stream().allMatch(machine -> text(machine).contains("login: z"));
          if (!all) {
            press(banner, KeyCode.Z, "z");
          }
          return all;
        });
    assertFalse(text(SOME.getLast()).contains("login: z"));
  }

  /** Also behind the wall the console is to cost nothing. */
  @Test
  void aWallOnWhichNothingHappensLetsTheBeatRest() throws InterruptedException {
    QuietToolkit.assumed(window.getScene());
    WallGrid grid = open();
    console.until(() -> grid.inSight().stream().noneMatch(tile -> tile.shows(null)));
    QuietToolkit.assertRests(window.getScene());
  }

  /** A new tile takes the picture of a screen that stands still and was looked at all the time. */
  @Test
  void thoseThatComeBackIntoSightShowTheirPicturesAtOnce() {
    WallGrid grid = open();
    onFx(() -> grid.setColumns(3)); // as large as before, so that nobody connects anew
    console.until(() -> grid.inSight().stream().noneMatch(tile -> tile.shows(null)));
    onFx(() -> grid.select(SOME));
    ToggleButton type = console.node("wall-type", ToggleButton.class);
    onFx(() -> type.setSelected(true));
    console.until(
        () -> {
          grid.setSight(100_000, 1);
          return grid.inSight().isEmpty();
        });
    onFx(() -> grid.setSight(0, 600));
    console.until(() -> grid.inSight().size() == 3);
    console.until(() -> grid.inSight().stream().noneMatch(tile -> tile.shows(null)));
  }

  @Test
  void aClickOnTheBannerGivesTheKeysBackToTheMachines() {
    WallGrid grid = open();
    onFx(() -> grid.select(SOME));
    ToggleButton type = console.node("wall-type", ToggleButton.class);
    onFx(() -> type.setSelected(true));
    Node banner = console.node("wall-banner", Node.class);
    console.until(banner::isFocused);
    onFx(console.node("wall-find", TextField.class)::requestFocus);
    console.until(() -> !banner.isFocused());
    onFx(() -> pressMouse(banner));
    console.until(banner::isFocused);
    WaitForAsyncUtils.waitForFxEvents();
    assertTrue(banner.isFocused(), "whatever lies around it takes the keyboard again");
  }

  private static void pressMouse(Node node) {
    PickResult where = new PickResult(node, 1, 1);
    node.fireEvent(PointerEvents.primary(MouseEvent.MOUSE_PRESSED, 1, 1, where));
  }

  /** A command that clears the screen takes what was looked for off it. */
  @Test
  void whoeverIsTypedToStaysThoughItsScreenSaysSomethingElse() {
    WallGrid grid = open();
    onFx(() -> grid.select(SOME));
    ToggleButton type = console.node("wall-type", ToggleButton.class);
    ToggleButton only = console.node("wall-only", ToggleButton.class);
    onFx(() -> type.setSelected(true));
    onFx(() -> only.setSelected(true));
    assertEquals(Set.copyOf(SOME), grid.selected());
    onFx(() -> type.setSelected(false));
    console.until(() -> grid.inSight().isEmpty());
    assertEquals(Set.of(), grid.selected());
  }

  /** Marks are told anew only when a picture was drawn: also when it is the parent's. */
  @Test
  void aChildDiffersAsSoonAsItsParentIsTypedTo() {
    MachineId parent =
        SOME.stream().filter(machine -> text(machine).contains("login:")).findFirst().orElseThrow();
    fork(parent, "vm-with-a-longer-name-90#");
    console.until(() -> console.context().session().snapshot().forks().member(parent).isPresent());
    ForkGroupId group =
        console.context().session().snapshot().forks().member(parent).orElseThrow().group();
    String at = new WallTarget.Group(group).print();
    onFx(() -> console.context().navigation().open(new Place.Named("wall", at)));
    WallGrid grid = console.node("wall-grid", WallGrid.class);
    console.until(
        () ->
            grid.inSight().size() == 3
                && jobsAreOver()
                && grid.inSight().stream().noneMatch(tile -> tile.shows(null)));
    console.until(() -> marked(grid, WallTile.Mark.DIFFERS) == 0);
    onFx(() -> grid.select(List.of(parent)));
    ToggleButton type = console.node("wall-type", ToggleButton.class);
    onFx(() -> type.setSelected(true));
    Node banner = console.node("wall-banner", Node.class);
    console.until(banner::isFocused);
    for (int line = 0; line < 8; line++) {
      press(banner, KeyCode.Z, "zzzzzzzzzz");
      press(banner, KeyCode.ENTER, "");
    }
    console.until(() -> marked(grid, WallTile.Mark.DIFFERS) == 2);
  }

  private static long marked(WallGrid grid, WallTile.Mark mark) {
    return grid.inSight().stream().filter(tile -> tile.marks().contains(mark)).count();
  }

  @Test
  void oneIsSatDownInFrontOf() {
    WallGrid grid = open();
    onFx(grid::requestFocus);
    press(grid, KeyCode.END, "");
    assertEquals(SOME.getLast(), grid.selected().iterator().next());
    press(grid, KeyCode.ENTER, "");
    console.node("machine-console", Node.class);
  }

  @Test
  void childrenOfAForkAppearByThemselvesOnTheWallOfTheirGroup() {
    MachineId parent = SOME.getFirst();
    fork(parent, "first-#");
    console.until(() -> console.context().session().snapshot().forks().member(parent).isPresent());
    ForkGroupId group =
        console.context().session().snapshot().forks().member(parent).orElseThrow().group();
    String at = new WallTarget.Group(group).print();
    onFx(() -> console.context().navigation().open(new Place.Named("wall", at)));
    WallGrid grid = console.node("wall-grid", WallGrid.class);
    console.until(() -> grid.inSight().size() == 3 && jobsAreOver());
    fork(parent, "second-#");
    console.until(() -> grid.inSight().size() == 5);
  }

  private PowerState power(MachineId machine) {
    return console.context().session().snapshot().inventory().machine(machine).power();
  }

  private void ask(Operation operation) {
    onFx(() -> console.context().session().submit("a test", List.of(operation)));
  }

  @Test
  void deletedMachineLeavesTheWallAndTheSelectionWhileKeysGoToIt() {
    MachineId gone = SOME.getFirst();
    WallGrid grid = open();
    onFx(() -> grid.select(SOME));
    ToggleButton type = console.node("wall-type", ToggleButton.class);
    onFx(() -> type.setSelected(true));
    Node banner = console.node("wall-banner", Node.class);
    console.until(banner::isFocused);
    press(banner, KeyCode.Z, "z");
    ask(new MachineOperation.PowerOff(gone));
    console.until(() -> power(gone) == PowerState.POWERED_OFF);
    ask(new MachineOperation.Delete(gone));
    console.until(
        () -> {
          press(banner, KeyCode.Z, "z");
          return grid.inSight().size() == 2;
        });
    press(banner, KeyCode.Z, "z");
    assertEquals(java.util.Set.copyOf(SOME.subList(1, 3)), java.util.Set.copyOf(grid.selected()));
    List<MachineId> on =
        SOME.subList(1, 3).stream().filter(machine -> text(machine).contains("login:")).toList();
    assertFalse(on.isEmpty());
    console.until(() -> on.stream().allMatch(machine -> text(machine).contains("login: z")));
  }

  /** A parent that is still being forked cannot be forked again. */
  private boolean jobsAreOver() {
    boolean[] over = {true};
    console
        .context()
        .session()
        .snapshot()
        .jobs()
        .forEach(job -> over[0] &= job.ended().isPresent());
    return over[0];
  }

  private void fork(MachineId parent, String names) {
    onFx(
        () ->
            console
                .context()
                .session()
                .submit("fork", List.of(new ForkOperation.Fork(parent, ForkSpec.of(2, names)))));
  }

  /** However narrow the wall and however many columns are wanted, no tile is cut. */
  @Test
  void everyTileLiesWithinTheWidth() {
    WallGrid grid = open();
    onFx(
        () -> {
          grid.setManaged(false);
          for (int wanted = 0; wanted <= 20; wanted += 4) {
            grid.setColumns(wanted);
            for (int wide = 70; wide < 400; wide += 7) {
              grid.resize(wide, 600);
              grid.setSight(0, 1);
              grid.layout();
              for (WallTile tile : grid.inSight()) {
                assertTrue(tile.getBoundsInParent().getMaxX() <= wide, wide + ": " + tile);
              }
            }
          }
        });
  }

  @Test
  void wordsOfTheBarAreWholeInANarrowWindow() {
    open();
    Region bar = console.node("wall-bar", Region.class);
    onFx(
        () -> {
          bar.setManaged(false);
          bar.resize(500, bar.prefHeight(500));
          bar.layout();
          for (Node each : bar.getChildrenUnmodifiable()) {
            assertTrue(each.getLayoutBounds().getWidth() >= each.prefWidth(-1) - 0.5, each + "");
            assertTrue(each.getBoundsInParent().getMaxX() <= 500, each + "");
          }
        });
  }

  @Test
  void wordsOfTheBannerAreWholeInANarrowWindow() {
    WallGrid grid = open();
    onFx(() -> grid.select(SOME));
    ToggleButton type = console.node("wall-type", ToggleButton.class);
    onFx(() -> type.setSelected(true));
    Region banner = console.node("wall-banner", Region.class);
    console.until(banner::isFocused);
    onFx(
        () -> {
          banner.managedProperty().unbind();
          banner.setManaged(false);
          banner.resize(460, banner.prefHeight(460));
          banner.layout();
          Label said = (Label) banner.lookup("#wall-typing");
          assertTrue(said.getHeight() >= said.prefHeight(said.getWidth()) - 0.5, said + "");
          Region paste = (Region) banner.lookup("#wall-paste");
          assertTrue(paste.getWidth() >= paste.prefWidth(-1) - 0.5, paste + "");
          assertTrue(paste.getBoundsInParent().getMaxX() <= 460, paste + "");
        });
  }

  @Test
  void placesOfWallsAreReadAsTheyArePrinted() {
    for (WallTarget target :
        List.of(
            new WallTarget.Group(new ForkGroupId(3)),
            new WallTarget.Machines(SOME),
            new WallTarget.Machines(List.of()))) {
      assertEquals(target, WallTarget.parse(target.print()));
    }
  }

  @Test
  void clockAndCursorAreNoDifferenceFromTheParentButALineOfTextIs() {
    TextGrid parent = new TextGrid(80, 25).print("login: ");
    TextGrid child = new TextGrid(80, 25).print("login: ");
    assertFalse(WallMarks.differ(shrunk(parent), shrunk(child)));
    child.print("\u001b[?25l");
    assertFalse(WallMarks.differ(shrunk(parent), shrunk(child)), "a cursor that blinks");
    parent.print("\u001b[s\u001b[1;70H10:17:58\u001b[u");
    child.print("\u001b[s\u001b[1;70H23:46:09\u001b[u");
    assertFalse(WallMarks.differ(shrunk(parent), shrunk(child)), "a clock");
    child.print("\nroot@web-02:~# systemctl status nginx");
    assertTrue(WallMarks.differ(shrunk(parent), shrunk(child)));
    assertTrue(WallMarks.differ(shrunk(parent), new Framebuffer(1, 1)));
  }

  @Test
  void whatMachinesAreCalledIsNoDifferenceFromTheParent() {
    String parent = "Debian 13 web-1 tty1\n\nroot@web-1:~# uptime\n up 3 days\nroot@web-1:~#";
    String child =
        parent
            .replace("web-1 tty1", "web-1-copy-07 tty1")
            .replaceAll("web-1:~#$", "web-1-copy-07:~#");
    Set<String> names = Set.of("web-1", "web-1-copy-07");
    assertTrue(WallMarks.saySame(child, parent, names));
    assertFalse(WallMarks.saySame(child, parent.replace("3 days", "4 days"), names));
    assertFalse(WallMarks.saySame("web-12", "web-1", names), "another name");
    assertFalse(WallMarks.saySame("a", "b", Set.of("")), "nobody knows what they are called");
  }

  /** The picture as a thumbnail has it: a third of the screen's sides. */
  private static Framebuffer shrunk(TextGrid grid) {
    ServedFrame whole = grid.frame();
    int[] pixels = new int[whole.width() * whole.height()];
    whole.paint(new Area(0, 0, whole.width(), whole.height()), pixels);
    Framebuffer small = new Framebuffer(whole.width() / 3, whole.height() / 3);
    for (int y = 0; y < small.height(); y++) {
      for (int x = 0; x < small.width(); x++) {
        small.pixels()[y * small.width() + x] = pixels[3 * y * whole.width() + 3 * x];
      }
    }
    return small;
  }

  /** On a wide tile the mark leaves the screen free; on a narrow one it leaves the name whole. */
  @Test
  void whatIsNoticedHidesNeitherTheScreenNorTheName() {
    WallGrid grid = open();
    onFx(
        () -> {
          WallTile tile = (WallTile) grid.lookup(".wall-tile");
          tile.setManaged(false);
          tile.marks(Set.of(WallTile.Mark.DIFFERS));
          Label name = (Label) tile.lookup(".wall-name");
          Label mark = (Label) tile.lookup(".wall-mark");
          for (int wide : new int[] {110, 400}) {
            tile.resize(wide, wide * 0.7);
            tile.applyCss();
            tile.layout();
            assertTrue(name.getWidth() >= name.prefWidth(-1), wide + ": " + name.getWidth());
            assertTrue(mark.getWidth() >= Math.min(wide - 10, mark.prefWidth(-1)), "mark " + wide);
            assertEquals(wide > 200, mark.getLayoutY() >= name.getLayoutY(), "at " + wide);
          }
        });
  }

  @Test
  void blackAndBrokenScreensAreToldFromOthers() {
    Framebuffer picture = new Framebuffer(8, 8);
    assertTrue(WallMarks.isBlack(picture));
    Framebuffer other = new Framebuffer(8, 8);
    assertFalse(WallMarks.differ(picture, other));
    other.fill(7, 7, 1, 1, 0xFF404040);
    assertFalse(WallMarks.isBlack(other));
    assertTrue(WallMarks.isPanic("[ 1.2] Kernel panic - not syncing: VFS"));
    assertFalse(WallMarks.isPanic("login: don't panic"));
    assertFalse(WallMarks.says("anything", " "), "nothing is looked for");
  }
}
