package io.coppice.ui.kit.forms;

import io.coppice.ui.kit.Texts;
import java.text.NumberFormat;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.scene.Node;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.util.StringConverter;

/**
 * A whole number, typed or stepped; what is typed counts at once. What is no number of the range is
 * said below it. FX thread.
 */
public final class NumberField extends Spinner<Integer> {
  private final FieldCheck check;
  private boolean mayBeEmpty;

  /**
   * A field.
   *
   * @param changed after every change of what is typed
   */
  public NumberField(
      String id, int least, int most, int value, int step, Texts texts, Runnable changed) {
    setId(id);
    setEditable(true);
    var values = new SpinnerValueFactory.IntegerSpinnerValueFactory(least, most, value, step);
    values.setConverter(new Lenient(this));
    setValueFactory(values);
    NumberFormat format = NumberFormat.getIntegerInstance(texts.locale());
    String range = texts.get("form.number-range", format.format(least), format.format(most));
    check =
        new FieldCheck(
            getEditor(),
            this,
            text ->
                isLeftOut(text) || number().stream().anyMatch(n -> n >= least && n <= most)
                    ? Optional.empty()
                    : Optional.of(range));
    getEditor().accessibleTextProperty().bind(accessibleTextProperty());
    getEditor().textProperty().addListener((_, _, _) -> changed.run());
  }

  /**
   * Begins with nothing, which is then no fault: several values stand behind it, and each is kept.
   *
   * @param prompt says so
   */
  public void various(String prompt) {
    mayBeEmpty = true;
    getEditor().setPromptText(prompt);
    getEditor().clear();
  }

  /** Whether nothing is typed, so that each keeps its value. */
  public boolean isLeftOut() {
    return isLeftOut(getEditor().getText());
  }

  private boolean isLeftOut(String text) {
    return mayBeEmpty && text.isBlank();
  }

  /** What is wrong with what is typed, to stand below the field. */
  public Node note() {
    return check.note();
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
