package io.coppice.ui.overlay.picture;

import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelPane;
import io.coppice.ui.kit.PixelWindow;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Rectangle;

/**
 * Shows a network. The arrow keys go to the next node in their direction and, in an open host, from
 * machine to machine; what is selected can be dragged to another place, everything else pans. An
 * update never moves the picture beneath the eye. FX thread.
 */
public final class NetworkView extends PixelPane {
  /** How near to a link, in units of this node, counts as on it. */
  private static final double NEAR = 5;

  private final NetworkLabels labels = new NetworkLabels(this);
  private NetworkRaster raster = new NetworkRaster(PlacedGraph.EMPTY);
  private Marks marks = Marks.NONE;
  private List<Marks.Way> ways = Marks.NOWHERE;
  private double progress = 1;
  private int[] colours = new int[Tone.values().length];
  private boolean begun;
  private Consumer<PictureHit> onHover = _ -> {};
  private BiConsumer<PictureHit, MouseEvent> onChoose = (_, _) -> {};
  private BiConsumer<PictureHit, KeyEvent> onKey = (_, _) -> {};
  private Consumer<PictureHit> onStep = _ -> {};
  private Mover mover = (_, _, _, _) -> {};
  private Runnable onMoved = () -> {};
  private int carried = -1;

  /** Hears of a node that the person drags. */
  @FunctionalInterface
  public interface Mover {
    /**
     * By so much in units of the picture.
     *
     * @param dropped whether it was let go
     */
    void move(int node, double byX, double byY, boolean dropped);
  }

  /** An empty picture. */
  public NetworkView(String accessibleName) {
    super(1, 60);
    getStyleClass().add("network-view");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(accessibleName);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    setOnView(
        () -> {
          labels.place(raster, marks);
          onMoved.run();
        });
    addEventHandler(KeyEvent.KEY_PRESSED, event -> onKey.accept(selected(), event));
  }

  public void setOnHover(Consumer<PictureHit> listener) {
    onHover = listener;
  }

  /** Hears of clicks, also beside everything. */
  public void setOnChoose(BiConsumer<PictureHit, MouseEvent> listener) {
    onChoose = listener;
  }

  /** Hears of keys that were not for going about, with what is selected. */
  public void setOnKey(BiConsumer<PictureHit, KeyEvent> listener) {
    onKey = listener;
  }

  /** Hears of what the arrow keys came to. */
  public void setOnStep(Consumer<PictureHit> listener) {
    onStep = listener;
  }

  public void setMover(Mover listener) {
    mover = listener;
  }

  /** Hears whenever the window upon the picture changed. */
  public void setOnViewMoved(Runnable listener) {
    onMoved = listener;
  }

  /** The colours of the present theme, one for each {@link Tone}. */
  public void setColours(int[] changed) {
    colours = changed.clone();
    repaint();
  }

  int[] colours() {
    return colours;
  }

  /** Shows another network or other marks; zoom and place stay. */
  public void show(NetworkRaster changed, Marks other) {
    boolean first = !begun && !changed.graph().nodes().isEmpty();
    if (changed.graph() != raster.graph()) {
      ways = List.of(); // they name nodes by their number in the graph that was
    }
    raster = changed;
    marks = other;
    if (first) {
      begun = true;
      fit();
    } else {
      repaint();
    }
  }

  /** Shows the ways of frames, so far. */
  public void showWays(List<Marks.Way> shown, double share) {
    ways = List.copyOf(shown);
    progress = share;
    repaint();
  }

  public NetworkRaster raster() {
    return raster;
  }

  public Marks marks() {
    return marks;
  }

  private PictureHit selected() {
    return new PictureHit(marks.selectedNode(), marks.selectedMachine(), marks.selectedLink());
  }

  /** Brings a node into sight, at a scale at which its name can be read. */
  public void revealNode(int node, double atLeast) {
    PlacedGraph placed = raster.placed();
    reveal(placed.middleX(node), placed.middleY(node), atLeast);
  }

  /** Whether a node stands wholly in sight, but for a part of a pixel. */
  boolean isInSight(int node) {
    PlacedGraph placed = raster.placed();
    return nodeX(placed.x(node)) > -1
        && nodeY(placed.y(node)) > -1
        && nodeX(placed.x(node) + placed.width(node)) < getWidth() + 1
        && nodeY(placed.y(node) + placed.height(node)) < getHeight() + 1;
  }

  /** The window upon the picture, in its units. */
  public PlacedGraph.Frame seen() {
    return new PlacedGraph.Frame(
        "", contentX(0), contentY(0), contentX(getWidth()), contentY(getHeight()));
  }

  /** The window upon the picture in units of this node, not in pixels. */
  PixelWindow window() {
    return new PixelWindow(-nodeX(0), -nodeY(0), nodeScale());
  }

  double atX(double x) {
    return nodeX(x);
  }

  double atY(double y) {
    return nodeY(y);
  }

  double unit() {
    return nodeScale();
  }

  void add(javafx.scene.Node label) {
    getChildren().add(label);
  }

  @Override
  protected double contentLeft() {
    return raster.placed().whole().left();
  }

  @Override
  protected double contentTop() {
    return raster.placed().whole().top();
  }

  @Override
  protected double contentWidth() {
    return raster.graph().nodes().isEmpty() ? 0 : raster.placed().whole().width();
  }

  @Override
  protected double contentHeight() {
    return raster.graph().nodes().isEmpty() ? 0 : raster.placed().whole().height();
  }

  @Override
  protected void paint(PixelBrush brush, PixelWindow window) {
    raster.draw(brush, window, colours, marks, ways, progress);
  }

  @Override
  protected boolean isFine(PixelBrush brush, PixelWindow window) {
    return raster.isSmooth(brush, window, marks);
  }

  @Override
  protected void hovered(double x, double y) {
    onHover.accept(at(x, y));
  }

  @Override
  protected void chosen(double x, double y, MouseEvent event) {
    onChoose.accept(at(x, y), event);
  }

  private PictureHit at(double x, double y) {
    if (Double.isNaN(x) || nodeScale() <= 0) {
      return PictureHit.NOTHING;
    }
    int node = raster.nodeAt(x, y, marks);
    return node >= 0
        ? new PictureHit(node, raster.machineAt(node, x, y, marks), -1)
        : new PictureHit(-1, -1, raster.linkAt(x, y, NEAR / nodeScale(), marks));
  }

  @Override
  protected boolean grabs(double x, double y, MouseEvent event) {
    int node = raster.nodeAt(x, y, marks);
    carried = node >= 0 && node == marks.selectedNode() ? node : -1;
    return carried >= 0 && event.getButton() == MouseButton.PRIMARY;
  }

  @Override
  protected void carry(double byX, double byY) {
    mover.move(carried, byX, byY, false);
  }

  @Override
  protected void dropped() {
    mover.move(carried, 0, 0, true);
  }

  @Override
  protected void step(int right, int down) {
    NetworkGraph graph = raster.graph();
    if (graph.nodes().isEmpty()) {
      return;
    }
    PictureHit to = new NetworkSteps(raster, marks).next(right, down);
    onStep.accept(to);
    if (to.node() >= 0 && !isInSight(to.node())) {
      revealNode(to.node(), 0);
    }
  }
}
