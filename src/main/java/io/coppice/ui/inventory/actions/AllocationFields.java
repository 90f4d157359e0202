package io.coppice.ui.inventory.actions;

import io.coppice.model.inventory.Allocation;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.NumberField;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/**
 * Shares, reservation and limit of one resource, of one object or of several. Where several differ,
 * a field begins without a value and each keeps its own. FX thread.
 */
final class AllocationFields {
  /** What is offered first when a limit is set; anything can be typed. */
  private static final int FIRST_LIMIT = 1_000;

  private final ComboBox<ShareLevels> level = new ComboBox<>();
  private final NumberField shares;
  private final NumberField reservation;
  private final NumberField limit;
  private final CheckBox unlimited;
  private final Optional<CheckBox> expandable;

  /**
   * What one object has.
   *
   * @param preset the number of shares a level stands for with it
   */
  record Before(Allocation allocation, ToIntFunction<ShareLevels> preset) {
    ShareLevels level() {
      return ShareLevels.of(allocation, preset.applyAsInt(ShareLevels.NORMAL));
    }
  }

  /**
   * Adds them to a form.
   *
   * @param what {@code cpu} or {@code memory}
   * @param before of every object
   * @param expands whether it may borrow from its parent, asked for pools alone
   */
  AllocationFields(
      String what,
      List<Before> before,
      boolean expands,
      Fields fields,
      UiContext context,
      Runnable changed) {
    Texts texts = context.texts();
    Allocation first = before.getFirst().allocation();
    level.getItems().setAll(ShareLevels.values());
    level.setId("form-" + what + "-level");
    level.setAccessibleText(texts.get("form.shares-" + what));
    level.setMinWidth(Region.USE_PREF_SIZE);
    level.setConverter(ChoiceLabels.by(level -> texts.get("form.level-" + level)));
    level.setPromptText(texts.get("form.various"));
    shares = number(what + "-shares", 1, first.shares(), 500, texts, changed);
    reservation = number(what + "-reservation", 0, first.reservation(), 100, texts, changed);
    int firstLimit = first.isLimited() ? first.limit() : Math.max(FIRST_LIMIT, first.reservation());
    limit = number(what + "-limit", 0, firstLimit, 100, texts, changed);
    unlimited = box("form-" + what + "-unlimited", "form.unlimited", texts);
    expandable =
        expands
            ? Optional.of(box("form-" + what + "-expandable", "form.expandable", texts))
            : Optional.empty();
    fill(before, texts.get("form.various"));
    shares.disableProperty().bind(level.valueProperty().isNotEqualTo(ShareLevels.CUSTOM));
    limit
        .disableProperty()
        .bind(unlimited.selectedProperty().or(unlimited.indeterminateProperty()));
    ToIntFunction<ShareLevels> preset = before.getFirst().preset();
    level
        .valueProperty()
        .addListener(
            (_, _, chosen) -> {
              if (chosen != ShareLevels.CUSTOM) {
                shares.getValueFactory().setValue(preset.applyAsInt(chosen));
              }
              changed.run();
            });
    listen(unlimited, changed);
    expandable.ifPresent(box -> listen(box, changed));
    shares.setAccessibleText(texts.get("form.shares-" + what));
    fields.row(texts.get("form.shares-" + what), line(level, shares));
    fields.under(shares.note());
    String unit = texts.get("form.unit-" + what);
    fields.row(texts.get("form.reservation", unit), reservation);
    limit.setAccessibleText(texts.get("form.limit", unit));
    fields.row(texts.get("form.limit", unit), line(limit, unlimited));
    fields.under(limit.note());
    expandable.ifPresent(fields::under);
  }

  /** What all have in common is shown; where they differ, nothing is. */
  private void fill(List<Before> before, String various) {
    Set<ShareLevels> levels = values(before, Before::level);
    boolean oneNumber = values(before, its -> its.allocation().shares()).size() == 1;
    boolean oneLevel =
        levels.size() == 1 && (oneNumber || levels.iterator().next() != ShareLevels.CUSTOM);
    if (oneLevel) {
      level.setValue(levels.iterator().next());
    }
    if (!oneLevel || !oneNumber) {
      shares.various(various);
    }
    if (values(before, its -> its.allocation().reservation()).size() > 1) {
      reservation.various(various);
    }
    show(unlimited, values(before, its -> !its.allocation().isLimited()));
    if (values(before, its -> its.allocation().limit()).size() > 1) {
      limit.various(various);
    }
    expandable.ifPresent(box -> show(box, values(before, its -> its.allocation().expandable())));
  }

  private static <T> Set<T> values(List<Before> before, Function<Before, T> of) {
    return before.stream().map(of).collect(Collectors.toSet());
  }

  private static CheckBox box(String id, String key, Texts texts) {
    CheckBox box = new CheckBox(texts.get(key));
    box.setId(id);
    box.setMinWidth(Region.USE_PREF_SIZE);
    return box;
  }

  private static void show(CheckBox box, Set<Boolean> values) {
    box.setIndeterminate(values.size() > 1);
    box.setAllowIndeterminate(values.size() > 1);
    box.setSelected(values.equals(Set.of(true)));
  }

  private static void listen(CheckBox box, Runnable changed) {
    box.selectedProperty().addListener((_, _, _) -> changed.run());
    box.indeterminateProperty().addListener((_, _, _) -> changed.run());
  }

  private static NumberField number(
      String what, int least, int value, int step, Texts texts, Runnable changed) {
    return new NumberField("form-" + what, least, 999_999_999, value, step, texts, changed);
  }

  private static HBox line(Control... controls) {
    HBox line = new HBox(controls);
    line.getStyleClass().add("form-line");
    for (Control control : controls) {
      if (control instanceof NumberField) {
        control.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(control, Priority.ALWAYS);
      }
    }
    return line;
  }

  /**
   * What is asked for of one object; empty where a number is missing or the limit is below the
   * reservation.
   *
   * @param own what it has now, kept where nothing was chosen for all
   * @param preset the number of shares a level stands for with it
   */
  Optional<Allocation> allocation(Allocation own, ToIntFunction<ShareLevels> preset) {
    ShareLevels chosen = level.getValue();
    int wanted =
        chosen == null || chosen == ShareLevels.CUSTOM && shares.isLeftOut()
            ? own.shares()
            : chosen == ShareLevels.CUSTOM ? shares.orElse(0) : preset.applyAsInt(chosen);
    int reserved = reservation.isLeftOut() ? own.reservation() : reservation.orElse(-1);
    int most =
        unlimited.isIndeterminate() || !unlimited.isSelected() && limit.isLeftOut()
            ? own.limit()
            : unlimited.isSelected() ? Allocation.UNLIMITED : limit.orElse(-1);
    boolean expands =
        expandable
            .filter(box -> !box.isIndeterminate())
            .map(CheckBox::isSelected)
            .orElse(own.expandable());
    return wanted < 1 || reserved < 0 || most < reserved
        ? Optional.empty()
        : Optional.of(new Allocation(wanted, reserved, most, expands));
  }
}
