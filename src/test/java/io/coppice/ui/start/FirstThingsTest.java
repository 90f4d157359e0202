package io.coppice.ui.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Capability;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.LimitedSite;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The first page of a site that has neither faults nor forks. */
@ExtendWith(ApplicationExtension.class)
class FirstThingsTest {
  private Stage stage;
  private ConsoleWindow console;

  @Start
  void start(Stage shown) {
    stage = shown;
    open(Set.of(Capability.OPERATIONS));
  }

  private void open(Set<Capability> can) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(
                new MemoryStore(List.of()),
                LimitedSite.factory(Sessions.sims(), can),
                SmallSite.of(1, 2)),
            Locale.ENGLISH,
            new Shell.Parts(List.of(new StartScreens()), List.of(), List.of()));
    console.context().navigation().open(new Place.Start());
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  @Test
  void onlyWhatTheSiteCanDoIsOffered() {
    Node look = console.node("start-look", Button.class);
    Set<Node> offered =
        WaitForAsyncUtils.waitForAsyncFx(
            30_000, () -> look.getScene().getRoot().lookupAll(".start-go"));
    assertEquals(
        Set.of("start-look", "start-find"), Set.copyOf(offered.stream().map(Node::getId).toList()));
  }

  /** Nothing that was only read can be broken from here, and nothing of it is simulated. */
  @Test
  void aSiteThatIsOnlyReadIsNotCalledSimulated() {
    String simulated = console.node("start-said", Label.class).getText();
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> open(Set.of(Capability.OVERLAYS)));
    String read = console.node("start-said", Label.class).getText();
    assertTrue(simulated.contains("simulated"), simulated);
    assertFalse(read.contains("simulated"), read);
  }
}
