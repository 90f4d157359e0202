package io.coppice.ui.fork.lineage;

import io.coppice.ui.fork.lineage.LineageTree.Node;
import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelPane;
import io.coppice.ui.kit.PixelWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Rectangle;

/**
 * Shows a lineage; labels stand beside the nodes as soon as there is room for them. A click chooses
 * a member or opens a bundle. The arrow keys go along the branches: left to the parent, right to
 * its children, up and down to who stands above and below. FX thread.
 */
public final class LineageView extends PixelPane {
  /** Pixels of a row from which labels are shown, and how many at most. */
  private static final double LABELS_FROM = 13;

  private static final int LABELS_MOST = 200;

  private final List<Label> labels = new ArrayList<>();
  private LineageRaster raster =
      new LineageRaster(
          LineageTree.of(List.of(), Set.of(), Set.of(), LineageBundling.STATE),
          LineageBundling.STATE);
  private boolean[] selected = new boolean[0];
  private boolean[] leaves = new boolean[0];
  private int[] colours = new int[LineageTree.Mark.values().length + 3];
  private Function<Node, String> caption = Node::label;
  private Consumer<Optional<Node>> onHover = node -> {};
  private BiConsumer<Node, MouseEvent> onChoose = (node, event) -> {};
  private BiConsumer<Node, KeyEvent> onKey = (node, event) -> {};
  private Optional<Node> at = Optional.empty();

  /** An empty lineage. */
  public LineageView(String accessibleName) {
    super(1, 40);
    getStyleClass().add("lineage");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(accessibleName);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    setOnView(this::placeLabels);
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (index() >= 0) {
            onKey.accept(raster.tree().nodes().get(index()), event);
          }
        });
  }

  /** What is written beside a node. */
  public void setCaption(Function<Node, String> text) {
    caption = text;
  }

  public void setOnHover(Consumer<Optional<Node>> listener) {
    onHover = listener;
  }

  public void setOnChoose(BiConsumer<Node, MouseEvent> listener) {
    onChoose = listener;
  }

  /** Hears of keys that were not for going about, with the member the keyboard is at. */
  public void setOnKey(BiConsumer<Node, KeyEvent> listener) {
    onKey = listener;
  }

  /** The colours of the present theme, as {@link LineageRaster#draw} takes them. */
  public void setColours(int[] changed) {
    colours = changed.clone();
    redraw(false);
  }

  /** Shows another tree; zoom and place stay. */
  public void show(LineageRaster changed, Set<Integer> selectedKeys) {
    raster = changed;
    List<Node> nodes = changed.tree().nodes();
    leaves = new boolean[nodes.size()];
    java.util.Arrays.fill(leaves, true);
    for (int up : changed.tree().parent()) {
      if (up >= 0) {
        leaves[up] = false;
      }
    }
    selected = new boolean[nodes.size()];
    for (int i = 0; i < selected.length; i++) {
      Node node = nodes.get(i);
      selected[i] = node.mark() != LineageTree.Mark.BUNDLE && selectedKeys.contains(node.key());
    }
    redraw(false);
    if (index() >= 0) {
      aim(raster.x(index()), raster.y(index()));
    }
  }

  /** Puts the keyboard's pointer on a member that is drawn, and brings it to sight. */
  void pointAt(int key) {
    for (int node = 0; node < raster.tree().size(); node++) {
      Node its = raster.tree().nodes().get(node);
      if (its.key() == key && its.mark() != LineageTree.Mark.BUNDLE) {
        pointAtIndex(node);
        return;
      }
    }
  }

  /** Where the keyboard is among the nodes now drawn; -1 for nowhere. */
  private int index() {
    List<Node> nodes = raster.tree().nodes();
    for (int i = 0; at.isPresent() && i < nodes.size(); i++) {
      if (nodes.get(i).isSame(at.get())) {
        return i;
      }
    }
    return at.isPresent() && !nodes.isEmpty() ? 0 : -1;
  }

  @Override
  protected void step(int right, int down) {
    if (raster.tree().size() == 0) {
      return;
    }
    int from = index();
    pointAtIndex(from < 0 ? 0 : raster.next(from, right, down));
  }

  private void pointAtIndex(int to) {
    at = Optional.of(raster.tree().nodes().get(to));
    double x = nodeX(raster.x(to));
    double y = nodeY(raster.y(to));
    if (x < 0 || x > getWidth() || y < 0 || y > getHeight()) {
      reveal(raster.x(to), raster.y(to), 0);
    }
    aim(raster.x(to), raster.y(to));
  }

  @Override
  protected double contentWidth() {
    return raster.width();
  }

  @Override
  protected double contentHeight() {
    return raster.height();
  }

  @Override
  protected void paint(PixelBrush brush, PixelWindow window) {
    raster.draw(brush, window, colours, selected);
  }

  @Override
  protected void hovered(double x, double y) {
    onHover.accept(node(x, y));
  }

  @Override
  protected void chosen(double x, double y, MouseEvent event) {
    node(x, y).ifPresent(node -> onChoose.accept(node, event));
  }

  private Optional<Node> node(double x, double y) {
    int found = raster.nodeAt(x, y);
    return found < 0 ? Optional.empty() : Optional.of(raster.tree().nodes().get(found));
  }

  private void placeLabels() {
    int used = 0;
    if (nodeScale() >= LABELS_FROM) {
      for (int node = 0; node < raster.tree().size() && used < LABELS_MOST; node++) {
        double x = nodeX(raster.x(node) + 0.7);
        double y = nodeY(raster.y(node));
        if (x > -150 && x < getWidth() && y > -10 && y < getHeight() + 10) {
          Label label = label(used++);
          // Nothing is drawn at the right of a leaf of the last level; beside others pass the lines
          // of
          // the next. What has children stands above its own line.
          boolean leaf = leaves[node];
          double room = leaf && raster.isLastLevel(node) ? 2.4 : 0.68;
          label.setMaxWidth(LineageRaster.LEVEL * room * nodeScale());
          fill(label, raster.tree().nodes().get(node));
          double high = label.prefHeight(-1);
          label.resizeRelocate(
              x,
              leaf ? y - high / 2 : y - high,
              Math.min(label.prefWidth(high), label.getMaxWidth()),
              high);
          label.setVisible(true);
        }
      }
    }
    for (int rest = used; rest < labels.size(); rest++) {
      labels.get(rest).setVisible(false);
    }
  }

  /** The whole caption, or the name alone where that has no room. */
  private void fill(Label label, Node node) {
    label.setText(caption.apply(node));
    if (label.prefWidth(-1) >= label.getMaxWidth()) {
      label.setText(node.label());
    }
  }

  private Label label(int index) {
    while (labels.size() <= index) {
      Label label = new Label();
      label.getStyleClass().add("lineage-label");
      label.setManaged(false);
      label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      label.setMouseTransparent(true);
      labels.add(label);
      getChildren().add(label);
      label.applyCss();
    }
    return labels.get(index);
  }
}
