package io.coppice.ui.kit.forms;

import java.util.OptionalLong;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.util.StringConverter;

/** A whole number, typed or stepped; what is typed counts at once. FX thread. */
public final class NumberField extends Spinner<Integer> {
  /**
   * A field.
   *
   * @param changed after every change of what is typed
   */
  public NumberField(String id, int least, int most, int value, int step, Runnable changed) {
    setId(id);
    setEditable(true);
    var values = new SpinnerValueFactory.IntegerSpinnerValueFactory(least, most, value, step);
    values.setConverter(new Lenient(this));
    setValueFactory(values);
    getEditor().textProperty().addListener((_, _, _) -> changed.run());
  }

  /** What is typed; empty if it is no whole number that is not negative. */
  public OptionalLong number() {
    String text = getEditor().getText().strip();
    return text.matches("\\d{1,9}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  /** What is typed, as a size of something. */
  public int orElse(int other) {
    return (int) number().orElse(other);
  }

  /** Keeps the last number where what is typed is none. */
  private static final class Lenient extends StringConverter<Integer> {
    private final NumberField field;

    Lenient(NumberField field) {
      this.field = field;
    }

    @Override
    public String toString(Integer number) {
      return number == null ? "" : number.toString();
    }

    @Override
    public Integer fromString(String text) {
      return field.number().isPresent() ? (int) field.number().getAsLong() : field.getValue();
    }
  }
}
