package io.coppice.ui.inventory.actions;

import io.coppice.model.inventory.Allocation;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.NumberField;
import java.util.Optional;
import java.util.function.ToIntFunction;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Shares, reservation and limit of one resource. FX thread. */
final class AllocationFields {
  /** What is offered first when a limit is set; anything can be typed. */
  private static final int FIRST_LIMIT = 1_000;

  private final Allocation before;
  private final ComboBox<ShareLevels> level = new ComboBox<>();
  private final NumberField shares;
  private final NumberField reservation;
  private final NumberField limit;
  private final CheckBox unlimited;
  private final Optional<CheckBox> expandable;

  /**
   * Adds them to a form.
   *
   * @param what {@code cpu} or {@code memory}
   * @param preset the number of shares a level stands for, shown beside it
   * @param expands whether it may borrow from its parent, asked for pools alone
   */
  AllocationFields(
      String what,
      Allocation before,
      ShareLevels first,
      ToIntFunction<ShareLevels> preset,
      boolean expands,
      Fields fields,
      UiContext context,
      Runnable changed) {
    this.before = before;
    String unit = context.texts().get("form.unit-" + what);
    level.getItems().setAll(ShareLevels.values());
    level.setValue(first);
    level.setId("form-" + what + "-level");
    level.setAccessibleText(context.texts().get("form.shares-" + what));
    level.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    level.setConverter(ChoiceLabels.by(level -> context.texts().get("form.level-" + level)));
    shares = number(what + "-shares", 1, before.shares(), 500, context.texts(), changed);
    shares.disableProperty().bind(level.valueProperty().isNotEqualTo(ShareLevels.CUSTOM));
    reservation =
        number(what + "-reservation", 0, before.reservation(), 100, context.texts(), changed);
    limit =
        number(
            what + "-limit",
            0,
            before.isLimited() ? before.limit() : Math.max(FIRST_LIMIT, before.reservation()),
            100,
            context.texts(),
            changed);
    unlimited = new CheckBox(context.texts().get("form.unlimited"));
    unlimited.setId("form-" + what + "-unlimited");
    unlimited.setSelected(!before.isLimited());
    unlimited.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    limit.disableProperty().bind(unlimited.selectedProperty());
    level
        .valueProperty()
        .addListener(
            (_, _, chosen) -> {
              if (chosen != ShareLevels.CUSTOM) {
                shares.getValueFactory().setValue(preset.applyAsInt(chosen));
              }
              changed.run();
            });
    unlimited.selectedProperty().addListener((_, _, _) -> changed.run());
    expandable =
        expands
            ? Optional.of(new CheckBox(context.texts().get("form.expandable")))
            : Optional.empty();
    shares.setAccessibleText(context.texts().get("form.shares-" + what));
    fields.row(context.texts().get("form.shares-" + what), line(level, shares));
    fields.under(shares.note());
    fields.row(context.texts().get("form.reservation", unit), reservation);
    limit.setAccessibleText(context.texts().get("form.limit", unit));
    fields.row(context.texts().get("form.limit", unit), line(limit, unlimited));
    fields.under(limit.note());
    expandable.ifPresent(
        box -> {
          box.setId("form-" + what + "-expandable");
          box.setSelected(before.expandable());
          box.selectedProperty().addListener((_, _, _) -> changed.run());
          fields.under(box);
        });
  }

  private static NumberField number(
      String what, int least, int value, int step, Texts texts, Runnable changed) {
    return new NumberField("form-" + what, least, 999_999_999, value, step, texts, changed);
  }

  private static HBox line(javafx.scene.control.Control... controls) {
    HBox line = new HBox(controls);
    line.getStyleClass().add("form-line");
    for (javafx.scene.control.Control control : controls) {
      if (control instanceof NumberField) {
        control.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(control, Priority.ALWAYS);
      }
    }
    return line;
  }

  /**
   * What is asked for; empty where a number is missing or the limit is below the reservation.
   *
   * @param preset the number of shares a level stands for
   */
  Optional<Allocation> allocation(ToIntFunction<ShareLevels> preset) {
    ShareLevels chosen = level.getValue();
    int wanted = chosen == ShareLevels.CUSTOM ? shares.orElse(0) : preset.applyAsInt(chosen);
    int reserved = reservation.orElse(-1);
    int most = unlimited.isSelected() ? Allocation.UNLIMITED : limit.orElse(-1);
    return wanted < 1 || reserved < 0 || most < reserved
        ? Optional.empty()
        : Optional.of(
            new Allocation(
                wanted,
                reserved,
                most,
                expandable.map(CheckBox::isSelected).orElse(before.expandable())));
  }
}
