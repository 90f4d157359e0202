package io.coppice.ui.console;

import io.coppice.display.terminal.Terminal;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** The cells that somebody drew over with the pointer; a double click takes a word. FX thread. */
final class TerminalSelection {
  private final TerminalView view;
  private boolean any;
  private int fromRow;
  private int fromColumn;
  private int toRow;
  private int toColumn;

  TerminalSelection(TerminalView view) {
    this.view = view;
    view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
  }

  private void pressed(MouseEvent event) {
    view.requestFocus();
    event.consume(); // else the tabs around it take the keyboard
    if (event.getButton() != MouseButton.PRIMARY || view.terminal() == null) {
      return;
    }
    any = false;
    fromRow = view.rowAt(event.getY());
    fromColumn = view.columnAt(event.getX());
    if (event.getClickCount() == 2) {
      word();
    }
    view.draw();
  }

  private void word() {
    int from = fromColumn;
    int to = fromColumn;
    while (from > 0 && isWord(from - 1)) {
      from--;
    }
    while (to < view.columns() - 1 && isWord(to + 1)) {
      to++;
    }
    any = isWord(fromColumn);
    toRow = fromRow;
    fromColumn = from;
    toColumn = to;
  }

  private boolean isWord(int column) {
    String text = view.terminal().text(fromRow, column, fromRow, column);
    return !text.isBlank() && "()[]{}<>\"'`,;|&".indexOf(text.charAt(0)) < 0;
  }

  private void dragged(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY) {
      toRow = view.rowAt(event.getY());
      toColumn = view.columnAt(event.getX());
      any = true;
      view.draw();
    }
  }

  void clear() {
    any = false;
  }

  boolean isEmpty() {
    return !any;
  }

  /** Everything that is kept, also what went off the screen. */
  void selectAll() {
    Terminal terminal = view.terminal();
    if (terminal != null) {
      fromRow = -terminal.historyRows();
      fromColumn = 0;
      toRow = terminal.rows() - 1;
      toColumn = terminal.columns() - 1;
      any = true;
      view.draw();
    }
  }

  private boolean isForwards() {
    return fromRow < toRow || fromRow == toRow && fromColumn <= toColumn;
  }

  boolean has(int row, int column) {
    if (!any) {
      return false;
    }
    int firstRow = isForwards() ? fromRow : toRow;
    int firstColumn = isForwards() ? fromColumn : toColumn;
    int lastRow = isForwards() ? toRow : fromRow;
    int lastColumn = isForwards() ? toColumn : fromColumn;
    return (row > firstRow || row == firstRow && column >= firstColumn)
        && (row < lastRow || row == lastRow && column <= lastColumn);
  }

  /** The text that is selected; empty if none is. */
  String text() {
    if (!any || view.terminal() == null) {
      return "";
    }
    return isForwards()
        ? view.terminal().text(fromRow, fromColumn, toRow, toColumn)
        : view.terminal().text(toRow, toColumn, fromRow, fromColumn);
  }
}
