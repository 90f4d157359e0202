package io.coppice.ui.fork.pages.pagemap;

import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelPane;
import io.coppice.ui.kit.PixelWindow;
import java.util.function.IntConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.input.MouseEvent;

/**
 * Shows a {@link PageRaster}. The zoom and place survive a new raster of the same size. FX thread.
 */
public final class PageMapView extends PixelPane {
  private static final double MOST = 48;

  private PageRaster raster;
  private IntConsumer onHover = page -> {};

  /** An empty map. */
  public PageMapView(String accessibleName) {
    super(0.1, MOST);
    getStyleClass().add("page-map");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(accessibleName);
  }

  /** Hears of the page under the pointer, -1 for none. */
  public void setOnHover(IntConsumer listener) {
    onHover = listener;
  }

  /** Shows another map; keeps zoom and place if it has the same number of pages. */
  public void show(PageRaster changed) {
    boolean alike = raster != null && raster.pages() == changed.pages();
    raster = changed;
    redraw(!alike);
  }

  /** Brings a page to the middle, close enough to see it as a block. */
  public void reveal(int page) {
    if (raster != null && page >= 0 && page < raster.pages()) {
      reveal(
          page % raster.columns() + 0.5,
          Math.floorDiv(page, raster.columns()) + 0.5,
          PageRaster.BLOCKS_FROM * 2);
    }
  }

  /** Where pages are blocks the keyboard goes from page to page. */
  @Override
  protected void step(int right, int down) {
    if (nodeScale() < PageRaster.BLOCKS_FROM) {
      super.step(right, down);
    } else {
      pan(-nodeScale() * right, -nodeScale() * down);
      aimAtMiddle();
    }
  }

  @Override
  protected double contentWidth() {
    return raster == null ? 0 : raster.columns();
  }

  @Override
  protected double contentHeight() {
    return raster == null ? 0 : raster.rows();
  }

  @Override
  protected void paint(PixelBrush brush, PixelWindow window) {
    raster.draw(brush, window);
  }

  @Override
  protected void hovered(double x, double y) {
    onHover.accept(raster == null ? -1 : raster.pageAt(x, y));
  }

  @Override
  protected void chosen(double x, double y, MouseEvent event) {}
}
