package io.coppice.ui.inventory.page.summary;

import atlantafx.base.theme.Styles;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Entity;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What is wrong with an object, worst first, each with what mends it. */
final class ProblemStrip {
  private static final int MOST = 6;

  private final UiContext context;
  private final EntityId about;
  private final VBox box = new VBox();
  private List<Problem> shown = List.of();

  ProblemStrip(UiContext context, EntityId about) {
    this.context = context;
    this.about = about;
    box.getStyleClass().add("problem-strip");
    box.managedProperty().bind(box.visibleProperty());
    box.setVisible(false);
  }

  Node node() {
    return box;
  }

  void show(List<Problem> problems) {
    if (problems.equals(shown)) {
      return;
    }
    shown = problems;
    List<Node> lines = new ArrayList<>();
    problems.stream().limit(MOST).forEach(problem -> lines.add(line(problem)));
    if (problems.size() > MOST) {
      Label more = new Label(context.texts().get("page.problems.more", problems.size() - MOST));
      more.getStyleClass().add("quiet");
      lines.add(more);
    }
    box.getChildren().setAll(lines);
    box.setVisible(!problems.isEmpty());
  }

  private Node line(Problem problem) {
    Label what = new Label(context.texts().what(problem));
    what.setWrapText(true);
    what.setMinHeight(Region.USE_PREF_SIZE);
    what.getStyleClass().add("problem-what");
    VBox words = new VBox(what);
    String cure = context.texts().cure(problem);
    if (!cure.isEmpty()) {
      Label label = new Label(cure);
      label.setWrapText(true);
      label.setMinHeight(Region.USE_PREF_SIZE);
      label.getStyleClass().add("problem-cure");
      words.getChildren().add(label);
    }
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox line = new HBox(Icons.of(problem.severity()).node(Icons.tone(problem.severity())), words);
    problem.about().stream()
        .limit(1)
        .filter(id -> !id.equals(about))
        .forEach(id -> line.getChildren().add(link(id)));
    line.getStyleClass()
        .addAll("problem", "problem-" + problem.severity().name().toLowerCase(Locale.ROOT));
    return line;
  }

  private Button link(EntityId id) {
    String name =
        context.session().snapshot().inventory().find(id).map(Entity::name).orElse(id.token());
    Button link = new Button(name);
    link.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "link");
    link.setMinWidth(Region.USE_PREF_SIZE);
    link.setOnAction(_ -> context.navigation().open(new Place.Page(id)));
    return link;
  }
}
