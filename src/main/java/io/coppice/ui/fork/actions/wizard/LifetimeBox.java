package io.coppice.ui.fork.actions.wizard;

import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;

/** A box to choose how long something lives. FX thread. */
public final class LifetimeBox {
  private static final List<Optional<Duration>> OFFERED =
      List.of(
          Optional.empty(),
          Optional.of(Duration.ofMinutes(15)),
          Optional.of(Duration.ofHours(1)),
          Optional.of(Duration.ofHours(4)),
          Optional.of(Duration.ofHours(8)),
          Optional.of(Duration.ofDays(1)),
          Optional.of(Duration.ofDays(7)));

  private LifetimeBox() {}

  /** The box, with the first choice made: for ever. */
  public static ComboBox<Optional<Duration>> box(String id, UiContext context, Runnable changed) {
    ComboBox<Optional<Duration>> box = new ComboBox<>();
    box.setId(id);
    box.setConverter(
        ChoiceLabels.by(
            time ->
                time.map(length -> words(length, context))
                    .orElseGet(() -> context.texts().get("forks.lifetime.none"))));
    box.getItems().setAll(OFFERED);
    box.setValue(Optional.empty());
    box.valueProperty().addListener((_, _, _) -> changed.run());
    return box;
  }

  private static String words(Duration length, UiContext context) {
    return length.toDays() > 0
        ? context.texts().get("forks.lifetime.days", length.toDays())
        : length.toHours() > 0
            ? context.texts().get("forks.lifetime.hours", length.toHours())
            : context.texts().get("forks.lifetime.minutes", length.toMinutes());
  }
}
