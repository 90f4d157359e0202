package io.coppice.ui.kit.forms;

import atlantafx.base.theme.Styles;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Things to tick, however many there are: only those in sight have boxes. Space ticks the row that
 * has the keyboard. FX thread.
 */
public final class CheckList<T> extends ListView<T> {
  private final Function<T, String> name;
  private final Function<T, Node> picture;
  private final Runnable changed;
  private final Map<T, Tick> ticks = new LinkedHashMap<>();
  private final Set<T> some = new HashSet<>();

  /** Whether a thing is ticked. */
  public enum Tick {
    ON,
    OFF,
    /** On for some of the objects that the list is about, and left so. */
    SOME
  }

  /**
   * An empty list.
   *
   * @param picture stands between box and name; null for none
   * @param changed after the person ticked something
   */
  public CheckList(
      String id,
      String said,
      Function<T, String> name,
      Function<T, Node> picture,
      Runnable changed) {
    this.name = name;
    this.picture = picture;
    this.changed = changed;
    setId(id);
    setAccessibleText(said);
    getStyleClass().addAll(Styles.DENSE, "check-list");
    setCellFactory(_ -> new Cell());
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  /** Adds a thing at the end; one that is there already is only ticked so. */
  public void add(T thing, Tick tick) {
    if (tick == Tick.SOME) {
      some.add(thing);
    }
    if (ticks.put(thing, tick) == null) {
      getItems().add(thing);
    } else {
      refresh();
    }
  }

  /** Shows what was just added. */
  public void reveal(T thing) {
    scrollTo(thing);
    getSelectionModel().clearAndSelect(getItems().indexOf(thing));
  }

  /** What is ticked so. */
  public Set<T> those(Tick tick) {
    return ticks.entrySet().stream()
        .filter(entry -> entry.getValue() == tick)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private void key(KeyEvent event) {
    T focus = getFocusModel().getFocusedItem();
    if (event.getCode() == KeyCode.SPACE && focus != null) {
      tick(focus, ticks.get(focus) == Tick.ON ? Tick.OFF : Tick.ON);
      refresh();
      event.consume();
    }
  }

  private void tick(T thing, Tick tick) {
    if (ticks.put(thing, tick) != tick) {
      changed.run();
    }
  }

  private final class Cell extends ListCell<T> {
    private final CheckBox box = new CheckBox();
    private boolean showing;

    Cell() {
      box.setMnemonicParsing(false);
      box.setFocusTraversable(false);
      box.selectedProperty().addListener((_, _, _) -> ticked());
      box.indeterminateProperty().addListener((_, _, _) -> ticked());
    }

    private void ticked() {
      if (!showing && getItem() != null) {
        tick(getItem(), box.isIndeterminate() ? Tick.SOME : box.isSelected() ? Tick.ON : Tick.OFF);
      }
    }

    @Override
    protected void updateItem(T thing, boolean empty) {
      super.updateItem(thing, empty);
      if (empty || thing == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      showing = true;
      try {
        box.setText(name.apply(thing));
        box.setGraphic(picture == null ? null : picture.apply(thing));
        box.setAllowIndeterminate(some.contains(thing));
        box.setIndeterminate(ticks.get(thing) == Tick.SOME);
        box.setSelected(ticks.get(thing) == Tick.ON);
      } finally {
        showing = false;
      }
      setAccessibleText(box.getText());
      setGraphic(box);
    }
  }
}
