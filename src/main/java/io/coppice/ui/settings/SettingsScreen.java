package io.coppice.ui.settings;

import atlantafx.base.theme.Styles;
import io.coppice.model.Messages;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Lifetime;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import java.nio.file.Path;
import java.util.Locale;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;

/** Appearance, language and data folder. Every choice acts at once and is kept. FX thread. */
final class SettingsScreen implements Screen {
  private static final String LANGUAGE = "language";

  private final UiContext context;
  private final Theme theme;
  private final ScrollPane root;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final Lifetime shown = new Lifetime();
  private final Slider size = new Slider(Theme.LEAST_ZOOM, Theme.MOST_ZOOM, 100);

  SettingsScreen(UiContext context, Theme theme, Path dataFolder) {
    this.context = context;
    this.theme = theme;
    title.set(text("settings.title"));
    Label heading = new Label(text("settings.title"));
    heading.getStyleClass().add("page-title");
    VBox page = new VBox(heading, section("settings.appearance"), appearance());
    page.getChildren().addAll(section("settings.data"), data(dataFolder));
    page.getStyleClass().add("page");
    root = new ScrollPane(page);
    root.setFitToWidth(true);
    root.getStyleClass().add("edge-to-edge");
    root.setAccessibleText(text("settings.title"));
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private Label section(String key) {
    Label label = new Label(text(key));
    label.getStyleClass().add("section-title");
    return label;
  }

  private GridPane appearance() {
    GridPane form = new GridPane();
    form.getStyleClass().add("form");
    row(form, 0, "settings.theme", themes(), "settings.theme.help");
    row(form, 1, "settings.size", sizes(), "settings.size.help");
    row(form, 2, "settings.language", languages(), "settings.language.help");
    return form;
  }

  private void row(GridPane form, int row, String key, Node control, String help) {
    Label label = new Label(text(key));
    label.setLabelFor(control);
    label.setMinWidth(Region.USE_PREF_SIZE);
    Label said = new Label(text(help));
    said.getStyleClass().addAll("quiet", "text-small");
    said.setWrapText(true);
    form.addRow(row, label, control, said);
    GridPane.setHgrow(said, Priority.ALWAYS);
  }

  private Node themes() {
    SegmentedButton segmented = new SegmentedButton();
    for (Theme.Choice choice : Theme.Choice.values()) {
      ToggleButton button = new ToggleButton(text("settings.theme." + choice));
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.setUserData(choice);
      button.setOnAction(
          _ -> {
            theme.choose(choice);
            button.setSelected(true);
          });
      segmented.getButtons().add(button);
    }
    Runnable show =
        () ->
            segmented
                .getButtons()
                .forEach(b -> b.setSelected(b.getUserData() == theme.choiceProperty().get()));
    show.run();
    shown.listen(theme.choiceProperty(), (_, _, _) -> show.run());
    return segmented;
  }

  private Node sizes() {
    Label percent = new Label();
    percent.setMinWidth(Region.USE_PREF_SIZE);
    size.setBlockIncrement(10);
    size.setMajorTickUnit(20);
    size.setShowTickMarks(true);
    size.setAccessibleText(text("settings.size"));
    size.setPrefWidth(260);
    size.valueProperty()
        .addListener(
            (_, _, value) -> {
              int rounded = (int) Math.round(value.doubleValue() / 10) * 10;
              percent.setText(text("settings.percent", rounded));
              if (!size.isValueChanging()) {
                theme.zoom(rounded);
              }
            });
    size.valueChangingProperty()
        .addListener(
            (_, _, changing) -> {
              if (!changing) {
                theme.zoom((int) Math.round(size.getValue() / 10) * 10);
              }
            });
    percent.setText(text("settings.percent", theme.zoom()));
    size.setValue(theme.zoom());
    shown.listen(theme.zoomProperty(), (_, _, now) -> size.setValue(now.doubleValue()));
    HBox box = new HBox(size, percent);
    box.getStyleClass().add("line");
    return box;
  }

  private Node languages() {
    ComboBox<Locale> box = new ComboBox<>();
    box.getItems().setAll(Messages.SUPPORTED);
    box.setConverter(ChoiceLabels.by(locale -> locale.getDisplayLanguage(locale)));
    box.setAccessibleText(text("settings.language"));
    box.getItems().stream()
        .filter(l -> l.getLanguage().equals(context.texts().locale().getLanguage()))
        .findFirst()
        .ifPresent(box::setValue);
    box.setOnAction(
        _ -> {
          context.session().preferences().put(LANGUAGE, box.getValue().getLanguage());
          context.dialogs().toast(text("settings.language.next"));
        });
    return box;
  }

  private Node data(Path folder) {
    TextField path = new TextField(folder.toAbsolutePath().toString());
    path.setEditable(false);
    path.setPrefColumnCount(44);
    path.setAccessibleText(text("settings.folder"));
    Button copy = new Button(text("settings.copy"), Icons.CLONE.node());
    copy.getStyleClass().add(Styles.FLAT);
    copy.setMinWidth(Region.USE_PREF_SIZE);
    copy.setOnAction(
        _ -> {
          ClipboardContent content = new ClipboardContent();
          content.putString(path.getText());
          Clipboard.getSystemClipboard().setContent(content);
        });
    Button more = new Button(text("settings.folder.more"), Icons.HELP.node());
    more.getStyleClass().add(Styles.FLAT);
    more.setMinWidth(Region.USE_PREF_SIZE);
    more.setOnAction(_ -> context.navigation().open(new Place.Help("data-folder")));
    HBox line = new HBox(path, copy, more);
    line.getStyleClass().add("line");
    HBox.setHgrow(path, Priority.SOMETIMES);
    Label said = new Label(text("settings.folder.help"));
    said.getStyleClass().addAll("quiet", "text-small");
    said.setWrapText(true);
    return new VBox(6, line, said);
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
    return Icons.SETTINGS;
  }

  @Override
  public Place place() {
    return new Place.Settings();
  }

  @Override
  public void focus() {
    root.requestFocus();
  }

  @Override
  public String help() {
    return "data-folder";
  }

  @Override
  public void close() {
    shown.close();
    title.set("");
  }
}
