package io.coppice.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.layout.Background;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/**
 * Reads colours of the style sheet for pictures that are drawn pixel by pixel: one unseen region
 * for each style class, whose background colour is handed over as ARGB, now and whenever the theme
 * changes. Stands in the scene beside the picture. FX thread.
 */
public final class Swatches extends Region {
  private final List<Region> regions = new ArrayList<>();
  private final Consumer<int[]> listener;
  private int[] told;

  /**
   * Reads colours.
   *
   * @param listener hears of the colours, in the order of the style classes
   */
  public Swatches(List<String> styleClasses, Consumer<int[]> listener) {
    this.listener = listener;
    for (String styleClass : styleClasses) {
      Region region = new Region();
      region.getStyleClass().add(styleClass);
      region.setManaged(false);
      region.backgroundProperty().addListener((_, _, _) -> requestLayout());
      regions.add(region);
    }
    getChildren().addAll(regions);
    setManaged(false);
    setMouseTransparent(true);
  }

  /** Once for all that changed in a pulse; style comes before layout. */
  @Override
  protected void layoutChildren() {
    int[] colours = new int[regions.size()];
    for (int i = 0; i < colours.length; i++) {
      Background background = regions.get(i).getBackground();
      if (background == null || background.getFills().isEmpty()) {
        return;
      }
      colours[i] = argb(background.getFills().getFirst().getFill());
    }
    if (told == null || !java.util.Arrays.equals(told, colours)) {
      told = colours;
      listener.accept(colours.clone());
    }
  }

  private static int argb(javafx.scene.paint.Paint paint) {
    Color colour = paint instanceof Color plain ? plain : Color.GRAY;
    return 0xff000000
        | (int) Math.round(colour.getRed() * 255) << 16
        | (int) Math.round(colour.getGreen() * 255) << 8
        | (int) Math.round(colour.getBlue() * 255);
  }
}
