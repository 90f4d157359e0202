package io.coppice.ui.inventory.table;

import atlantafx.base.theme.Styles;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.util.StringConverter;
import org.controlsfx.control.CheckComboBox;

/**
 * The filter in the heading of one column: typed, or for columns of few words chosen. FX thread.
 */
sealed interface HeadFilter {
  Node node();

  Optional<ColumnFilter> wanted();

  void clear();

  /** Offers the words there are. */
  void offer(List<String> words);

  /** The filter a column has. */
  static HeadFilter of(Column column, Texts texts, Runnable changed) {
    String heading = texts.get("table.column." + column.id());
    boolean isFew = column.content() instanceof Column.Words words && words.few().isPresent();
    HeadFilter made =
        isFew ? new Chosen(heading, texts, changed) : new Typed(column, heading, texts, changed);
    made.node().setId("filter-" + column.id());
    return made;
  }

  /** Typed words or amounts. */
  final class Typed implements HeadFilter {
    private final TextField field = new TextField();

    Typed(Column column, String heading, Texts texts, Runnable changed) {
      field.setPromptText(column.isAmount() ? "> 0" : "");
      field.setAccessibleText(texts.get("table.filter", heading));
      field.setTooltip(
          new Tooltip(texts.get(column.isAmount() ? "table.filter.amount" : "table.filter.words")));
      field.getStyleClass().addAll(Styles.SMALL, "filter-field");
      field.textProperty().addListener((_, _, _) -> changed.run());
    }

    @Override
    public Node node() {
      return field;
    }

    @Override
    public Optional<ColumnFilter> wanted() {
      return field.getText().isBlank()
          ? Optional.empty()
          : Optional.of(new ColumnFilter.Typed(field.getText()));
    }

    @Override
    public void clear() {
      field.clear();
    }

    @Override
    public void offer(List<String> words) {
      // Anything can be typed.
    }
  }

  /** Words ticked in a list. */
  final class Chosen implements HeadFilter {
    private final CheckComboBox<String> box = new CheckComboBox<>();
    private final Texts texts;
    private final Runnable changed;
    private boolean offering;

    Chosen(String heading, Texts texts, Runnable changed) {
      this.texts = texts;
      this.changed = changed;
      String name = texts.get("table.filter", heading);
      box.setAccessibleText(name);
      box.setTooltip(new Tooltip(texts.get("table.filter.few")));
      box.setMaxWidth(Double.MAX_VALUE);
      box.setMinWidth(0);
      box.setConverter(new Shown(texts));
      box.setTitle(texts.get("table.filter.all"));
      box.getCheckModel().getCheckedItems().addListener((ListChangeListener<String>) _ -> ticked());
      // A heading sorts when it is clicked.
      box.addEventHandler(MouseEvent.ANY, MouseEvent::consume);
    }

    private void ticked() {
      if (!offering) {
        box.setTitle(checked().isEmpty() ? texts.get("table.filter.all") : null);
        changed.run();
      }
    }

    private Set<String> checked() {
      Set<String> checked = new TreeSet<>();
      for (String word : box.getCheckModel().getCheckedItems()) {
        if (word != null) {
          checked.add(word);
        }
      }
      return checked;
    }

    @Override
    public Control node() {
      return box;
    }

    @Override
    public Optional<ColumnFilter> wanted() {
      Set<String> checked = checked();
      return checked.isEmpty() ? Optional.empty() : Optional.of(new ColumnFilter.AnyOf(checked));
    }

    @Override
    public void clear() {
      box.getCheckModel().clearChecks();
    }

    /** What is ticked stays on offer although nothing is called so now. */
    @Override
    public void offer(List<String> words) {
      Set<String> checked = checked();
      List<String> offered = new ArrayList<>(words);
      checked.stream().filter(word -> !words.contains(word)).forEach(offered::add);
      if (offered.equals(box.getItems())) {
        return;
      }
      offering = true;
      try {
        box.getCheckModel().clearChecks();
        box.getItems().setAll(offered);
        checked.forEach(box.getCheckModel()::check);
      } finally {
        offering = false;
      }
    }

    private static final class Shown extends StringConverter<String> {
      private final Texts texts;

      Shown(Texts texts) {
        this.texts = texts;
      }

      @Override
      public String toString(String word) {
        return word == null || word.isEmpty() ? texts.get("table.filter.none") : word;
      }

      @Override
      public String fromString(String text) {
        return text;
      }
    }
  }
}
