package io.coppice.ui.inventory.page;

import io.coppice.ui.kit.UiContext;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What the page of an object says that no longer exists. */
final class MissingObject {
  private MissingObject() {}

  static Node node(UiContext context, String name) {
    Label title = new Label(context.texts().get("page.gone", name));
    title.getStyleClass().add("section-title");
    title.setWrapText(true);
    Label advice = new Label(context.texts().get("page.gone.next"));
    advice.getStyleClass().add("quiet");
    advice.setWrapText(true);
    Button back = new Button(context.texts().get("page.gone.back"));
    back.setOnAction(_ -> context.navigation().back());
    VBox box = new VBox(title, advice, back);
    box.getStyleClass().add("empty");
    box.setAlignment(Pos.CENTER);
    return box;
  }
}
