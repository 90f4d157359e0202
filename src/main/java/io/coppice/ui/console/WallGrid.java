package io.coppice.ui.console;

import io.coppice.model.EntityId.MachineId;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/**
 * Tiles in rows, of which only those in sight are there; which of them are selected; and the
 * keyboard's own pointer among them. FX thread.
 */
final class WallGrid extends Region {
  private static final double GAP = 8;
  private static final double LEAST_TILE = 56;
  private static final int MOST_COLUMNS = 40;

  /** A text screen of 720 x 400. */
  private static final double PROPORTION = 400.0 / 720;

  private final Texts texts;
  private final Map<MachineId, WallTile> shown = new HashMap<>();
  private final Set<MachineId> selected = new LinkedHashSet<>();
  private List<WallState.Tile> tiles = List.of();
  private Set<MachineId> found = Set.of();
  private int columns;
  private double top;
  private double sight;
  private int aim;
  private int anchor;
  private Runnable changed = () -> {};
  private Consumer<MachineId> opened = _ -> {};

  WallGrid(Texts texts) {
    this.texts = texts;
    setId("wall-grid");
    getStyleClass().add("wall-grid");
    setFocusTraversable(true);
    setAccessibleText(texts.get("console.wall"));
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    focusedProperty().addListener((_, _, _) -> decorate());
  }

  /** Told when other tiles are in sight, or selected. */
  void onChanged(Runnable listener) {
    changed = listener;
  }

  /** Told when somebody wants to sit down in front of one. */
  void onOpened(Consumer<MachineId> listener) {
    opened = listener;
  }

  void show(List<WallState.Tile> next) {
    tiles = List.copyOf(next);
    Set<MachineId> there = new LinkedHashSet<>();
    tiles.forEach(tile -> there.add(tile.machine()));
    selected.retainAll(there);
    aim = Math.clamp(aim, 0, Math.max(0, tiles.size() - 1));
    relayout();
  }

  /** How many stand side by side; 0 for as many as show all of them at once. */
  void setColumns(int wanted) {
    columns = wanted;
    relayout();
  }

  /** What of it is in sight. */
  void setSight(double from, double high) {
    top = from;
    sight = high;
    relayout();
  }

  void setFound(Set<MachineId> those) {
    found = Set.copyOf(those);
    decorate();
  }

  private void relayout() {
    requestLayout();
    if (getParent() != null) {
      getParent().requestLayout();
    }
  }

  Collection<WallTile> inSight() {
    return shown.values();
  }

  WallTile tile(MachineId machine) {
    return shown.get(machine);
  }

  Set<MachineId> selected() {
    return new LinkedHashSet<>(selected);
  }

  void select(Collection<MachineId> those) {
    selected.clear();
    selected.addAll(those);
    decorate();
    changed.run();
  }

  void selectAll() {
    select(tiles.stream().map(WallState.Tile::machine).toList());
  }

  /** How many columns there are now. */
  int columns() {
    int most = Math.clamp((int) ((getWidth() - GAP) / (LEAST_TILE + GAP)), 1, MOST_COLUMNS);
    if (columns > 0) {
      return Math.min(columns, most);
    }
    for (int each = 1; each < most; each++) {
      int rows = (tiles.size() + each - 1) / each;
      if (rows * (tileHeight(tileWidth(each)) + GAP) + GAP <= sight) {
        return each;
      }
    }
    return most;
  }

  private double tileWidth(int side) {
    return Math.max(LEAST_TILE, Math.floor((getWidth() - GAP) / side - GAP));
  }

  private static double tileHeight(double wide) {
    return Math.floor(wide * PROPORTION) + 22;
  }

  /** Units of this node that a tile is wide now. */
  double tileWidth() {
    return tileWidth(columns());
  }

  @Override
  protected double computePrefHeight(double width) {
    int side = columns();
    int rows = (tiles.size() + side - 1) / side;
    return rows * (tileHeight(tileWidth(side)) + GAP) + GAP;
  }

  @Override
  protected void layoutChildren() {
    int side = columns();
    double wide = tileWidth(side);
    double high = tileHeight(wide);
    int firstRow = Math.max(0, (int) ((top - GAP) / (high + GAP)));
    int lastRow = (int) ((top + Math.max(1, sight)) / (high + GAP));
    int from = Math.min(tiles.size(), firstRow * side);
    int to = Math.min(tiles.size(), (lastRow + 1) * side);
    Set<MachineId> wanted = new LinkedHashSet<>();
    for (int i = from; i < to; i++) {
      wanted.add(tiles.get(i).machine());
    }
    boolean other = !wanted.equals(shown.keySet());
    shown
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.contains(entry.getKey());
              if (gone) {
                getChildren().remove(entry.getValue());
              }
              return gone;
            });
    for (int i = from; i < to; i++) {
      WallState.Tile each = tiles.get(i);
      WallTile tile = shown.computeIfAbsent(each.machine(), _ -> added());
      if (!each.equals(tile.tile())) {
        tile.show(each);
      }
      tile.resizeRelocate(GAP + i % side * (wide + GAP), GAP + i / side * (high + GAP), wide, high);
    }
    decorate();
    if (other) {
      changed.run();
    }
  }

  private WallTile added() {
    WallTile tile = new WallTile(texts);
    getChildren().add(tile);
    return tile;
  }

  private void decorate() {
    MachineId at = tiles.isEmpty() ? null : tiles.get(aim).machine();
    shown.forEach(
        (machine, tile) -> {
          tile.selected(selected.contains(machine));
          tile.found(found.contains(machine));
          tile.aimed(isFocused() && machine.equals(at));
        });
  }

  private int indexAt(double x, double y) {
    int side = columns();
    double wide = tileWidth(side) + GAP;
    double high = tileHeight(tileWidth(side)) + GAP;
    int column = (int) ((x - GAP / 2) / wide);
    int index = (int) ((y - GAP / 2) / high) * side + column;
    return x < 0 || y < 0 || column >= side || index >= tiles.size() ? -1 : index;
  }

  private void pressed(MouseEvent event) {
    requestFocus();
    event.consume(); // else the tabs around it take the keyboard
    int at = indexAt(event.getX(), event.getY());
    if (at < 0) {
      if (event.getButton() == MouseButton.PRIMARY) {
        select(List.of());
      }
      return;
    }
    MachineId machine = tiles.get(at).machine();
    if (event.getButton() == MouseButton.SECONDARY && selected.contains(machine)) {
      aim = at;
      return;
    }
    choose(at, event.isShortcutDown(), event.isShiftDown());
  }

  private void clicked(MouseEvent event) {
    int at = indexAt(event.getX(), event.getY());
    if (at >= 0 && event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
      opened.accept(tiles.get(at).machine());
    }
  }

  private void choose(int at, boolean toggle, boolean range) {
    List<MachineId> next = new ArrayList<>();
    if (range) {
      for (int i = Math.min(anchor, at); i <= Math.max(anchor, at); i++) {
        next.add(tiles.get(i).machine());
      }
    } else {
      anchor = at;
      MachineId machine = tiles.get(at).machine();
      if (toggle) {
        next.addAll(selected);
        if (!next.remove(machine)) {
          next.add(machine);
        }
      } else {
        next.add(machine);
      }
    }
    aim = at;
    select(next);
  }

  private void key(KeyEvent event) {
    if (tiles.isEmpty()) {
      return;
    }
    int side = columns();
    switch (event.getCode()) {
      case LEFT -> step(-1, event.isShiftDown());
      case RIGHT -> step(1, event.isShiftDown());
      case UP -> step(-side, event.isShiftDown());
      case DOWN -> step(side, event.isShiftDown());
      case HOME -> step(-aim, event.isShiftDown());
      case END -> step(tiles.size() - 1 - aim, event.isShiftDown());
      case SPACE -> choose(aim, true, false);
      case ENTER -> opened.accept(tiles.get(aim).machine());
      case ESCAPE -> select(List.of());
      case A -> {
        if (!event.isShortcutDown()) {
          return;
        }
        selectAll();
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void step(int by, boolean range) {
    int to = Math.clamp((long) aim + by, 0, tiles.size() - 1);
    if (!range) {
      anchor = to;
    }
    choose(to, false, range);
  }

  /** The machine that the keyboard points at, if there is any. */
  java.util.Optional<MachineId> aimed() {
    return tiles.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(tiles.get(aim).machine());
  }

  /** Points at a machine, and gives where it stands, from the top. */
  double aimAt(MachineId machine) {
    for (int i = 0; i < tiles.size(); i++) {
      if (tiles.get(i).machine().equals(machine)) {
        aim = i;
        anchor = i;
      }
    }
    decorate();
    return GAP + aim / columns() * (tileHeight(tileWidth()) + GAP);
  }
}
