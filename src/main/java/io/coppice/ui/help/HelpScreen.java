package io.coppice.ui.help;

import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The contents at the left, searched by what the pages say; the page beside it. FX thread. */
final class HelpScreen implements Screen {
  private final UiContext context;
  private final HelpPages pages;
  private final Map<String, String> texts;
  private final MarkdownView markdown = new MarkdownView(this::follow);
  private final ListView<String> contents = new ListView<>();
  private final ScrollPane scroll = new ScrollPane();
  private final BorderPane root = new BorderPane();
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private Place.Help place;
  private boolean going;

  HelpScreen(Place.Help place, UiContext context) {
    this.context = context;
    this.pages = new HelpPages(context.texts().locale());
    this.place = place;
    this.texts =
        HelpPages.ALL.stream()
            .collect(
                Collectors.toMap(p -> p, p -> pages.read(p).orElse("").toLowerCase(Locale.ROOT)));
    TextField search = new TextField();
    search.setPromptText(context.texts().get("help.search"));
    search.setAccessibleText(context.texts().get("help.search"));
    search.textProperty().addListener((_, _, text) -> find(text));
    contents.setAccessibleText(context.texts().get("help.contents"));
    contents.getStyleClass().add("help-contents");
    contents.setPlaceholder(new Label(context.texts().get("help.nothing")));
    contents.getItems().setAll(HelpPages.ALL);
    contents.setCellFactory(_ -> new TitleCell());
    contents
        .getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (_, _, page) -> {
              if (page != null && !going) {
                context.navigation().open(new Place.Help(page));
              }
            });
    VBox left = new VBox(search, contents);
    left.getStyleClass().add("help-left");
    VBox.setVgrow(contents, Priority.ALWAYS);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("edge-to-edge");
    root.getStyleClass().add("help-screen");
    root.setLeft(left);
    root.setCenter(scroll);
    go(place);
  }

  private final class TitleCell extends ListCell<String> {
    @Override
    protected void updateItem(String page, boolean empty) {
      super.updateItem(page, empty);
      setText(empty || page == null ? null : pages.title(page));
    }
  }

  private void find(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    going = true;
    contents
        .getItems()
        .setAll(HelpPages.ALL.stream().filter(p -> texts.get(p).contains(wanted)).toList());
    contents.getSelectionModel().select(place.page());
    going = false;
  }

  /** Pages link to each other by file name; nothing in the help leads outside the program. */
  private void follow(String target) {
    String page = target.endsWith(".md") ? target.substring(0, target.length() - 3) : target;
    if (HelpPages.ALL.contains(page)) {
      context.navigation().open(new Place.Help(page));
    }
  }

  @Override
  public void go(Place target) {
    if (!(target instanceof Place.Help help) || !HelpPages.ALL.contains(help.page())) {
      return;
    }
    place = help;
    title.set(pages.title(help.page()));
    scroll.setAccessibleText(title.get());
    scroll.setContent(markdown.column(MarkdownView.parse(pages.read(help.page()).orElse(""))));
    scroll.setVvalue(0);
    going = true;
    contents.getSelectionModel().select(help.page());
    going = false;
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public ObservableValue<String> title() {
    return title.getReadOnlyProperty();
  }

  @Override
  public Icons icon() {
    return Icons.HELP;
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public void focus() {
    scroll.requestFocus();
  }

  @Override
  public String help() {
    return place.page();
  }

  @Override
  public void close() {
    contents.getItems().setAll(List.of());
  }
}
