package io.coppice.ui.overlay.changes;

import io.coppice.backend.ReadOnlySites;
import io.coppice.model.overlay.NetworkDifference;
import io.coppice.model.overlay.NetworkDifference.Item;
import io.coppice.model.overlay.NetworkReader;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Proof;
import io.coppice.session.Session.ImportedInfo;
import io.coppice.ui.kit.HostReading;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.ui.kit.table.EmptyHint;
import io.coppice.ui.kit.table.HeadingWidths;
import io.coppice.ui.overlay.source.NetworkSource;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;

/**
 * What changed since it worked: an earlier reading beside the network that is shown. The table says
 * what came, went or is set differently; under it stand the lines of both that say so. FX thread;
 * reading and comparing run off it.
 */
public final class ChangesPart implements PagePart {
  private final UiContext context;
  private final NetworkReader reader;
  private final MenuButton choose = new MenuButton();
  private final Label said = new Label();
  private final TableView<Item> table = new TableView<>();
  private final Label none = new Label();
  private final TextArea before = lines("before");
  private final TextArea after = lines("after");
  private final VBox root = new VBox();
  private final VisibleSubscription binding;
  private Optional<NetworkState> now = Optional.empty();
  private Optional<NetworkState> earlier = Optional.empty();
  private int asked;

  /** Builds the part. */
  public ChangesPart(UiContext context, NetworkSource source, NetworkReader reader) {
    this.context = context;
    this.reader = reader;
    choose.setText(text("network.changes.choose"));
    choose.setGraphic(Icons.READ.node());
    choose.setId("changes-choose");
    choose.setOnShowing(_ -> choose.getItems().setAll(choices()));
    choose.getItems().setAll(choices());
    said.setId("changes-said");
    said.setWrapText(true);
    none.setWrapText(true);
    none.getStyleClass().add("quiet");
    HeadingWidths.keep(table);
    table.setId("changes");
    table.setAccessibleText(text("network.tab.changes"));
    table.setPlaceholder(EmptyHint.of(none));
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
    column("node", 1, Item::node);
    column("what", 2, this::what);
    column("before", 2, item -> value(item, item.before()));
    column("after", 2, item -> value(item, item.after()));
    table.getSelectionModel().selectedItemProperty().addListener((_, _, item) -> chosen(item));
    FlowPane bar = new FlowPane(choose, said);
    bar.getStyleClass().addAll("network-bar", "tool-line");
    SplitPane rows = new SplitPane(titled("before", before), titled("after", after));
    SplitPane split = new SplitPane(table, rows);
    split.setOrientation(javafx.geometry.Orientation.VERTICAL);
    split.setDividerPositions(0.65);
    VBox.setVgrow(split, Priority.ALWAYS);
    root.getChildren().setAll(bar, split);
    root.setId("network-changes");
    binding =
        new VisibleSubscription(
            context.gate(), root, source::state, (Consumer<Optional<NetworkState>>) this::show);
  }

  /** The device and which of its settings; rows and devices by their own words. */
  private String what(Item item) {
    if (item.aspect().isEmpty()) {
      return item.what();
    }
    String aspect = text("network.changes.aspect." + item.aspect());
    return item.subject().isEmpty() ? aspect : item.subject() + " · " + aspect;
  }

  private String value(Item item, Optional<String> said) {
    if (!item.aspect().isEmpty() && said.filter(Set.of("true", "false")::contains).isPresent()) {
      return text("network.changes.value." + said.get());
    }
    if (item.aspect().isEmpty() && said.filter(item.what()::equals).isPresent()) {
      return text("network.changes.value.there");
    }
    return said.orElse("–");
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private TextArea lines(String name) {
    TextArea area = new TextArea();
    area.setId("changes-" + name);
    area.setEditable(false);
    area.setWrapText(true);
    area.getStyleClass().add("mono");
    return area;
  }

  private VBox titled(String name, TextArea area) {
    Label title = new Label(text("network.changes.lines." + name));
    title.setLabelFor(area);
    title.getStyleClass().add("quiet");
    area.setAccessibleText(title.getText());
    VBox.setVgrow(area, Priority.ALWAYS);
    VBox box = new VBox(title, area);
    box.getStyleClass().add("network-hop");
    return box;
  }

  private void column(String name, double weight, Function<Item, String> value) {
    TableColumn<Item, String> column = new TableColumn<>(text("network.changes." + name));
    column.setId("changes-column-" + name);
    column.setPrefWidth(140 * weight);
    column.setCellValueFactory(
        row -> new ReadOnlyStringWrapper(value.apply(row.getValue())).getReadOnlyProperty());
    table.getColumns().add(column);
  }

  private List<MenuItem> choices() {
    List<MenuItem> items = new java.util.ArrayList<>();
    for (ImportedInfo info : context.session().imports()) {
      if (!info.source().equals(ReadOnlySites.EXAMPLE) && !isShown(info.source())) {
        Path path = Path.of(info.source().substring(ReadOnlySites.SCHEME.length()));
        MenuItem item = new MenuItem(info.title() + "  ·  " + path);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> read(path));
        items.add(item);
      }
    }
    if (!items.isEmpty()) {
      items.add(new SeparatorMenuItem());
    }
    items.add(item("folder", this::askFolder));
    items.add(item("file", this::askFile));
    return items;
  }

  /** The network that is shown is no earlier state of itself. */
  private boolean isShown(String source) {
    return context.session().openSites().stream()
        .anyMatch(site -> site.shown() && site.source().equals(source));
  }

  private MenuItem item(String name, Runnable run) {
    MenuItem item = new MenuItem(text("hosts.read." + name));
    item.setId("changes-read-" + name);
    item.setOnAction(_ -> run.run());
    return item;
  }

  private void askFolder() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(text("network.changes.choose"));
    HostReading.lastPlace(context).ifPresent(chooser::setInitialDirectory);
    read(chooser.showDialog(root.getScene().getWindow()));
  }

  private void askFile() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(text("network.changes.choose"));
    HostReading.lastPlace(context).ifPresent(chooser::setInitialDirectory);
    read(chooser.showOpenDialog(root.getScene().getWindow()));
  }

  private void read(File chosen) {
    if (chosen != null) {
      read(chosen.toPath());
    }
  }

  /** Reads the earlier one. */
  public void read(Path path) {
    int number = ++asked;
    said.setText(text("hosts.read.reading", path.getFileName()));
    context
        .gate()
        .async(
            () -> reader.read(path),
            reading -> {
              if (number == asked) {
                read(reading);
              }
            },
            failure -> context.dialogs().failed(text("network.tab.changes"), failure));
  }

  private void read(NetworkReader.Reading reading) {
    if (reading.state().nodes().isEmpty()) {
      context.dialogs().problems(text("network.tab.changes"), reading.problems());
      tell(table.getItems());
    } else {
      earlier = Optional.of(reading.state());
      compare();
    }
  }

  private void show(Optional<NetworkState> state) {
    if (!state.equals(now) || none.getText() == null || none.getText().isEmpty()) {
      now = state;
      compare();
    }
  }

  private void compare() {
    int number = ++asked;
    if (earlier.isEmpty() || now.isEmpty()) {
      fill(List.of());
      return;
    }
    NetworkState one = earlier.get();
    NetworkState other = now.get();
    context
        .gate()
        .async(
            () -> NetworkDifference.between(one, other),
            items -> {
              if (number == asked) {
                fill(items);
              }
            },
            failure -> context.dialogs().failed(text("network.tab.changes"), failure));
  }

  private void fill(List<Item> items) {
    none.setText(
        text(
            now.isEmpty()
                ? "network.changes.no-state"
                : earlier.isEmpty() ? "network.changes.none" : "network.changes.same"));
    table.getItems().setAll(items);
    table.getSelectionModel().selectFirst();
    chosen(table.getSelectionModel().getSelectedItem());
    tell(items);
  }

  private void tell(List<Item> items) {
    said.setText(
        earlier
            .filter(_ -> now.isPresent())
            .map(it -> text("network.changes.said", items.size(), it.title(), now.get().title()))
            .orElse(""));
  }

  private void chosen(Item item) {
    before.setText(item == null ? "" : row(item.beforeRow()));
    after.setText(item == null ? "" : row(item.afterRow()));
  }

  private static String row(Proof proof) {
    return proof.isNone() ? "" : proof.place() + "\n" + proof.text();
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    choose.requestFocus();
  }

  @Override
  public void close() {
    asked++;
    binding.close();
  }
}
