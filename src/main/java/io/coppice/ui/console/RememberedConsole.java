package io.coppice.ui.console;

import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The screen of a machine that was open when the window was closed last. It waits to be asked
 * before it connects: who starts a console is not seen on other machines by that alone, and is not
 * asked for passwords. FX thread.
 */
final class RememberedConsole implements Screen {
  private final Place.Console place;
  private final Supplier<Screen> connected;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final StackPane root = new StackPane();
  private final Button connect;
  private Optional<Screen> screen = Optional.empty();
  private Runnable moved = () -> {};

  /**
   * A screen that waits.
   *
   * @param connected makes the one that connects
   * @param said that it is not connected
   * @param go what the button says
   */
  RememberedConsole(Place.Console place, Supplier<Screen> connected, String said, String go) {
    this.place = place;
    this.connected = connected;
    title.set(place.address());
    Label label = new Label(said);
    label.setWrapText(true);
    connect = new Button(go, Icons.CONNECT.node());
    connect.setId("console-connect");
    connect.setDefaultButton(true);
    connect.setOnAction(_ -> connect());
    VBox box = new VBox(label, connect);
    box.getStyleClass().add("console-message");
    box.setMaxSize(VBox.USE_PREF_SIZE, VBox.USE_PREF_SIZE);
    root.setId("console-waits");
    root.getStyleClass().add("console");
    root.getChildren().setAll(box);
  }

  private void connect() {
    Screen made = connected.get();
    screen = Optional.of(made);
    title.bind(made.title());
    made.onMoved(() -> moved.run());
    root.getChildren().setAll(made.node());
    made.focus();
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
    return Icons.CONSOLE;
  }

  @Override
  public String help() {
    return "consoles";
  }

  @Override
  public Place place() {
    return screen.map(Screen::place).orElse(place);
  }

  @Override
  public void go(Place target) {
    if (screen.isPresent()) {
      screen.get().go(target);
    } else if (target instanceof Place.Console wanted && !wanted.waits()) {
      // somebody asked for this very server, from the command line or from a list
      connect();
    }
  }

  @Override
  public void onMoved(Runnable run) {
    moved = run;
  }

  @Override
  public void focus() {
    screen.ifPresentOrElse(Screen::focus, connect::requestFocus);
  }

  @Override
  public void close() {
    title.unbind();
    screen.ifPresent(Screen::close);
  }
}
