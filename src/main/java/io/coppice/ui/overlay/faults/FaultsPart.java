package io.coppice.ui.overlay.faults;

import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.ui.overlay.source.FaultSearch.Found;
import io.coppice.ui.overlay.source.NetworkSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The faults of a network, worst first, each as soon as it is found; of the selected one the
 * commands that mend it, what a second diagnosis says of the network after them, and the lines that
 * prove it. FX thread; diagnoses run off it, and only while the part can be seen.
 */
public final class FaultsPart implements PagePart {
  private static final int CHARACTERS_A_LINE = 60;
  private static final int MOST_LINES = 5;

  private final UiContext context;
  private final Consumer<String> show;
  private final ListView<Fault> list = new ListView<>();
  private final Label none = new Label();
  private final VBox words = new VBox();
  private final SearchLine line;
  private final SplitPane root;
  private final VisibleSubscription binding;
  private final Runnable deaf;
  private Optional<Found> known = Optional.empty();
  private boolean looked;

  /** Whether what is selected is somebody's choice, or what all that was found left first. */
  private boolean reading;

  private int asked;

  /**
   * Builds the part.
   *
   * @param show brings a node into sight in the picture
   */
  public FaultsPart(UiContext context, NetworkSource source, Consumer<String> show) {
    this.context = context;
    this.show = show;
    list.setId("faults");
    list.setAccessibleText(text("network.tab.faults"));
    list.setCellFactory(_ -> new FaultCell());
    none.setId("faults-none");
    none.setWrapText(true);
    none.getStyleClass().add("quiet");
    none.setText(text("network.faults.looking"));
    list.setPlaceholder(none);
    list.getSelectionModel().selectedItemProperty().addListener((_, _, fault) -> chosen(fault));
    words.getStyleClass().add("network-hop");
    words.setId("fault-detail");
    ScrollPane scroll = new ScrollPane(words);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("edge-to-edge");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    line = new SearchLine(context.texts(), source.search());
    VBox.setVgrow(list, Priority.ALWAYS);
    root = new SplitPane(new VBox(line.node(), list), scroll);
    root.setDividerPositions(0.42);
    root.setId("network-faults");
    root.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> reading = true);
    root.addEventFilter(KeyEvent.KEY_PRESSED, _ -> reading = true);
    root.addEventFilter(ActionEvent.ACTION, _ -> reading = true);
    binding =
        new VisibleSubscription(
            context.gate(), root, source::found, (Consumer<Optional<Found>>) this::show);
    deaf = source.search().listen(_ -> binding.refresh());
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  /**
   * The selected fault stays selected where it is still one, and what is tried of it goes on. While
   * they are first looked for, and until somebody chose one, it is the worst that was found.
   */
  void show(Optional<Found> now) {
    line.show(now);
    if (looked && now.equals(known)) {
      return;
    }
    looked = true;
    known = now;
    none.setText(text(emptyWords(now)));
    Fault selected = list.getSelectionModel().getSelectedItem();
    List<Fault> faults = now.map(Found::faults).orElse(List.of());
    ListPatch.apply(list.getItems(), faults);
    boolean stays = selected != null && list.getItems().contains(selected);
    if (!stays || !reading) {
      list.getSelectionModel().selectFirst();
    } else if (!selected.equals(list.getSelectionModel().getSelectedItem())) {
      list.getSelectionModel().select(selected);
    }
    reading |= now.isPresent() && now.get().progress().isWhole();
  }

  private static String emptyWords(Optional<Found> now) {
    if (now.isEmpty()) {
      return "network.faults.no-state";
    }
    if (now.get().progress().isWhole()) {
      return "network.faults.none";
    }
    return now.get().progress().cancelled() ? "network.faults.none-yet" : "network.faults.looking";
  }

  private void chosen(Fault fault) {
    asked++;
    words.getChildren().clear();
    if (fault == null) {
      return;
    }
    say("section-title", context.texts().what(fault.words()));
    String cure = context.texts().cure(fault.words());
    if (!cure.isEmpty()) {
      say("", cure);
    }
    String where = fault.where().stream().map(Link.End::toString).collect(Collectors.joining(", "));
    say(
        "quiet",
        fault
            .segment()
            .map(segment -> text("network.faults.where", where, segment))
            .orElseGet(() -> text("network.faults.where.only", where)));
    FlowPane buttons = new FlowPane();
    buttons.getStyleClass().add("start-buttons");
    fault.where().stream()
        .map(Link.End::node)
        .distinct()
        .limit(4)
        .forEach(node -> buttons.getChildren().add(showButton(node)));
    words.getChildren().add(buttons);
    cures(fault);
    proofs(fault);
  }

  private Button showButton(String node) {
    Button button = new Button(text("network.faults.show", node), Icons.NETWORK.node());
    button.setId("fault-show-" + node);
    button.setOnAction(_ -> show.accept(node));
    return button;
  }

  private void proofs(Fault fault) {
    List<Proof> lines = fault.proofs().stream().filter(proof -> !proof.equals(Proof.NONE)).toList();
    if (!lines.isEmpty()) {
      say("card-title", text("network.faults.proofs"));
    }
    for (Proof proof : lines) {
      say("quiet", proof.place());
      copyable(proof.text());
    }
  }

  private void cures(Fault fault) {
    if (fault.cure().isEmpty()) {
      return;
    }
    say("card-title", text("network.faults.cure"));
    for (Change change : fault.cure()) {
      say("quiet", text("network.trace.cure", change.node()));
      copyable(change.command());
    }
    Label outcome = new Label();
    outcome.setId("fault-preview-said");
    outcome.setWrapText(true);
    Button preview = new Button(text("network.faults.preview"));
    preview.setId("fault-preview");
    preview.setOnAction(_ -> preview(fault, outcome));
    words.getChildren().addAll(preview, outcome);
  }

  /** Diagnoses the network as it would be. */
  private void preview(Fault fault, Label outcome) {
    int number = ++asked;
    NetworkState state = known.orElseThrow().state();
    outcome.setText(text("network.faults.previewing"));
    context
        .gate()
        .async(
            () -> Diagnosis.of(fault.cured(state)),
            left -> {
              if (number == asked && !isOf(state)) {
                outcome.setText(""); // of a network that is another now
              } else if (number == asked) {
                boolean gone =
                    left.stream()
                        .noneMatch(
                            other ->
                                other.kind() == fault.kind()
                                    && other.where().equals(fault.where()));
                outcome.setText(
                    text(
                        gone ? "network.faults.gone" : "network.faults.stays",
                        left.size(),
                        list.getItems().size()));
              }
            },
            failure -> context.dialogs().failed(text("network.faults.preview"), failure));
  }

  private boolean isOf(NetworkState state) {
    return known.filter(it -> it.state() == state).isPresent();
  }

  private void say(String style, String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    if (!style.isEmpty()) {
      label.getStyleClass().add(style);
    }
    words.getChildren().add(label);
  }

  /** In as many lines as it needs, up to a few: what proves a fault is to be read, not guessed. */
  private void copyable(String text) {
    TextArea area = new TextArea(text);
    area.setEditable(false);
    area.setWrapText(true);
    area.setPrefRowCount(Math.clamp(1 + text.length() / CHARACTERS_A_LINE, 1, MOST_LINES));
    area.setMinHeight(Region.USE_PREF_SIZE);
    area.getStyleClass().add("mono");
    area.setAccessibleText(text);
    words.getChildren().add(area);
  }

  private final class FaultCell extends ListCell<Fault> {
    @Override
    protected void updateItem(Fault fault, boolean empty) {
      super.updateItem(fault, empty);
      if (empty || fault == null) {
        setText(null);
        setGraphic(null);
        return;
      }
      setText(context.texts().what(fault.words()));
      setWrapText(true);
      setPrefWidth(0);
      setGraphic(Icons.of(fault.severity()).node(Icons.tone(fault.severity())));
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    list.requestFocus();
  }

  @Override
  public void close() {
    deaf.run();
    binding.close();
    asked++;
  }
}
