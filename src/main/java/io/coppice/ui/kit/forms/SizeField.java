package io.coppice.ui.kit.forms;

import io.coppice.model.Bytes;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.forms.SizeText.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.StringConverter;

/**
 * An amount of memory or space: a number, with digits after its mark where the amount has them, and
 * its unit. FX thread.
 */
public final class SizeField extends HBox {
  private final Spinner<BigDecimal> number = new Spinner<>();
  private final FieldCheck check;
  private final ComboBox<Unit> unit = new ComboBox<>();

  /**
   * A field.
   *
   * @param name its accessible name
   */
  public SizeField(String id, String name, Bytes value, Texts texts, Runnable changed) {
    SizeText first = SizeText.of(value, texts.locale());
    number.setId(id);
    number.setEditable(true);
    number.setValueFactory(new Steps(first.digits(), texts.locale()));
    number.setAccessibleText(name);
    number.getEditor().setAccessibleText(name);
    number.setMaxWidth(Double.MAX_VALUE);
    String wrong = texts.get("form.size-number");
    check =
        new FieldCheck(
            number.getEditor(),
            number,
            text -> SizeText.number(text).isPresent() ? Optional.empty() : Optional.of(wrong));
    number.getEditor().textProperty().addListener((_, _, _) -> changed.run());
    unit.setId(id + "-unit");
    unit.getItems().setAll(List.of(Unit.values()));
    unit.setValue(first.unit());
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
    return check.note();
  }

  /** What is typed, to the byte; empty if it is no amount. */
  public Optional<Bytes> bytes() {
    return new SizeText(number.getEditor().getText(), unit.getValue()).bytes();
  }

  /** Steps by whole units; keeps the last number where what is typed is none. */
  private static final class Steps extends SpinnerValueFactory<BigDecimal> {
    Steps(String first, Locale locale) {
      setConverter(
          new StringConverter<>() {
            @Override
            public String toString(BigDecimal value) {
              return value == null ? "" : SizeText.shown(value, locale);
            }

            @Override
            public BigDecimal fromString(String text) {
              return SizeText.number(text).orElseGet(Steps.this::getValue);
            }
          });
      setValue(SizeText.number(first).orElse(BigDecimal.ZERO));
    }

    @Override
    public void decrement(int steps) {
      setValue(getValue().subtract(BigDecimal.valueOf(steps)).max(BigDecimal.ZERO));
    }

    @Override
    public void increment(int steps) {
      BigDecimal more = getValue().add(BigDecimal.valueOf(steps));
      setValue(SizeText.number(SizeText.shown(more, Locale.ROOT)).orElse(getValue()));
    }
  }
}
