package io.coppice.ui.console;

import io.coppice.display.Framebuffer;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Texts;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** One machine on a wall: its picture, its name below, and what is to be noticed. FX thread. */
final class WallTile extends Region {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass QUIET = PseudoClass.getPseudoClass("quiet");
  private static final PseudoClass FOUND = PseudoClass.getPseudoClass("found");
  private static final PseudoClass AIMED = PseudoClass.getPseudoClass("aimed");

  /** What is to be noticed; each has a text under {@code console.wall.mark.} and a style. */
  enum Mark {
    PANICKED,
    BLACK,
    UNCHANGED,
    DIFFERS
  }

  private final Region glass = new Region();
  private final ImageView view = new ImageView();
  private final Label name = new Label();
  private final Label mark = new Label();
  private final Texts texts;
  private final Set<Mark> marks = EnumSet.noneOf(Mark.class);
  private WallState.Tile tile;
  private PixelBuffer<IntBuffer> buffer;
  private Framebuffer picture;
  private boolean selected;

  WallTile(Texts texts) {
    this.texts = texts;
    getStyleClass().add("wall-tile");
    setAccessibleRole(AccessibleRole.BUTTON);
    view.setManaged(false);
    view.setMouseTransparent(true);
    view.setPreserveRatio(true);
    name.getStyleClass().add("wall-name");
    name.setMouseTransparent(true);
    // machines of one kind differ in how their names end
    name.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
    mark.getStyleClass().add("wall-mark");
    mark.setVisible(false);
    mark.setMouseTransparent(true);
    glass.getStyleClass().add("wall-glass");
    glass.setMouseTransparent(true);
    getChildren().addAll(glass, view, name, mark);
  }

  WallState.Tile tile() {
    return tile;
  }

  void show(WallState.Tile next) {
    boolean other = tile == null || !tile.machine().equals(next.machine());
    tile = next;
    name.setText(next.name());
    FontIcon icon = Icons.of(next.power()).node(next.isOn() ? "ok" : "quiet");
    icon.getStyleClass().add("badge");
    name.setGraphic(icon);
    setId("wall-tile-" + next.machine().token());
    if (other) {
      picture(null);
      marks(EnumSet.noneOf(Mark.class));
    }
    describe();
  }

  /** Whether it is that picture that it shows, of whatever age. */
  boolean shows(Framebuffer one) {
    return picture == one;
  }

  /** Shows what a thumbnail drew; none makes it quiet. */
  void picture(Framebuffer next) {
    pseudoClassStateChanged(QUIET, next == null);
    if (next != picture) {
      picture = next;
      buffer = null;
      view.setImage(null);
      if (next != null && next.width() > 0 && next.height() > 0) {
        buffer =
            new PixelBuffer<>(
                next.width(),
                next.height(),
                IntBuffer.wrap(next.pixels()),
                PixelFormat.getIntArgbPreInstance());
        view.setImage(new WritableImage(buffer));
      }
      requestLayout();
    } else if (buffer != null) {
      buffer.updateBuffer(_ -> new Rectangle2D(0, 0, picture.width(), picture.height()));
    }
  }

  void marks(Set<Mark> now) {
    if (marks.equals(now)) {
      return;
    }
    marks.clear();
    marks.addAll(now);
    List<String> said = new ArrayList<>();
    for (Mark each : marks) {
      said.add(texts.get("console.wall.mark." + each.name()));
    }
    mark.setText(String.join(" \u00b7 ", said));
    mark.setVisible(!said.isEmpty());
    for (Mark each : Mark.values()) {
      pseudoClassStateChanged(
          PseudoClass.getPseudoClass(each.name().toLowerCase(java.util.Locale.ROOT)),
          marks.contains(each));
    }
    describe();
    requestLayout();
  }

  Set<Mark> marks() {
    return Set.copyOf(marks);
  }

  void selected(boolean is) {
    selected = is;
    pseudoClassStateChanged(SELECTED, is);
    describe();
  }

  void found(boolean is) {
    pseudoClassStateChanged(FOUND, is);
  }

  /** Whether the keyboard's own pointer is here. */
  void aimed(boolean is) {
    pseudoClassStateChanged(AIMED, is);
  }

  private void describe() {
    if (tile != null) {
      String power = texts.get("power." + tile.power().name());
      String said =
          tile.name() + ", " + power + (mark.getText().isEmpty() ? "" : ", " + mark.getText());
      setAccessibleText(selected ? texts.get("console.wall.selected.one", said) : said);
    }
  }

  @Override
  protected void layoutChildren() {
    double left = snappedLeftInset();
    double wide = getWidth() - left - snappedRightInset();
    double below = snapSizeY(name.prefHeight(-1));
    double high = getHeight() - snappedTopInset() - snappedBottomInset() - below;
    glass.resizeRelocate(left, snappedTopInset(), wide, high + below);
    // what is to be noticed stands beside the name, where it hides nothing of the screen; on a tile
    // too narrow for both, where nothing of a screen can be read, it stands on the screen
    double noticed = mark.isVisible() ? Math.min(wide, mark.prefWidth(-1)) : 0;
    boolean beside = noticed + name.prefWidth(-1) <= wide;
    name.resizeRelocate(left, snappedTopInset() + high, beside ? wide - noticed : wide, below);
    double markHigh = beside ? Math.min(below, mark.prefHeight(-1)) : mark.prefHeight(-1);
    mark.resizeRelocate(
        snapPositionX(left + wide - noticed),
        beside
            ? snapPositionY(snappedTopInset() + high + (below - markHigh) / 2)
            : snappedTopInset(),
        noticed,
        markHigh);
    view.setFitWidth(Math.max(1, wide));
    view.setFitHeight(Math.max(1, high));
    double shownWide = view.getLayoutBounds().getWidth();
    double shownHigh = view.getLayoutBounds().getHeight();
    view.relocate(
        snapPositionX(left + (wide - shownWide) / 2),
        snapPositionY(snappedTopInset() + (high - shownHigh) / 2));
  }
}
