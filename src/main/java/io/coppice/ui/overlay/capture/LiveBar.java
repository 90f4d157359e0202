package io.coppice.ui.overlay.capture;

import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.overlay.capture.CaptureChoices.Choice;
import io.coppice.ui.overlay.capture.CaptureChoices.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.FlowPane;
import org.controlsfx.control.SearchableComboBox;

/** Where is captured live, and its beginning and end. FX thread; places are found off it. */
final class LiveBar {
  /** Rows whose width is measured; a site may have tens of thousands. */
  private static final int MEASURED = 30;

  private final UiContext context;
  private final ComboBox<Kind> kind = new ComboBox<>();
  private final ComboBox<Choice> place = new SearchableComboBox<>();
  private final Button start = new Button();
  private final Button stop = new Button();
  private final Button clear = new Button();
  private final CheckBox follow = new CheckBox();
  private final FlowPane root;
  private boolean can = true;
  private int asked;

  /** What the buttons do. */
  interface Hands {
    void stop();

    void clear();
  }

  LiveBar(UiContext context, Consumer<Choice> onStart, Hands hands) {
    this.context = context;
    kind.setId("capture-live-kind");
    kind.setAccessibleText(text("kind"));
    kind.setConverter(ChoiceLabels.by(it -> text("kind." + it)));
    kind.getItems().setAll(Kind.values());
    kind.setValue(Kind.SEGMENT);
    kind.valueProperty().addListener((_, _, _) -> find(Optional.empty()));
    place.setId("capture-live-place");
    place.setAccessibleText(text("place"));
    place.setPromptText(text("place"));
    place.setConverter(ChoiceLabels.by(Choice::text));
    place.valueProperty().addListener((_, _, _) -> enable());
    place.skinProperty().addListener((_, _, _) -> measureFew());
    button(start, "start", Icons.RECORD, () -> onStart.accept(place.getValue()));
    button(stop, "stop", Icons.POWERED_OFF, hands::stop);
    button(clear, "clear", Icons.DELETE, hands::clear);
    follow.setText(text("follow"));
    follow.setId("capture-live-follow");
    follow.setSelected(true);
    root = new FlowPane(kind, place, start, stop, clear, follow);
    root.getStyleClass().addAll("network-bar", "tool-line");
    show(true, false, false);
  }

  /** The box within the searched one is as wide as its widest row, and would look at each. */
  private void measureFew() {
    for (Node part : place.getChildrenUnmodifiable()) {
      if (part instanceof ComboBox<?> within) {
        within.getProperties().put("comboBoxRowsToMeasureWidth", MEASURED);
      }
    }
  }

  private String text(String key) {
    return context.texts().get("network.capture.live." + key);
  }

  private void button(ButtonBase button, String name, Icons icon, Runnable run) {
    button.setText(text(name));
    button.setGraphic(icon.node());
    button.setId("capture-live-" + name);
    button.setOnAction(_ -> run.run());
  }

  FlowPane node() {
    return root;
  }

  boolean isFollowing() {
    return follow.isSelected();
  }

  /** Offers the places of the chosen sort as they are now. */
  void find(Optional<Choice> chosen) {
    int number = ++asked;
    Kind wanted = kind.getValue();
    context
        .gate()
        .async(
            () -> new CaptureChoices(context.session().snapshot(), context.texts()).of(wanted),
            found -> {
              if (number == asked) {
                offer(found, chosen);
              }
            },
            failure -> context.dialogs().failed(text("start"), failure));
  }

  private void offer(List<Choice> found, Optional<Choice> chosen) {
    Choice before = place.getValue();
    if (!place.getItems().equals(found)) {
      place.getItems().setAll(found);
    }
    place.setValue(
        chosen.or(() -> Optional.ofNullable(before).filter(found::contains)).orElse(null));
  }

  /** A place that was chosen elsewhere. */
  void choose(Choice choice) {
    kind.setValue(choice.kind());
    find(Optional.of(choice));
  }

  /**
   * What can be done now.
   *
   * @param site whether the site shows its frames
   */
  void show(boolean site, boolean running, boolean any) {
    can = site;
    kind.setDisable(!site);
    place.setDisable(!site);
    stop.setDisable(!running);
    clear.setDisable(!any);
    enable();
  }

  private void enable() {
    start.setDisable(!can || place.getValue() == null);
  }
}
