package io.coppice.ui.overlay.topology;

import io.coppice.ui.kit.Texts;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;

/** Chooses what the table beside the picture lists. FX thread. */
final class ListingBar extends FlowPane {
  ListingBar(Texts texts, Consumer<Listing> chosen) {
    ToggleGroup group = new ToggleGroup();
    getStyleClass().addAll("network-bar", "tool-line", "network-listing");
    for (Listing one : Listing.values()) {
      ToggleButton button = new ToggleButton(texts.get("network.listing." + one));
      button.setId("network-listing-" + one.name().toLowerCase(Locale.ROOT));
      button.getStyleClass().addAll("flat", "small");
      button.setToggleGroup(group);
      button.setSelected(one == Listing.NODES);
      button.setOnAction(
          _ -> {
            button.setSelected(true);
            chosen.accept(one);
          });
      getChildren().add(button);
    }
  }
}
