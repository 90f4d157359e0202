package io.coppice.ui.kit.forms;

import io.coppice.model.Problem;
import io.coppice.ui.kit.Texts;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.TextField;

/**
 * A name. It is outlined while the site refuses it, or nothing is typed; why stands below the
 * form's fields. FX thread.
 */
public final class NameField extends TextField {
  private final FieldCheck check;
  private final Texts texts;

  NameField(String initial, Texts texts, Runnable changed) {
    super(initial);
    this.texts = texts;
    setId("form-name");
    check = new FieldCheck(this, this, _ -> Optional.empty());
    textProperty().addListener((_, _, _) -> changed.run());
  }

  /** What is typed, without spaces around it. */
  public String name() {
    return getText().strip();
  }

  /** The newest answer of the site. */
  void show(List<Problem> problems) {
    check.say(
        getText().isBlank()
            ? Optional.of(texts.get("form.needs-name"))
            : problems.stream()
                .filter(Problem::isError)
                .filter(problem -> isAboutNames(problem.code()))
                .findFirst()
                .map(texts::what));
  }

  private static boolean isAboutNames(String code) {
    return code.startsWith("name.") || code.startsWith("fork.names-");
  }
}
