package io.coppice.ui.fork.pages;

import io.coppice.model.fork.MemberPageStates;
import io.coppice.model.fork.PageSet;
import io.coppice.ui.fork.pages.pagemap.PageKind;
import io.coppice.ui.fork.pages.pagemap.PageMapView;
import io.coppice.ui.kit.UiContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

/** One map with its title and regions. FX thread. */
final class PageMapBox extends VBox {
  private final UiContext context;
  private final Label title = new Label();
  private final PageMapView view;
  private final RegionStrip regions;
  private PageMaps.Map shown;

  PageMapBox(UiContext context, Consumer<String> facts) {
    this.context = context;
    getStyleClass().add("map-box");
    title.getStyleClass().add("card-title");
    view = new PageMapView(context.texts().get("forks.pages.map"));
    view.setOnHover(
        page -> {
          String described = page < 0 || shown == null ? "" : describe(page);
          facts.accept(described);
          name(described);
        });
    regions =
        new RegionStrip(
            region -> {
              if (shown != null) {
                long pages = shown.raster().pages();
                view.reveal((int) ((2L * region + 1) * pages / (2L * PageMaps.REGIONS)));
              }
            });
    StackPane frame = new StackPane(view);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(frame.widthProperty());
    clip.heightProperty().bind(frame.heightProperty());
    frame.setClip(clip);
    frame.setMinSize(0, 0);
    VBox.setVgrow(frame, Priority.ALWAYS);
    getChildren().setAll(title, frame, regions);
  }

  void show(PageMaps.Map map) {
    shown = map;
    title.setText(map.title());
    name("");
    view.show(map.raster());
    regions.show(map.own());
  }

  private void name(String page) {
    String map = context.texts().get("forks.pages.map");
    String titled = shown == null ? map : map + ", " + shown.title();
    view.setAccessibleText(page.isEmpty() ? titled : titled + ": " + page);
  }

  PageMapView view() {
    return view;
  }

  /** The page, its address, its state, and since when. */
  private String describe(int page) {
    PageKind kind = shown.raster().kind(page);
    Optional<MemberPageStates> pages = shown.view();
    String state = context.texts().get("forks.page." + kind);
    if (pages.filter(view -> view.isMerged(page)).isPresent()) {
      state = context.texts().get("forks.pages.merged", state);
    }
    String place =
        context
            .texts()
            .get(
                "forks.pages.page",
                context.format().count(page),
                String.format(Locale.ROOT, "0x%09x", (long) page * PageSet.PAGE),
                state);
    return pages
        .flatMap(view -> view.since(page))
        .map(
            at ->
                place
                    + ", "
                    + context.texts().get("forks.pages.since", context.format().moment(at)))
        .orElse(place);
  }
}
