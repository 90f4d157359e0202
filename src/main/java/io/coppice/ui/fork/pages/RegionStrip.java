package io.coppice.ui.fork.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;
import javafx.scene.layout.Region;

/**
 * The regions of a memory from its first page to its last, each a column as high as the share of it
 * that is the member's own, against the region with the largest; a click goes there. Not focusable:
 * the map has the keys. FX thread.
 */
final class RegionStrip extends Region {
  /** Less than this share everywhere is little, and is drawn as little. */
  private static final double LITTLE = 0.02;

  private final List<Region> columns = new ArrayList<>();
  private double[] shares = new double[PageMaps.REGIONS];

  RegionStrip(IntConsumer chosen) {
    getStyleClass().add("region-strip");
    for (int i = 0; i < PageMaps.REGIONS; i++) {
      Region column = new Region();
      column.getStyleClass().add("part-diverged");
      column.setManaged(false);
      columns.add(column);
    }
    getChildren().addAll(columns);
    setOnMouseClicked(
        event ->
            chosen.accept(
                Math.clamp(
                    (int) (event.getX() / Math.max(1, getWidth()) * PageMaps.REGIONS),
                    0,
                    PageMaps.REGIONS - 1)));
  }

  void show(double[] changed) {
    shares = changed.clone();
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double wide = getWidth() / PageMaps.REGIONS;
    double most = Math.max(LITTLE, DoubleStream.of(shares).max().orElse(0));
    for (int i = 0; i < columns.size(); i++) {
      double high = shares[i] <= 0 ? 0 : Math.max(1, shares[i] / most * getHeight());
      columns
          .get(i)
          .resizeRelocate(snapPositionX(i * wide), getHeight() - high, Math.max(1, wide - 1), high);
    }
  }
}
