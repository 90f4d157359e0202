package io.coppice.ui.activity;

import atlantafx.base.theme.Styles;
import io.coppice.model.EntityId;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.KeptIcon;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.TableCell;

/** A cell that leads to an object; its button is made once, see {@link WordsCell}. */
final class LinkCell<T> extends TableCell<T, T> {
  private final UiContext context;
  private final Function<T, Optional<EntityId>> target;
  private final KeptIcon icon = new KeptIcon(Icons.MACHINE, "plain");
  private final Button link = new Button(null, icon.node());
  private EntityId shown;

  LinkCell(UiContext context, Function<T, Optional<EntityId>> target) {
    this.context = context;
    this.target = target;
    link.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "link");
    link.setOnAction(_ -> context.navigation().open(new Place.Page(shown)));
  }

  @Override
  protected void updateItem(T item, boolean empty) {
    super.updateItem(item, empty);
    Optional<EntityId> id = empty || item == null ? Optional.empty() : target.apply(item);
    link.setVisible(id.isPresent());
    id.ifPresent(this::show);
  }

  private void show(EntityId id) {
    shown = id;
    link.setText(context.session().snapshot().contents().displayName(id));
    icon.show(Icons.of(id.kind()), "plain");
    if (getGraphic() == null) {
      setGraphic(link);
    }
  }
}
