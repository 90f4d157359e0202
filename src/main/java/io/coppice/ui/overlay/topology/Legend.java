package io.coppice.ui.overlay.topology;

import io.coppice.ui.kit.Texts;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.picture.Tone;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** What the colours mean; segments that are coloured can be taken out with a click. */
final class Legend {
  private static final List<Tone> SHOWN =
      List.of(
          Tone.ROUTER,
          Tone.MIDDLEBOX,
          Tone.SPINE,
          Tone.LEAF,
          Tone.HOST,
          Tone.UNKNOWN,
          Tone.LOAD_SOME,
          Tone.LOAD_MUCH,
          Tone.LOAD_FULL,
          Tone.WARN,
          Tone.DOWN);

  private final FlowPane root = new FlowPane();
  private final Texts texts;
  private final Consumer<String> remove;
  private List<String> shown = List.of();

  Legend(Texts texts, Consumer<String> remove) {
    this.texts = texts;
    this.remove = remove;
    root.getStyleClass().addAll("legend", "network-legend");
    fill(List.of());
  }

  FlowPane node() {
    return root;
  }

  void show(NetworkGraph graph, int[] segments) {
    List<String> keys =
        java.util.Arrays.stream(segments).mapToObj(i -> graph.segments().get(i).key()).toList();
    if (!keys.equals(shown)) {
      shown = keys;
      fill(java.util.Arrays.stream(segments).mapToObj(graph.segments()::get).toList());
    }
  }

  private void fill(List<NetworkGraph.Segment> segments) {
    root.getChildren().clear();
    for (int place = 0; place < segments.size(); place++) {
      NetworkGraph.Segment segment = segments.get(place);
      Button chip = new Button(segment.name(), swatch(Tone.segment(place)));
      chip.getStyleClass().addAll("flat", "small", "network-chip");
      chip.setAccessibleText(texts.get("network.segment.remove", segment.name()));
      chip.setTooltip(
          new javafx.scene.control.Tooltip(texts.get("network.segment.remove", segment.name())));
      chip.setOnAction(_ -> remove.accept(segment.key()));
      root.getChildren().add(chip);
    }
    for (Tone tone : SHOWN) {
      HBox item = new HBox(swatch(tone), new Label(texts.get("network.tone." + tone)));
      item.getStyleClass().add("legend-item");
      root.getChildren().add(item);
    }
  }

  private static Region swatch(Tone tone) {
    Region swatch = new Region();
    swatch.getStyleClass().addAll("swatch", tone.styleClass());
    return swatch;
  }
}
