package io.coppice.ui.kit.forms;

import atlantafx.base.theme.Styles;
import io.coppice.ui.kit.Icons;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.controlsfx.validation.ValidationMessage;
import org.controlsfx.validation.ValidationResult;
import org.controlsfx.validation.ValidationSupport;
import org.controlsfx.validation.Validator;
import org.controlsfx.validation.decoration.ValidationDecoration;

/**
 * Says at a field what is wrong with what is typed there: an outline, a line below, and words for
 * those who hear the field. It waits until the field was touched. ControlsFX's own decorations are
 * not used, since they replace the root of the scene to float above it. FX thread.
 */
public final class FieldCheck {
  private final TextInputControl typed;
  private final Control outlined;
  private final ValidationSupport support = new ValidationSupport();
  private final Label note = new Label(null, Icons.ERROR.node("bad"));
  private Optional<String> said = Optional.empty();

  /**
   * Watches a field.
   *
   * @param outlined the field as one sees it, of which {@code typed} may be a part
   * @param wrong what is wrong with a text, for the line below
   */
  public FieldCheck(
      TextInputControl typed, Control outlined, Function<String, Optional<String>> wrong) {
    this.typed = typed;
    this.outlined = outlined;
    note.getStyleClass().addAll("field-note", Styles.TEXT_SMALL);
    note.setWrapText(true);
    note.setMinHeight(Region.USE_PREF_SIZE);
    note.managedProperty().bind(note.visibleProperty());
    note.setVisible(false);
    support.setValidationDecorator(new Marks());
    support.setErrorDecorationEnabled(false);
    Validator<String> validator =
        (control, text) -> {
          Optional<String> its = wrong.apply(text == null ? "" : text);
          note.setText(its.orElse(""));
          return its.or(() -> said)
              .map(what -> ValidationResult.fromError(control, what))
              .orElseGet(ValidationResult::new);
        };
    support.registerValidator(typed, false, validator);
    typed.textProperty().addListener((_, _, _) -> support.setErrorDecorationEnabled(true));
  }

  /** The line below the field; it takes no room while nothing is wrong. */
  public Label note() {
    return note;
  }

  /** What the site says of what is typed, which is told elsewhere: the field is outlined. */
  void say(Optional<String> what) {
    if (!what.equals(said)) {
      said = what;
      support.revalidate(typed);
    }
  }

  private final class Marks implements ValidationDecoration {
    private final Tooltip tooltip = new Tooltip();

    @Override
    public void applyValidationDecoration(ValidationMessage message) {
      outlined.pseudoClassStateChanged(Styles.STATE_DANGER, true);
      typed.setAccessibleHelp(message.getText());
      tooltip.setText(message.getText());
      outlined.setTooltip(tooltip);
      note.setVisible(!note.getText().isEmpty());
    }

    @Override
    public void removeDecorations(Control control) {
      outlined.pseudoClassStateChanged(Styles.STATE_DANGER, false);
      typed.setAccessibleHelp(null);
      outlined.setTooltip(null);
      note.setVisible(false);
    }

    @Override
    public void applyRequiredDecoration(Control control) {
      // No field stands out for being required: the form says what is missing.
    }
  }
}
