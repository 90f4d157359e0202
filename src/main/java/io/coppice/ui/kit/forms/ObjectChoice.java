package io.coppice.ui.kit.forms;

import io.coppice.model.EntityId;
import io.coppice.ui.kit.Icons;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.util.StringConverter;
import org.controlsfx.control.SearchableComboBox;

/** An object one can choose, as it is called there. */
public record ObjectChoice(EntityId id, String text) {

  /** A box to choose one of many, searched by typing. FX thread. */
  public static ComboBox<ObjectChoice> box(
      String id, List<ObjectChoice> choices, EntityId chosen, Runnable changed) {
    SearchableComboBox<ObjectChoice> box = new SearchableComboBox<>();
    box.setId(id);
    box.setConverter(new ByText(choices));
    box.setCellFactory(_ -> new Cell());
    box.setButtonCell(new Cell());
    box.getItems().setAll(choices);
    choices.stream().filter(c -> c.id().equals(chosen)).findFirst().ifPresent(box::setValue);
    box.valueProperty().addListener((_, _, _) -> changed.run());
    box.skinProperty().addListener((_, _, _) -> nameSearch(box));
    return box;
  }

  /** The field that searches the choices has the keyboard, so it is called like the box. */
  private static void nameSearch(ComboBox<ObjectChoice> box) {
    for (Node part : box.getChildrenUnmodifiable()) {
      if (part instanceof TextField search) {
        search.accessibleTextProperty().bind(box.accessibleTextProperty());
      }
    }
  }

  private static final class ByText extends StringConverter<ObjectChoice> {
    private final List<ObjectChoice> choices;

    ByText(List<ObjectChoice> choices) {
      this.choices = choices;
    }

    @Override
    public String toString(ObjectChoice choice) {
      return choice == null ? "" : choice.text();
    }

    @Override
    public ObjectChoice fromString(String text) {
      return choices.stream().filter(c -> c.text().equals(text)).findFirst().orElse(null);
    }
  }

  private static final class Cell extends ListCell<ObjectChoice> {
    @Override
    protected void updateItem(ObjectChoice choice, boolean empty) {
      super.updateItem(choice, empty);
      setText(empty || choice == null ? null : choice.text());
      setGraphic(empty || choice == null ? null : Icons.of(choice.id().kind()).node());
    }
  }
}
