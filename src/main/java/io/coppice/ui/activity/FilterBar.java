package io.coppice.ui.activity;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import io.coppice.model.EntityId;
import io.coppice.ui.activity.RowFilter.Standing;
import io.coppice.ui.kit.CsvExport;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.NaturalOrder;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.InvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Above a list of jobs or events: what is listed of them, and writing that to a file. FX thread.
 */
final class FilterBar {
  private static final List<Duration> SPANS =
      List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7));

  /** Room for a heading and three rows, in letters. */
  private static final double LEAST_ROWS = 7;

  private final UiContext context;
  private final String name;
  private final Source source;
  private final Runnable changed;
  private final CustomTextField field = new CustomTextField();
  private final ComboBox<Optional<Standing>> standing;
  private final ComboBox<Optional<String>> kind;
  private final ComboBox<Optional<Duration>> within;
  private final Button object = new Button(null, Icons.CLOSE.node());
  private final FlowPane box;
  private final VBox both = new VBox();
  private volatile RowFilter filter = RowFilter.ALL;
  private boolean clearing;

  /**
   * The list below the bar.
   *
   * @param standings what may be asked for of how jobs ended, or how bad events are
   * @param kinds keys of the sorts that there are now
   * @param lines headings, then what is listed now
   */
  record Source(
      List<Standing> standings, Supplier<List<String>> kinds, Supplier<List<List<String>>> lines) {}

  /**
   * An empty bar.
   *
   * @param name the key of the list's words
   */
  FilterBar(String name, UiContext context, Source source, Runnable changed) {
    this.context = context;
    this.name = name;
    this.source = source;
    this.changed = changed;
    searchField();
    standing =
        choice("standing", source.standings(), one -> text("activity.standing." + one.name()));
    kind = choice("kind", List.of(), this::text);
    kind.setOnShowing(_ -> offerKinds());
    within = choice("within", SPANS, span -> context.texts().get("activity.within", spell(span)));
    object.setId(id("object"));
    object.getStyleClass().addAll(Styles.SMALL, Styles.ACCENT);
    object.setOnAction(_ -> showOnly(Optional.empty()));
    object.managedProperty().bind(object.visibleProperty());
    object.setVisible(false);
    box = new FlowPane(field, standing, kind, within, object, export());
    box.getStyleClass().add("activity-bar");
  }

  private String id(String part) {
    return name.replace('.', '-') + '-' + part;
  }

  private String text(String key) {
    return context.texts().get(key);
  }

  private String spell(Duration span) {
    return context.format().duration(span);
  }

  private void searchField() {
    String prompt = text(name + ".filter");
    field.setId(id("filter"));
    field.setPromptText(prompt);
    field.setAccessibleText(prompt);
    field.setLeft(Icons.SEARCH.node("quiet"));
    field.getStyleClass().addAll(Styles.SMALL, "table-search");
    field.textProperty().addListener((_, _, _) -> choose());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  /** A box whose first choice leaves everything. */
  private <T> ComboBox<Optional<T>> choice(
      String part, List<T> choices, Function<T, String> words) {
    ComboBox<Optional<T>> made = new ComboBox<>();
    made.setId(id(part));
    String all = text(name + ".any-" + part);
    made.setAccessibleText(all);
    made.getStyleClass().add(Styles.SMALL);
    made.setConverter(ChoiceLabels.by(one -> one.map(words).orElse(all)));
    made.getItems().add(Optional.empty());
    choices.forEach(one -> made.getItems().add(Optional.of(one)));
    made.setValue(Optional.empty());
    made.valueProperty().addListener((_, _, _) -> choose());
    return made;
  }

  /** The sorts that there are now, and the chosen one. */
  private void offerKinds() {
    List<Optional<String>> offered = new ArrayList<>();
    offered.add(Optional.empty());
    source.kinds().get().stream()
        .distinct()
        .sorted(Comparator.comparing((String key) -> NaturalOrder.key(text(key))))
        .map(Optional::of)
        .forEach(offered::add);
    Optional<String> chosen = kind.getValue();
    if (!offered.contains(chosen)) {
      offered.add(chosen);
    }
    if (!kind.getItems().equals(offered)) {
      kind.getItems().setAll(offered);
      kind.setValue(chosen);
    }
  }

  private Button export() {
    Button export = new Button(text("activity.export"), Icons.EXPORT.node());
    export.setId(id("export"));
    export.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    export.setTooltip(new Tooltip(text("activity.export.help")));
    export.setOnAction(_ -> askWhere());
    return export;
  }

  /**
   * The bar above what it filters. In an area that is too low for both, the rows have the room,
   * unless somebody is at the bar or it leaves some of them out.
   */
  VBox over(Node rows) {
    VBox.setVgrow(rows, Priority.ALWAYS);
    both.getChildren().setAll(box, rows);
    box.managedProperty().bind(box.visibleProperty());
    InvalidationListener room = _ -> giveRoom();
    both.widthProperty().addListener(room);
    both.heightProperty().addListener(room);
    return both;
  }

  private void tell() {
    giveRoom();
    changed.run();
  }

  private boolean isWorkedWith() {
    Node at = box.getScene() == null ? null : box.getScene().getFocusOwner();
    while (at != null && at != box) {
      at = at.getParent();
    }
    return at == box;
  }

  private void giveRoom() {
    double rows = LEAST_ROWS * field.getFont().getSize();
    box.setVisible(
        isWorkedWith()
            || !filter.isEmpty()
            || both.getHeight() >= box.prefHeight(both.getWidth()) + rows);
  }

  /** Any thread. */
  RowFilter filter() {
    return filter;
  }

  /** Lists only what is about an object, or about any. */
  void showOnly(Optional<EntityId> about) {
    object.setVisible(about.isPresent());
    about.ifPresent(
        id -> {
          String its = context.session().snapshot().contents().displayName(id);
          object.setText(its);
          object.setAccessibleText(context.texts().get("activity.only-object", its));
          object.setTooltip(new Tooltip(object.getAccessibleText()));
        });
    filter = filter.with(about);
    tell();
  }

  /** Lists only one sort. */
  void showOnly(String sort) {
    offerKinds();
    kind.setValue(Optional.of(sort));
  }

  /** Lists everything again. */
  void clear() {
    clearing = true;
    field.clear();
    standing.setValue(Optional.empty());
    kind.setValue(Optional.empty());
    within.setValue(Optional.empty());
    clearing = false;
    showOnly(Optional.empty());
    choose();
  }

  private void choose() {
    if (clearing || kind.getValue() == null) {
      return;
    }
    filter =
        new RowFilter(
                List.of(), standing.getValue(), kind.getValue(), within.getValue(), filter.object())
            .withText(field.getText());
    tell();
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && !filter.isEmpty()) {
      clear();
      event.consume();
    }
  }

  private void askWhere() {
    csv()
        .ask(box.getScene().getWindow(), name.substring(name.indexOf('.') + 1))
        .ifPresent(this::write);
  }

  private CsvExport csv() {
    return new CsvExport(context, text("activity.export"), text("activity.export.failed"));
  }

  /** Writes what is listed now. */
  void write(File file) {
    List<List<String>> now = source.lines().get();
    csv()
        .write(
            file,
            now,
            written ->
                context
                    .dialogs()
                    .toast(
                        context
                            .texts()
                            .get("activity.export.done", now.size() - 1, written.getName())));
  }
}
