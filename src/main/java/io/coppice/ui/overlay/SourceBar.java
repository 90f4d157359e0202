package io.coppice.ui.overlay;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Snapshot;
import io.coppice.model.Problem;
import io.coppice.model.overlay.NetworkState;
import io.coppice.ui.kit.HostReading;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.source.NetworkSource;
import io.coppice.ui.overlay.source.NetworkSource.Known;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.FlowPane;

/** Says whose network is shown and of when, and reads others. FX thread. */
final class SourceBar {
  private static final String TROUBLE = "import.";

  private final UiContext context;
  private final Label said = new Label();
  private final Button troubles = new Button();
  private final FlowPane root = new FlowPane();
  private List<Problem> problems = List.of();

  SourceBar(UiContext context) {
    this.context = context;
    HostReading reading = new HostReading(context);
    MenuButton read = new MenuButton(text("hosts.read"), Icons.READ.node());
    read.setId("network-read");
    read.getItems()
        .setAll(
            item("folder", () -> reading.folder(root.getScene().getWindow())),
            item("file", () -> reading.file(root.getScene().getWindow())),
            item("example", reading::example));
    troubles.setId("network-read-troubles");
    troubles.setGraphic(Icons.WARNING.node("warn"));
    troubles.getStyleClass().add(Styles.FLAT);
    troubles.setOnAction(_ -> context.dialogs().problems(text("hosts.read"), problems));
    troubles.managedProperty().bind(troubles.visibleProperty());
    troubles.setVisible(false);
    said.setId("network-source");
    root.getStyleClass().addAll("network-bar", "tool-line");
    root.getChildren().setAll(read, said, troubles);
  }

  private MenuItem item(String name, Runnable run) {
    MenuItem item = new MenuItem(text("hosts.read." + name));
    item.setId("network-read-" + name);
    item.setOnAction(_ -> run.run());
    return item;
  }

  Node node() {
    return root;
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  /** What the bar says. */
  record State(
      String site, Optional<Instant> collected, Optional<Known> known, List<Problem> problems) {
    static State of(UiContext context, NetworkSource source, Snapshot snapshot) {
      Optional<Instant> collected = source.state(snapshot).flatMap(NetworkState::collected);
      return new State(
          context.session().site().name(),
          collected,
          collected.flatMap(_ -> source.known(snapshot)),
          snapshot.alarms().stream().filter(it -> it.code().startsWith(TROUBLE)).toList());
    }
  }

  void show(State state) {
    problems = state.problems();
    troubles.setVisible(!problems.isEmpty());
    troubles.setText(text("network.read.troubles", problems.size()));
    said.setText(
        state
            .known()
            .map(
                it ->
                    text(
                        "network.read.said",
                        state.site(),
                        time(state.collected()),
                        it.faults().size()))
            .orElseGet(() -> text("network.read.site", state.site())));
  }

  private String time(Optional<Instant> collected) {
    return collected.map(context.format()::real).orElse("–");
  }
}
