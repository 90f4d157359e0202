package io.coppice.ui.overlay;

import atlantafx.base.theme.Styles;
import io.coppice.model.overlay.NetworkReader;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.source.NetworkSource;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.FlowPane;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;

/**
 * Says which network is shown, and opens another: one read from a folder, archive or file of hosts'
 * answers, or the site's own. FX thread; reading and diagnosing run off it.
 */
final class SourceBar {
  private static final String EXAMPLE = "example-fabric.zip";

  private final UiContext context;
  private final NetworkSource source;
  private final NetworkReader reader;
  private final Runnable changed;
  private final Label said = new Label();
  private final Button troubles = new Button();
  private final Button back = new Button();
  private final FlowPane root = new FlowPane();
  private int asked;

  SourceBar(UiContext context, NetworkSource source, NetworkReader reader, Runnable changed) {
    this.context = context;
    this.source = source;
    this.reader = reader;
    this.changed = changed;
    MenuButton read = new MenuButton(text("network.read"), Icons.OPEN.node());
    read.setId("network-read");
    MenuItem folder = new MenuItem(text("network.read.folder"));
    folder.setId("network-read-folder");
    folder.setOnAction(_ -> askFolder());
    MenuItem file = new MenuItem(text("network.read.file"));
    file.setId("network-read-file");
    file.setOnAction(_ -> askFile());
    MenuItem example = new MenuItem(text("network.read.example"));
    example.setId("network-read-example");
    example.setOnAction(_ -> readExample());
    read.getItems().setAll(folder, file, example);
    back.setText(text("network.read.back"));
    back.setId("network-read-back");
    back.setOnAction(_ -> open(Optional.empty()));
    troubles.setId("network-read-troubles");
    troubles.setGraphic(Icons.WARNING.node("warn"));
    troubles.getStyleClass().add(Styles.FLAT);
    troubles.setOnAction(
        _ ->
            source
                .opened()
                .ifPresent(
                    it ->
                        context.dialogs().problems(text("network.read"), it.reading().problems())));
    said.setId("network-source");
    for (Button button : new Button[] {back, troubles}) {
      button.managedProperty().bind(button.visibleProperty());
    }
    root.getStyleClass().addAll("network-bar", "tool-line");
    root.getChildren().setAll(read, said, troubles, back);
    tell();
  }

  Node node() {
    return root;
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private void askFolder() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(text("network.read.folder"));
    read(chooser.showDialog(root.getScene().getWindow()));
  }

  private void askFile() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(text("network.read.file"));
    read(chooser.showOpenDialog(root.getScene().getWindow()));
  }

  private void read(File chosen) {
    if (chosen != null) {
      read(chosen.toPath());
    }
  }

  /** Reads what hosts said and shows it. */
  void read(Path path) {
    read(path.getFileName().toString(), () -> reader.read(path));
  }

  /** A fabric of four hypervisors that was really built, with four faults planted in it. */
  private void readExample() {
    read(
        EXAMPLE,
        () -> {
          Path folder = Files.createTempDirectory("coppice-example");
          Path copy = folder.resolve(EXAMPLE);
          try (InputStream in =
              SourceBar.class.getResourceAsStream("/io/coppice/examples/" + EXAMPLE)) {
            Files.copy(in, copy);
            return reader.read(copy);
          } finally {
            Files.deleteIfExists(copy);
            Files.delete(folder);
          }
        });
  }

  private void read(String name, Callable<NetworkReader.Reading> reads) {
    int number = ++asked;
    said.setText(text("network.read.reading", name));
    context
        .gate()
        .async(
            () -> {
              NetworkReader.Reading reading = reads.call();
              return NetworkSource.Opened.of(reading, Diagnosis.of(reading.state()));
            },
            opened -> {
              if (number == asked) {
                opened(opened);
              }
            },
            failure -> {
              tell();
              context.dialogs().failed(text("network.read"), failure);
            });
  }

  private void opened(NetworkSource.Opened opened) {
    if (opened.reading().state().nodes().isEmpty()) {
      tell();
      context.dialogs().problems(text("network.read"), opened.reading().problems());
    } else {
      open(Optional.of(opened));
    }
  }

  private void open(Optional<NetworkSource.Opened> other) {
    asked++;
    source.open(other);
    tell();
    changed.run();
  }

  private void tell() {
    Optional<NetworkSource.Opened> opened = source.opened();
    back.setVisible(opened.isPresent());
    troubles.setVisible(opened.filter(it -> !it.reading().problems().isEmpty()).isPresent());
    opened.ifPresentOrElse(
        it -> {
          troubles.setText(text("network.read.troubles", it.reading().problems().size()));
          said.setText(
              text(
                  "network.read.said",
                  it.reading().state().title(),
                  it.reading()
                      .state()
                      .collected()
                      .map(
                          at ->
                              DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                                  .withLocale(context.texts().locale())
                                  .format(at.atZone(ZoneId.systemDefault())))
                      .orElse("–"),
                  it.faults().size()));
        },
        () -> said.setText(text("network.read.site", context.session().site().name())));
  }
}
