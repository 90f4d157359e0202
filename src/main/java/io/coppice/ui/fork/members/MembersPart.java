package io.coppice.ui.fork.members;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.ui.fork.members.MembersState.Choices;
import io.coppice.ui.fork.shared.marks.MemberMark;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.search.ObjectQuery;
import io.coppice.ui.kit.table.HeadingWidths;
import io.coppice.ui.kit.table.KeptSelection;
import io.coppice.ui.kit.table.TableInput;
import io.coppice.ui.kit.table.TextWidths;
import java.util.HashMap;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;
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
  private final TextWidths widths;
  private final Label said = new Label();
  private final VBox root;
  private final FrameGate.Binding binding;
  private final ReadOnlyObjectWrapper<MembersState> state = new ReadOnlyObjectWrapper<>();
  private final Map<MachineId, Integer> places = new HashMap<>();
  private final KeptSelection<MachineId> selection;
  private volatile Choices choices =
      new Choices(ObjectQuery.ALL, MemberColumn.NAME, false, 0, WRITTEN);

  /** Builds the tab. */
  public MembersPart(ForkGroupId id, UiContext context) {
    this.context = context;
    search.setPromptText(context.texts().get("forks.members.search"));
    search.setAccessibleText(context.texts().get("forks.members.search"));
    search.setTooltip(new Tooltip(context.texts().get("search.help")));
    search.setLeft(Icons.SEARCH.node("quiet"));
    search.setPrefColumnCount(26);
    search.textProperty().addListener((_, _, _) -> chosen());
    said.getStyleClass().add("quiet");
    HBox bar = new HBox(search, said);
    bar.getStyleClass().add("tool-line");
    selection = new KeptSelection<>(table, context, this::facts);
    TableInput<MachineId> input = new TableInput<>(table, search, selection, context, this::open);
    widths = new TextWidths(table, said);
    build(input);
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

  private void build(TableInput<MachineId> input) {
    HeadingWidths.keep(table);
    table.setId("members");
    table.setAccessibleText(context.texts().get("forks.tab.members"));
    table.getStyleClass().addAll(Styles.DENSE, Tweaks.EDGE_TO_EDGE);
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
    table.setRowFactory(_ -> input.row(new TableRow<>()));
  }

  private TableColumn<MachineId, MachineId> column(MemberColumn column) {
    TableColumn<MachineId, MachineId> made = new TableColumn<>(context.texts().get(column.key()));
    made.setId("column-" + column.name());
    made.setUserData(column);
    made.setPrefWidth(widths.of(column.width()));
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
    choices =
        new Choices(ObjectQuery.parse(search.getText()), sort, falling, firstWritten(), WRITTEN);
    binding.refresh();
  }

  private int firstWritten() {
    return table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
            && flow.getFirstVisibleCell() != null
        ? Math.max(0, flow.getFirstVisibleCell().getIndex() - MARGIN)
        : 0;
  }

  private void show(MembersState next) {
    boolean moved = state.get() == null || !next.ids().equals(state.get().ids());
    if (moved) {
      places.clear();
      for (int row = 0; row < next.ids().size(); row++) {
        places.put(next.ids().get(row), row);
      }
    }
    state.set(next);
    selection.keep(
        () -> moved && table.getItems().setAll(next.ids()),
        () -> id -> places.getOrDefault(id, -1));
    Choices now = choices;
    choices = new Choices(now.query(), now.sort(), now.falling(), firstWritten(), now.count());
    facts();
  }

  private void facts() {
    MembersState now = state.get();
    if (now != null) {
      said.setText(
          context
              .texts()
              .get("forks.members.said", now.ids().size(), now.total(), selection.size()));
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
