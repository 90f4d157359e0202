package io.coppice.ui.activity;

import atlantafx.base.theme.Styles;
import io.coppice.model.EntityId;
import io.coppice.model.site.SiteContents;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.KeptIcon;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.TableCell;

/** A cell that leads to an object; its button is made once, see {@link WordsCell}. */
final class LinkCell<T> extends TableCell<T, T> {
  private final UiContext context;
  private final Function<T, Optional<EntityId>> target;
  private final BiFunction<T, SiteContents, String> name;
  private final KeptIcon icon = new KeptIcon(Icons.MACHINE, "plain");
  private final Button link = new Button(null, icon.node());
  private EntityId shown;

  /**
   * @param target the object of a row, if it has one
   * @param name what that is called in those contents
   */
  LinkCell(
      UiContext context,
      Function<T, Optional<EntityId>> target,
      BiFunction<T, SiteContents, String> name) {
    this.context = context;
    this.target = target;
    this.name = name;
    link.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "link");
    link.setOnAction(_ -> context.navigation().open(new Place.Page(shown)));
  }

  @Override
  protected void updateItem(T item, boolean empty) {
    super.updateItem(item, empty);
    Optional<EntityId> id = empty || item == null ? Optional.empty() : target.apply(item);
    link.setVisible(id.isPresent());
    id.ifPresent(its -> show(its, name.apply(item, context.session().snapshot().contents())));
  }

  private void show(EntityId id, String text) {
    shown = id;
    link.setText(text);
    icon.show(Icons.of(id.kind()), "plain");
    if (getGraphic() == null) {
      setGraphic(link);
    }
  }
}
