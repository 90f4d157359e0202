package io.coppice.ui.kit.forms;

import io.coppice.model.Bytes;
import io.coppice.ui.kit.Texts;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** An amount of memory or space: a whole number and its unit. FX thread. */
public final class SizeField extends HBox {
  private final NumberField number;
  private final Bytes before;
  private final long shown;
  private final ComboBox<Unit> unit = new ComboBox<>();

  private enum Unit {
    MIB("MiB", Bytes.MIB),
    GIB("GiB", Bytes.GIB),
    TIB("TiB", Bytes.TIB);

    private final String symbol;
    private final long bytes;

    Unit(String symbol, long bytes) {
      this.symbol = symbol;
      this.bytes = bytes;
    }

    @Override
    public String toString() {
      return symbol;
    }

    /** The largest unit the amount is a whole number of. */
    static Unit of(Bytes amount) {
      return amount.value() >= TIB.bytes && amount.value() % TIB.bytes == 0
          ? TIB
          : amount.value() >= GIB.bytes && amount.value() % GIB.bytes == 0 ? GIB : MIB;
    }
  }

  /**
   * A field.
   *
   * @param name its accessible name
   */
  public SizeField(String id, String name, Bytes value, Texts texts, Runnable changed) {
    Unit first = Unit.of(value);
    before = value;
    shown = value.value() / first.bytes;
    number =
        new NumberField(id, 0, 999_999_999, (int) Math.min(999_999_999, shown), 1, texts, changed);
    number.setAccessibleText(name);
    number.setMaxWidth(Double.MAX_VALUE);
    unit.setId(id + "-unit");
    unit.getItems().setAll(List.of(Unit.values()));
    unit.setValue(first);
    unit.setAccessibleText(name);
    unit.setMinWidth(USE_PREF_SIZE);
    unit.valueProperty().addListener((_, _, _) -> changed.run());
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("form-size");
    HBox.setHgrow(number, Priority.ALWAYS);
    getChildren().setAll(number, unit);
  }

  /** What is wrong with what is typed, to stand below the field. */
  public Node note() {
    return number.note();
  }

  /**
   * What is typed; empty if it is no amount. An amount that is no whole number of any unit shows
   * rounded down, and stays as it is until something else is typed.
   */
  public Optional<Bytes> bytes() {
    var typed = number.number();
    if (typed.isPresent() && typed.getAsLong() == shown && unit.getValue() == Unit.of(before)) {
      return Optional.of(before);
    }
    return typed.isPresent() && typed.getAsLong() <= Long.MAX_VALUE / unit.getValue().bytes
        ? Optional.of(new Bytes(typed.getAsLong() * unit.getValue().bytes))
        : Optional.empty();
  }
}
