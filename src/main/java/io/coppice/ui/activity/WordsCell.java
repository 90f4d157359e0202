package io.coppice.ui.activity;

import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.KeptIcon;
import java.util.function.Function;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;

/**
 * A cell of words, perhaps with an icon in front. It makes no node for another row: a new job moves
 * every row there is, and new nodes for all of them take longer than a frame has.
 */
final class WordsCell<T> extends TableCell<T, T> {
  private final Function<T, Words> words;
  private KeptIcon icon;
  private Tooltip tooltip;

  /**
   * What a cell says.
   *
   * @param mark the icon in front, or null
   * @param more said in a tooltip; empty for none
   */
  record Words(String text, Mark mark, String more) {
    Words(String text) {
      this(text, null, "");
    }
  }

  /** An icon and the style class of its colour. */
  record Mark(Icons icon, String tone) {}

  WordsCell(Function<T, Words> words) {
    this.words = words;
  }

  @Override
  protected void updateItem(T item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setText(null);
      mark(null);
      setTooltip(null);
      return;
    }
    Words says = words.apply(item);
    setText(says.text());
    mark(says.mark());
    more(says.more());
  }

  private void mark(Mark mark) {
    if (mark != null && icon == null) {
      icon = new KeptIcon(mark.icon(), mark.tone());
      setGraphic(icon.node());
    }
    if (mark != null) {
      icon.show(mark.icon(), mark.tone());
    } else if (icon != null) {
      icon.hide();
    }
  }

  private void more(String text) {
    if (text.isEmpty()) {
      setTooltip(null);
      return;
    }
    if (tooltip == null) {
      tooltip = new Tooltip();
    }
    tooltip.setText(text);
    setTooltip(tooltip);
  }
}
