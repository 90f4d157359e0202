package io.coppice.ui.overlay.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.imported.HostFolderReader;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.ui.kit.Place;
import io.coppice.ui.overlay.NetworkScreens;
import io.coppice.ui.shell.Shell;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What the trace proposes to whoever only presses its button, and at the next site. */
@ExtendWith(ApplicationExtension.class)
class ProposedTraceTest {
  private LiveSession session;
  private ConsoleWindow console;

  private static Blueprint scenario(String name) {
    return ((ScenarioReader.Result.Read) Scenarios.read(name)).blueprint();
  }

  @Start
  void start(Stage stage) {
    Blueprint first = scenario("first-look");
    session =
        LiveSession.open(
            new LiveSession.Parts(
                new MemoryStore(List.of()),
                Sessions.sims(),
                Sessions.library(first, scenario("shoot-out")),
                InstantSource.system(),
                LiveSession.Parts.PULSE),
            Optional.empty(),
            first.source());
    console =
        new ConsoleWindow(
            stage,
            session,
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new NetworkScreens(new HostFolderReader())), List.of(), List.of()));
    console.context().navigation().open(new Place.Network("trace"));
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  private ComboBox<?> combo(String id) {
    return console.node(id, ComboBox.class);
  }

  /** Who sends, once there is a proposal. */
  private String sender() {
    ComboBox<?> from = combo("trace-from");
    console.until(() -> from.getValue() != null);
    return from.getValue().toString();
  }

  private String target() {
    return combo("trace-to").getEditor().getText();
  }

  private ListView<?> trace() {
    sender();
    Button go = console.node("trace-go", Button.class);
    ListView<?> hops = console.node("trace-hops", ListView.class);
    WaitForAsyncUtils.waitForAsyncFx(30_000, go::fire);
    console.until(() -> !hops.getItems().isEmpty());
    return hops;
  }

  private static boolean crossesATunnel(ListView<?> hops) {
    return hops.getItems().stream()
        .anyMatch(
            row ->
                row instanceof TraceRow.Done done
                    && done.hop().step() == Hop.Step.ENCAPSULATE
                    && done.hop().verdict().isPassed());
  }

  @Test
  void theProposedPingCrossesATunnelAndIsAnswered() {
    ListView<?> hops = trace();
    assertTrue(crossesATunnel(hops), hops.getItems().toString());
    String said = console.node("trace-verdict", Label.class).getText();
    assertTrue(said.contains(target()), said);
  }

  @Test
  void theWordsOfManyWaysLeaveTheHopsDetailItsHalf() {
    ListView<?> hops = trace();
    assertTrue(combo("trace-way").isVisible());
    console.until(() -> hops.getWidth() > 0 && hops.getWidth() < 0.6 * hops.getScene().getWidth());
    assertTrue(combo("trace-way").getWidth() <= hops.getWidth());
  }

  @Test
  void anotherSenderGetsATargetOfItsOwnSegmentUntilThePersonChoosesOne() {
    String first = sender();
    String before = target();
    ComboBox<?> from = combo("trace-from");
    ComboBox<?> to = combo("trace-to");
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> select(from, before));
    assertNotEquals(before, target());
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> to.getEditor().setText("10.0.0.1"));
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> select(from, first));
    assertEquals("10.0.0.1", target());
  }

  @SuppressWarnings("unchecked")
  private static void select(ComboBox<?> box, String value) {
    ((ComboBox<String>) box).setValue(value);
  }

  @Test
  void nothingOfTheSiteBeforeIsLeftInTheTraceOfTheNext() {
    ListView<?> old = trace();
    String sender = sender();
    String before = target();
    session.openScenario("shoot-out", false).toCompletableFuture().join();
    WaitForAsyncUtils.waitForAsyncFx(
        30_000, () -> console.context().navigation().open(new Place.Network("trace")));
    console.until(
        () ->
            console
                .shown("trace-from", ComboBox.class)
                .filter(from -> from.getValue() != null && !from.getValue().equals(sender))
                .isPresent());
    assertNotEquals(before, target());
    assertEquals("", console.node("trace-verdict", Label.class).getText());
    ListView<?> hops = console.node("trace-hops", ListView.class);
    assertNotEquals(old, hops);
    assertTrue(hops.getItems().isEmpty());
  }
}
