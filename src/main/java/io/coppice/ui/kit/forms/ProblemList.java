package io.coppice.ui.kit.forms;

import io.coppice.model.Problem;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What stands in the way of a form, with cures; the first few of many. FX thread. */
final class ProblemList extends VBox {
  private static final int SHOWN = 3;

  private final UiContext context;
  private Object shown;

  ProblemList(UiContext context) {
    this.context = context;
    setId("form-problems");
    getStyleClass().add("form-problems");
  }

  void hint(String text) {
    if (!text.equals(shown)) {
      shown = text;
      Label hint = label(text);
      hint.getStyleClass().add("quiet");
      getChildren().setAll(text.isEmpty() ? List.of() : List.of(hint));
    }
  }

  void show(FormVerdict verdict) {
    if (verdict.equals(shown)) {
      return;
    }
    shown = verdict;
    getChildren().clear();
    if (verdict.refused() > 0 && verdict.asked() > 1) {
      String key = verdict.goes() ? "form.some-refused" : "form.all-refused";
      getChildren().add(label(context.texts().get(key, verdict.refused(), verdict.asked())));
    }
    verdict.problems().stream().limit(SHOWN).map(this::row).forEach(getChildren()::add);
    int more = verdict.problems().size() - SHOWN;
    if (more > 0) {
      Label rest = label(context.texts().get("form.more-problems", more));
      rest.getStyleClass().add("quiet");
      getChildren().add(rest);
    }
  }

  private Node row(Problem problem) {
    VBox lines = new VBox(label(context.texts().what(problem)));
    String cure = context.texts().cure(problem);
    if (!cure.isEmpty()) {
      Label mend = label(cure);
      mend.getStyleClass().add("quiet");
      lines.getChildren().add(mend);
    }
    HBox.setHgrow(lines, Priority.ALWAYS);
    HBox row = new HBox(Icons.of(problem.severity()).node(Icons.tone(problem.severity())), lines);
    row.getStyleClass().add("form-problem");
    row.setAlignment(Pos.TOP_LEFT);
    return row;
  }

  private static Label label(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }
}
