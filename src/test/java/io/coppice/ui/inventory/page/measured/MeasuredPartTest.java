package io.coppice.ui.inventory.page.measured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Speed;
import io.coppice.model.EntityId.HostId;
import io.coppice.scenario.ScenarioReader;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.NodeNames;
import io.coppice.testkit.Sessions;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.inventory.page.ObjectPages;
import io.coppice.ui.inventory.page.measured.MeasuredState.Row;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tab that shows what was measured beside what was computed, over a replayed trace. */
class MeasuredPartTest {
  private static final Path CLUSTER = Path.of("src/test/resources/measured/cluster.json");

  @TempDir Path folder;
  private LiveConsole console;

  @AfterEach
  void close() {
    console.close();
  }

  private void open(Locale locale) throws TimeoutException {
    var read =
        assertInstanceOf(ScenarioReader.Result.Read.class, ScenarioReader.read(CLUSTER), "cluster");
    console =
        LiveConsole.open(
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), read.blueprint()),
            locale,
            _ ->
                new Shell.Parts(
                    List.of(new ObjectPages(List.of())),
                    List.of(),
                    List.of(InventoryActions::all)));
  }

  private <N extends Node> N find(String id, Class<N> type) {
    return type.cast(LiveConsole.onFx(() -> console.scene().lookup("#" + id)));
  }

  private HostId shortOfProcessors() {
    var hosts = console.session().snapshot().inventory().hosts();
    for (int row = 0; row < hosts.size(); row++) {
      if (hosts.get(row).name().equals("short")) {
        return hosts.get(row).id();
      }
    }
    throw new AssertionError("the cluster has a host that is short");
  }

  @SuppressWarnings("unchecked")
  private TableView<Row> rows() {
    return find("measured-rows", TableView.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void afterAnHourEachFigureHasItsErrorAndTheFileSaysTheSame(String language)
      throws TimeoutException, IOException {
    open(Locale.of(language));
    HostId host = shortOfProcessors();
    console.go(new Place.Page(host, "measured"));
    console.until(() -> !find("measured-again", Button.class).isDisabled());
    assertTrue(rows().getItems().isEmpty(), "the site remembers nothing yet");
    assertTrue(find("measured-export", Button.class).isDisabled());
    assertFalse(find("measured-said", Label.class).getText().isBlank());

    var began = console.session().snapshot().time();
    console.session().site().time().orElseThrow().setSpeed(Speed.X600);
    console.until(
        () -> console.session().snapshot().time().since(began).compareTo(Duration.ofHours(1)) > 0);
    console.session().site().time().orElseThrow().setSpeed(Speed.PAUSED);
    LiveConsole.onFx(
        () -> {
          find("measured-again", Button.class).fire();
          return null;
        });
    console.until(() -> !find("measured-export", Button.class).isDisabled());
    assertEquals(2, rows().getItems().size(), "processors and memory were measured");
    Row processors = rows().getItems().getFirst();
    assertTrue(processors.mean().matches(".*\\([3-9]\\d.%\\)"), processors.mean());
    NodeNames said = new NodeNames();
    LiveConsole.onFx(
        () -> {
          said.lookAround("measured");
          return null;
        });
    assertEquals(Map.of(), said.faults());

    Path file = folder.resolve("measured.csv");
    MeasuredPart part = LiveConsole.onFx(() -> new MeasuredPart(console.shell().context(), host));
    console.until(
        () -> part.node().lookup("#measured-export") instanceof Button it && !it.isDisabled());
    LiveConsole.onFx(
        () -> {
          part.write(file.toFile());
          return null;
        });
    console.until(() -> Files.exists(file) && file.toFile().length() > 0);
    List<String> lines = Files.readAllLines(file);
    assertEquals(3, lines.size());
    assertTrue(lines.get(1).contains(processors.figure()), lines.get(1));
    String[] columns = lines.get(1).substring(lines.get(1).indexOf("MHz")).split(",");
    double error = Double.parseDouble(columns[3]) / Double.parseDouble(columns[2]);
    assertEquals(100 * error, Double.parseDouble(columns[4]), 0.1);
    LiveConsole.onFx(
        () -> {
          part.close();
          return null;
        });
  }
}
