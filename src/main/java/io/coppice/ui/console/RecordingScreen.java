package io.coppice.ui.console;

import atlantafx.base.theme.Styles;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.UiContext;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import javafx.animation.AnimationTimer;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/**
 * Plays a recorded session, with a time line that goes to any instant. Space plays and pauses, the
 * arrow keys go five seconds, Home and End to the ends. FX thread.
 */
final class RecordingScreen implements Screen {
  static final String NAME = "recording";

  private static final double STEP = 5_000;
  private static final int[] SPEEDS = {1, 2, 4, 8, 16};

  private final UiContext context;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final BorderPane root = new BorderPane();
  private final StackPane middle = new StackPane();
  private final FramebufferView view;
  private final Slider time = new Slider();
  private final ToggleButton play = new ToggleButton();
  private final ChoiceBox<Integer> speed = new ChoiceBox<>();
  private final Label at = new Label();
  private final Label facts = new Label();
  private final HBox bar;
  private final RecordingPlayer player;
  private final AnimationTimer running =
      new AnimationTimer() {
        private long last;

        @Override
        public void start() {
          last = 0;
          super.start();
        }

        @Override
        public void handle(long now) {
          double passed = last == 0 ? 0 : (now - last) / 1e6 * speed.getValue();
          last = now;
          go(time.getValue() + passed);
          if (time.getValue() >= time.getMax()) {
            play.setSelected(false);
          }
        }
      };
  private Runnable moved = () -> {};
  private String file;

  RecordingScreen(Place.Named place, UiContext context) {
    this.context = context;
    this.file = place.at();
    view = new FramebufferView(context.gate(), text("recording.screen"));
    view.setId("recording-picture");
    player = new RecordingPlayer(context.gate(), view, this::opened, this::failed);
    play.setId("recording-play");
    play.setGraphic(Icons.RESUME.node());
    play.setText(text("recording.play"));
    play.selectedProperty().addListener((_, _, is) -> played(is));
    time.setMax(1);
    time.setId("recording-time");
    time.setAccessibleText(text("recording.time"));
    HBox.setHgrow(time, Priority.ALWAYS);
    time.valueProperty().addListener((_, _, now) -> shown(now.doubleValue()));
    speed.setId("recording-speed");
    speed.setAccessibleText(text("recording.speed"));
    for (int each : SPEEDS) {
      speed.getItems().add(each);
    }
    speed.setValue(1);
    speed.setConverter(
        new javafx.util.StringConverter<>() {
          @Override
          public String toString(Integer times) {
            return times + "\u00d7";
          }

          @Override
          public Integer fromString(String said) {
            throw new IllegalStateException(said);
          }
        });
    at.setId("recording-at");
    at.getStyleClass().add("mono");
    facts.setId("recording-facts");
    facts.getStyleClass().add(Styles.TEXT_MUTED);
    Button open = new Button(text("recording.open"), Icons.OPEN.node());
    open.setId("recording-open");
    open.setOnAction(_ -> ask());
    bar = new HBox(play, time, at, speed, facts, open);
    bar.getStyleClass().add("console-bar");
    root.setId("recording");
    root.getStyleClass().add("console");
    root.setCenter(middle);
    root.setBottom(bar);
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    if (file.isEmpty()) {
      empty();
    } else {
      open(Path.of(file));
    }
  }

  private String text(String key, Object... args) {
    return context.texts().get("console." + key, args);
  }

  private void empty() {
    title.set(text("recording"));
    Label head = new Label(text("recording"));
    head.getStyleClass().add(Styles.TITLE_4);
    Label how = new Label(text("recording.none"));
    how.setWrapText(true);
    Button open = new Button(text("recording.open"), Icons.OPEN.node());
    open.setId("recording-open-first");
    open.getStyleClass().add(Styles.ACCENT);
    open.setOnAction(_ -> ask());
    VBox box = new VBox(head, how, open);
    box.getStyleClass().add("console-chooser");
    middle.getChildren().setAll(box);
    bar.setVisible(false);
  }

  private void ask() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(text("recording.open"));
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(text("record.files"), "*.fbs", "*.rbs"),
            new FileChooser.ExtensionFilter(text("record.all"), "*.*"));
    File chosen = chooser.showOpenDialog(root.getScene().getWindow());
    if (chosen != null) {
      open(chosen.toPath());
      moved.run();
    }
  }

  private void open(Path path) {
    play.setSelected(false);
    file = path.toString();
    title.set(String.valueOf(path.getFileName()));
    middle.getChildren().setAll(view, new Label(text("recording.reading", path.getFileName())));
    player.open(path);
  }

  private void opened(RecordingPlayer.Facts of) {
    middle.getChildren().setAll(view);
    bar.setVisible(true);
    time.setMax((double) Math.max(1, of.millis()));
    time.setValue(0);
    shown(0);
    facts.setText(
        text("recording.facts", of.name(), of.width(), of.height())
            + (of.cut() ? " \u00b7 " + text("recording.cut") : ""));
    focus();
  }

  private void failed(String why) {
    play.setSelected(false);
    Label what = new Label(text("recording.failed", title.get()));
    what.setId("recording-failed");
    what.getStyleClass().add(Styles.TEXT_BOLD);
    what.setWrapText(true);
    Label detail = new Label(why);
    detail.setWrapText(true);
    VBox box = new VBox(what, detail);
    box.getStyleClass().addAll("console-message", "console-question");
    box.setMaxSize(VBox.USE_PREF_SIZE, VBox.USE_PREF_SIZE);
    middle.getChildren().setAll(view, box);
  }

  private void played(boolean is) {
    play.setText(text(is ? "recording.pause" : "recording.play"));
    play.setGraphic(is ? Icons.PAUSE.node() : Icons.RESUME.node());
    if (is) {
      if (time.getValue() >= time.getMax()) {
        time.setValue(0);
      }
      running.start();
    } else {
      running.stop();
    }
  }

  private void go(double millis) {
    time.setValue(Math.clamp(millis, 0, time.getMax()));
  }

  private void shown(double millis) {
    at.setText(said(millis) + " / " + said(time.getMax()));
    player.go((long) millis);
  }

  private static String said(double millis) {
    long seconds = (long) (millis / 1000);
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  private void key(KeyEvent event) {
    KeyCode code = event.getCode();
    boolean plain = !event.isShortcutDown() && !event.isAltDown();
    if (plain && event.getTarget() != speed) {
      switch (code) {
        case SPACE -> play.setSelected(!play.isSelected());
        case LEFT -> go(time.getValue() - STEP);
        case RIGHT -> go(time.getValue() + STEP);
        case HOME -> go(0);
        case END -> go(time.getMax());
        default -> {
          return;
        }
      }
      event.consume();
    }
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
    return Icons.RECORD;
  }

  @Override
  public Place place() {
    return new Place.Named(NAME, file);
  }

  @Override
  public void go(Place place) {
    if (place instanceof Place.Named named && !named.at().isEmpty() && !named.at().equals(file)) {
      open(Path.of(named.at()));
    }
  }

  @Override
  public void onMoved(Runnable listener) {
    moved = listener;
  }

  @Override
  public String help() {
    return "consoles";
  }

  @Override
  public void focus() {
    play.requestFocus();
  }

  @Override
  public void close() {
    running.stop();
    player.close();
  }
}
