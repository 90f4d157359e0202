package io.coppice.ui.overlay.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Backend;
import io.coppice.backend.ReadOnlySites;
import io.coppice.imported.HostFolderReader;
import io.coppice.imported.ImportedSites;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fabric.FabricNetwork;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.DiagnosisRun;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Place;
import io.coppice.ui.overlay.NetworkScreens;
import io.coppice.ui.overlay.source.FaultSearch.Found;
import io.coppice.ui.overlay.source.NetworkSource;
import io.coppice.ui.shell.Shell;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Over a site of which nobody knows the network before the test lets them. */
@ExtendWith(ApplicationExtension.class)
class FaultsPartTest {
  private final CountDownLatch known = new CountDownLatch(1);
  private ConsoleWindow console;

  @Start
  void start(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(
                new MemoryStore(List.of()), (past, log) -> late(example()), SmallSite.of(1, 1)),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new NetworkScreens(new HostFolderReader())), List.of(), List.of()));
  }

  private static Backend example() {
    return new ImportedSites(new HostFolderReader(), name -> name)
        .open(ReadOnlySites.EXAMPLE)
        .site()
        .orElseThrow();
  }

  private Backend late(Backend site) {
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (_, method, arguments) -> {
              if (method.getName().equals("network")) {
                known.await();
              }
              try {
                return method.invoke(site, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @AfterEach
  void stop() {
    known.countDown();
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  @Test
  void aNetworkThatIsStillLookedThroughIsNotSaidToBeWithoutFaults() {
    WaitForAsyncUtils.waitForAsyncFx(
        30_000, () -> console.context().navigation().open(new Place.Network("faults")));
    Label none = console.node("faults-none", Label.class);
    assertEquals(console.context().texts().get("network.faults.looking"), none.getText());
    known.countDown();
    ListView<?> faults = console.node("faults", ListView.class);
    console.until(() -> !faults.getItems().isEmpty());
  }

  /** Parts are looked at in turn: what is found first is seldom the worst. */
  @Test
  void theWorstOfWhatIsFoundIsShownUntilSomebodyReads() {
    var site = ((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint();
    NetworkState state = FabricNetwork.of("Shoot-out", site.fabric(), site.inventory());
    DiagnosisRun run = new DiagnosisRun(state);
    DiagnosisRun.Progress under = run.progress();
    run.run();
    List<Fault> all = run.faults();
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () -> {
          FaultsPart part = part();
          VBox column = (VBox) ((SplitPane) part.node()).getItems().getFirst();
          ListView<?> list = (ListView<?>) column.lookup("#faults");
          part.show(Optional.of(new Found(state, all.subList(2, 3), under)));
          assertEquals(all.get(2), list.getSelectionModel().getSelectedItem());
          part.show(Optional.of(new Found(state, all.subList(1, 3), under)));
          assertEquals(all.get(1), list.getSelectionModel().getSelectedItem());
          part.show(Optional.of(new Found(state, all.subList(1, all.size()), run.progress())));
          part.show(Optional.of(new Found(state, all, under)));
          assertEquals(all.get(1), list.getSelectionModel().getSelectedItem(), "it is read");
        });
  }

  /** GRE has none. */
  @Test
  void aProtocolWithoutPortsIsNotSaidToHaveOne() {
    var site = ((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint();
    NetworkState state = FabricNetwork.of("Shoot-out", site.fabric(), site.inventory());
    Fault fault =
        Diagnosis.of(state).stream()
            .filter(it -> it.words().code().equals("fault.box-rule"))
            .findFirst()
            .orElseThrow();
    String said = console.context().texts().what(fault.words());
    assertTrue(said.endsWith("has a rule that forbids NVGRE."), said);
  }

  private FaultsPart part() {
    NetworkSource source =
        new NetworkSource(console.session()::site, console.context().gate(), _ -> {});
    return new FaultsPart(console.context(), source, _ -> {});
  }

  /** As long as others are found, the list changes under it. */
  @Test
  void whatIsTriedOnACopyIsToldThoughMoreIsFoundMeanwhile() {
    var site = ((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint();
    NetworkState state = FabricNetwork.of("Shoot-out", site.fabric(), site.inventory());
    List<Fault> all = Diagnosis.of(state);
    Fault mendable = all.stream().filter(it -> !it.cure().isEmpty()).findFirst().orElseThrow();
    DiagnosisRun.Progress under = new DiagnosisRun(state).progress();
    Label[] outcome = new Label[1];
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () -> {
          FaultsPart part = part();
          SplitPane split = (SplitPane) part.node();
          part.show(Optional.of(new Found(state, List.of(mendable), under)));
          VBox words = (VBox) ((ScrollPane) split.getItems().getLast()).getContent();
          ((Button) words.lookup("#fault-preview")).fire();
          part.show(Optional.of(new Found(state, all, under)));
          outcome[0] = (Label) words.lookup("#fault-preview-said");
        });
    String gone = console.context().texts().get("network.faults.gone", 0, 0).substring(0, 10);
    console.until(() -> outcome[0].getText().startsWith(gone));
  }
}
