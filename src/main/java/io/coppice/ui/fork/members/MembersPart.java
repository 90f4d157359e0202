package io.coppice.ui.fork.members;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.ui.fork.marks.MemberMark;
import io.coppice.ui.fork.members.MembersState.Choices;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.search.Query;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Lists members. Rows are ids; cells read what they show from the newest state. FX thread. */
public final class MembersPart implements PagePart {
  /** Rows written in advance, about twice as many as are in sight. */
  private static final int WRITTEN = 100;

  private static final int MARGIN = 20;

  private final UiContext context;
  private final TableView<MachineId> table = new TableView<>();
  private final CustomTextField search = new CustomTextField();
  private final Label said = new Label();
  private final VBox root;
  private final FrameGate.Binding binding;
  private final ReadOnlyObjectWrapper<MembersState> state = new ReadOnlyObjectWrapper<>();
  private final Map<MachineId, Integer> places = new HashMap<>();
  private final Set<MachineId> selected = new LinkedHashSet<>();
  private volatile Choices choices = new Choices(Query.ALL, MemberColumn.NAME, false, 0, WRITTEN);
  private boolean patching;

  /** Builds the tab. */
  public MembersPart(ForkGroupId id, UiContext context) {
    this.context = context;
    search.setPromptText(context.texts().get("forks.members.search"));
    search.setAccessibleText(context.texts().get("forks.members.search"));
    search.setTooltip(new Tooltip(context.texts().get("search.help")));
    search.setLeft(Icons.SEARCH.node("quiet"));
    search.setPrefColumnCount(26);
    search.textProperty().addListener((_, _, _) -> chosen());
    search.addEventFilter(KeyEvent.KEY_PRESSED, this::searchKey);
    said.getStyleClass().add("quiet");
    HBox bar = new HBox(search, said);
    bar.getStyleClass().add("tool-line");
    build();
    root = new VBox(bar, table);
    VBox.setVgrow(table, Priority.ALWAYS);
    binding =
        context
            .gate()
            .bind(
                (Snapshot now) ->
                    MembersState.of(now, id, choices, context.texts(), context.format()),
                this::show);
  }

  private void build() {
    table.setId("members");
    table.setAccessibleText(context.texts().get("forks.tab.members"));
    table.getStyleClass().addAll(Styles.DENSE, Tweaks.EDGE_TO_EDGE);
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    for (MemberColumn column : MemberColumn.values()) {
      table.getColumns().add(column(column));
    }
    table.getSortOrder().add(table.getColumns().get(MemberColumn.NAME.ordinal()));
    table.setSortPolicy(
        _ -> {
          chosen();
          return true;
        });
    Label none = new Label(context.texts().get("forks.members.none"));
    none.getStyleClass().add("quiet");
    table.setPlaceholder(none);
    table
        .getSelectionModel()
        .getSelectedItems()
        .addListener((ListChangeListener<MachineId>) _ -> selectionChanged());
    table.focusedProperty().addListener((_, _, has) -> tell(has));
    table.setRowFactory(_ -> row());
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    table.setOnContextMenuRequested(this::menu);
  }

  private TableColumn<MachineId, MachineId> column(MemberColumn column) {
    TableColumn<MachineId, MachineId> made = new TableColumn<>(context.texts().get(column.key()));
    made.setId("column-" + column.name());
    made.setUserData(column);
    made.setPrefWidth(column.width() * 13);
    made.setCellValueFactory(
        cell -> new javafx.beans.property.ReadOnlyObjectWrapper<>(cell.getValue()));
    made.setCellFactory(_ -> new Cell(column));
    return made;
  }

  /** Listens to the state, so that only what is in sight is written again. */
  private final class Cell extends TableCell<MachineId, MachineId> {
    private final MemberColumn column;
    private Object marked;

    Cell(MemberColumn column) {
      this.column = column;
      if (column.number()) {
        getStyleClass().add("number");
      }
      state.addListener(new javafx.beans.value.WeakChangeListener<>(listener));
    }

    @SuppressWarnings("FieldCanBeLocal")
    private final javafx.beans.value.ChangeListener<MembersState> listener =
        (ObservableValue<? extends MembersState> _, MembersState _, MembersState _) -> write();

    @Override
    protected void updateItem(MachineId id, boolean empty) {
      super.updateItem(id, empty);
      write();
    }

    private void write() {
      Integer row = isEmpty() || getItem() == null ? null : places.get(getItem());
      if (row == null) {
        setText(null);
        setGraphic(null);
        marked = null;
        return;
      }
      setText(state.get().cell(row, column));
      if (column == MemberColumn.STATE && state.get().rows().get(row).state() != marked) {
        marked = state.get().rows().get(row).state();
        setGraphic(MemberMark.node(state.get().rows().get(row).state()));
      }
    }
  }

  private TableRow<MachineId> row() {
    TableRow<MachineId> row = new TableRow<>();
    row.addEventHandler(
        MouseEvent.MOUSE_CLICKED,
        event -> {
          if (row.isEmpty()) {
            return;
          }
          if (event.getButton() == MouseButton.MIDDLE) {
            context.navigation().openBehind(new Place.Page(row.getItem()));
          } else if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            open(row.getItem());
          }
        });
    return row;
  }

  private void open(MachineId id) {
    if (context.session().snapshot().inventory().find(id).isPresent()) {
      context.navigation().open(new Place.Page(id));
    } else {
      context.dialogs().toast(context.texts().get("forks.members.no-machine"));
    }
  }

  private void chosen() {
    if (binding == null) {
      return;
    }
    MemberColumn sort = MemberColumn.NAME;
    boolean falling = false;
    if (!table.getSortOrder().isEmpty()) {
      TableColumn<MachineId, ?> by = table.getSortOrder().getFirst();
      sort = (MemberColumn) by.getUserData();
      falling = by.getSortType() == TableColumn.SortType.DESCENDING;
    }
    choices = new Choices(Query.parse(search.getText()), sort, falling, firstWritten(), WRITTEN);
    binding.refresh();
  }

  private int firstWritten() {
    return table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
            && flow.getFirstVisibleCell() != null
        ? Math.max(0, flow.getFirstVisibleCell().getIndex() - MARGIN)
        : 0;
  }

  private void show(MembersState next) {
    patching = true;
    try {
      boolean moved = state.get() == null || !next.ids().equals(state.get().ids());
      if (moved) {
        places.clear();
        for (int row = 0; row < next.ids().size(); row++) {
          places.put(next.ids().get(row), row);
        }
      }
      state.set(next);
      if (moved) {
        MachineId focus = table.getFocusModel().getFocusedItem();
        table.getItems().setAll(next.ids());
        reselect(focus);
      }
    } finally {
      patching = false;
    }
    Choices now = choices;
    choices = new Choices(now.query(), now.sort(), now.falling(), firstWritten(), now.count());
    say();
  }

  /** What is no longer shown is no longer selected: nobody acts on what he does not see. */
  private void reselect(MachineId focus) {
    var model = table.getSelectionModel();
    selected.removeIf(id -> !places.containsKey(id));
    model.clearSelection();
    if (!selected.isEmpty()) {
      int[] at = selected.stream().mapToInt(places::get).toArray();
      model.selectIndices(at[0], at);
    }
    if (focus != null && places.containsKey(focus)) {
      table.getFocusModel().focus(places.get(focus));
    }
  }

  private void say() {
    MembersState now = state.get();
    said.setText(
        context.texts().get("forks.members.said", now.ids().size(), now.total(), selected.size()));
  }

  private void selectionChanged() {
    if (!patching) {
      selected.clear();
      for (MachineId id : table.getSelectionModel().getSelectedItems()) {
        if (id != null) {
          selected.add(id);
        }
      }
      tell(table.isFocused());
      if (state.get() != null) {
        say();
      }
    }
  }

  private void tell(boolean hasKeyboard) {
    if (hasKeyboard) {
      context.selection().set(List.copyOf(selected));
    }
  }

  private void key(KeyEvent event) {
    MachineId focus = table.getFocusModel().getFocusedItem();
    if (event.getCode() == KeyCode.ENTER && focus != null && !event.isShortcutDown()) {
      open(focus);
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
      search.clear();
      event.consume();
    }
  }

  private void searchKey(KeyEvent event) {
    if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
      table.requestFocus();
      if (table.getSelectionModel().isEmpty()) {
        table.getSelectionModel().selectFirst();
      }
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      search.clear();
      event.consume();
    }
  }

  private void menu(ContextMenuEvent event) {
    if (!selected.isEmpty()) {
      List<EntityId> on = List.copyOf(selected);
      context.selection().set(on);
      Point2D at =
          event.isKeyboardTrigger()
              ? table.localToScreen(40, 60)
              : new Point2D(event.getScreenX(), event.getScreenY());
      ActionMenus.popUp(table, at.getX(), at.getY(), on, context);
      event.consume();
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    table.requestFocus();
  }

  @Override
  public void close() {
    binding.close();
  }
}
