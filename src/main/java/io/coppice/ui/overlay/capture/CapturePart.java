package io.coppice.ui.overlay.capture;

import io.coppice.backend.Backend;
import io.coppice.backend.FrameCaptures;
import io.coppice.backend.Snapshot;
import io.coppice.ui.kit.DesktopFiles;
import io.coppice.ui.kit.HostReading;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.wire.packet.LinkType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Packets of a capture file, or of the site's network while it carries them: a list, filtered by
 * what stands outside and inside of tunnels apart, and the selected packet field by field. What is
 * listed can be saved as pcapng or opened in another tool. FX thread; files are read, filtered and
 * written off it, and so are frames dissected.
 */
public final class CapturePart implements PagePart {
  private final UiContext context;
  private final CaptureFiles files;
  private final PacketList packets;
  private final LiveBar bar;
  private final LiveCapture live;
  private final Button save = new Button();
  private final Button send = new Button();
  private final Button replay = new Button();
  private final Button compare = new Button();
  private final Button topology = new Button();
  private final ToggleButton survey = new ToggleButton();
  private final TextArea told = new TextArea();
  private final Label said = new Label();
  private final VBox root = new VBox();
  private final VisibleSubscription binding;
  private CaptureFile file;
  private Optional<CaptureChoices.Choice> place = Optional.empty();
  private Backend liveSite;
  private volatile PacketFilter filter = new PacketFilter("", "");
  private volatile Seen last = new Seen(Optional.empty(), null, filter, List.of(), 0);
  private Seen shown = last;
  private int asked;
  private BiConsumer<byte[], LinkType> onReplay = (_, _) -> {};

  /**
   * What of the network is seen.
   *
   * @param state null before anything was
   * @param number another one with every change
   */
  private record Seen(
      Optional<FrameCaptures> site,
      LiveCapture.State state,
      PacketFilter filter,
      List<PacketRow> listed,
      int number) {}

  /** Builds the part. */
  public CapturePart(UiContext context) {
    this(context, DesktopFiles.ofSystem());
  }

  CapturePart(UiContext context, DesktopFiles desktop) {
    this.context = context;
    files = new CaptureFiles(context, desktop);
    packets = new PacketList(context);
    live = new LiveCapture(context.texts());
    bar = new LiveBar(context, this::capture, new Hands());
    Button open = new Button();
    button(open, "open", Icons.OPEN, this::ask);
    button(
        save,
        "save",
        Icons.EXPORT,
        () -> files.askSave(root.getScene().getWindow(), packets.rows()));
    button(send, "send", Icons.LAUNCH, () -> files.send(packets.rows()));
    button(
        replay,
        "replay",
        Icons.NETWORK,
        () -> packets.selected().ifPresent(row -> onReplay.accept(row.bytes(), row.link())));
    packets.onSelect(row -> replay.setDisable(row.isEmpty()));
    packets.onFilter(this::filtered);
    packets.explain(text("none"));
    surveyed();
    List.of(save, send, replay).forEach(it -> it.setDisable(true));
    FlowPane actions = new FlowPane(open, save, send, replay, survey, compare, topology);
    FlowPane filters = new FlowPane();
    filters.getChildren().setAll(packets.filters());
    filters.getChildren().add(said);
    for (FlowPane line : List.of(actions, filters)) {
      line.getStyleClass().addAll("network-bar", "tool-line");
    }
    said.getStyleClass().add("quiet");
    said.setId("capture-said");
    Node list = packets.node(told);
    VBox.setVgrow(list, Priority.ALWAYS);
    root.getChildren().setAll(actions, bar.node(), filters, list);
    root.setId("network-capture");
    binding =
        new VisibleSubscription(context.gate(), root, this::compute, (Consumer<Seen>) this::show);
    bar.find(Optional.empty());
  }

  private final class Hands implements LiveBar.Hands {
    @Override
    public void stop() {
      live.stop();
      binding.refresh();
    }

    @Override
    public void clear() {
      live.clear();
      binding.refresh();
    }
  }

  private void button(ButtonBase button, String name, Icons icon, Runnable run) {
    worded(button, name, run);
    button.setGraphic(icon.node());
  }

  private void worded(ButtonBase button, String name, Runnable run) {
    button.setText(text(name));
    button.setId("capture-" + name);
    button.setOnAction(_ -> run.run());
  }

  /** What the whole capture tells, instead of its packets. */
  private void surveyed() {
    told.setId("capture-told");
    told.setEditable(false);
    told.setAccessibleText(text("survey"));
    told.getStyleClass().add("mono");
    told.visibleProperty().bind(survey.selectedProperty());
    packets.table().visibleProperty().bind(survey.selectedProperty().not());
    worded(survey, "survey", this::tell);
    worded(compare, "compare", this::askCompare);
    worded(topology, "topology", () -> new HostReading(context).read(file.path()));
    ofFile(false);
  }

  private void ofFile(boolean can) {
    for (ButtonBase button : List.of(survey, compare, topology)) {
      button.setDisable(!can);
      // they are of files only, and the room is little
      button.setVisible(can);
      button.setManaged(can);
    }
  }

  private void tell() {
    told.setText(file == null ? "" : SurveyWords.of(file.survey(), context.texts()));
  }

  private void askCompare() {
    Optional<Path> chosen = files.choose("compare", root.getScene().getWindow());
    chosen.ifPresent(this::compareWith);
  }

  /** Says what of the shown capture is in another, taken further on the same path. */
  void compareWith(Path path) {
    files.read(
        "compare",
        path,
        other -> {
          survey.setSelected(true);
          told.setText(
              SurveyWords.compared(
                  file.survey(),
                  other.survey(),
                  String.valueOf(path.getFileName()),
                  context.texts()));
          other
              .problem()
              .ifPresent(problem -> context.dialogs().problems(text("compare"), List.of(problem)));
        },
        () -> {});
  }

  private String text(String key, Object... args) {
    return context.texts().get("network.capture." + key, args);
  }

  private void ask() {
    Optional<Path> chosen = files.choose("open", root.getScene().getWindow());
    chosen.ifPresent(this::open);
  }

  /** Hears of a packet whose way is to be traced. */
  public void setOnReplay(BiConsumer<byte[], LinkType> listener) {
    onReplay = listener;
  }

  /** Captures at a place, chosen here or in the picture, from now on. */
  public void capture(CaptureChoices.Choice at) {
    Backend site = context.session().site();
    site.captures()
        .ifPresent(
            captures -> {
              asked++;
              file = null;
              ofFile(false);
              survey.setSelected(false);
              liveSite = site;
              place = Optional.of(at);
              bar.choose(at);
              live.start(captures, at.point());
              packets.explain(text("live.none", at.text()));
              binding.refresh();
            });
  }

  /** Reads a capture file and lists its packets. */
  public void open(Path path) {
    int number = ++asked;
    said.setText(text("reading", path.getFileName()));
    files.read(
        "open",
        path,
        read -> {
          if (number == asked) {
            opened(read);
          }
        },
        () -> said.setText(""));
  }

  private void opened(CaptureFile read) {
    live.stop();
    live.clear();
    place = Optional.empty();
    file = read;
    ofFile(!read.rows().isEmpty());
    tell();
    list();
    read.problem()
        .ifPresent(
            problem ->
                context
                    .dialogs()
                    .problems(context.texts().get("network.tab.capture"), List.of(problem)));
  }

  private void filtered() {
    filter = packets.filter();
    if (place.isPresent()) {
      binding.refresh();
    } else {
      list();
    }
  }

  /** Lists what of the file passes both filters. */
  private void list() {
    if (file == null) {
      return;
    }
    CaptureFile of = file;
    PacketFilter by = filter;
    int number = ++asked;
    context
        .gate()
        .async(
            () -> by.of(of.rows()),
            rows -> {
              if (number == asked) {
                show(rows);
              }
            },
            failure ->
                context.dialogs().failed(context.texts().get("network.tab.capture"), failure));
  }

  private void show(List<PacketRow> rows) {
    packets.show(rows, file.rows().isEmpty() ? 0 : file.rows().getFirst().time());
    listed();
    said.setText(
        file.more() > 0
            ? text("said.more", rows.size(), file.rows().size(), file.more())
            : text("said", rows.size(), file.rows().size()));
  }

  private void listed() {
    boolean none = packets.rows().isEmpty();
    save.setDisable(none);
    send.setDisable(none);
  }

  /** Off the FX thread. */
  private Seen compute(Snapshot snapshot) {
    Seen before = last;
    Optional<FrameCaptures> site = context.session().site().captures();
    LiveCapture.State state = live.state();
    PacketFilter by = filter;
    boolean same =
        before.state() != null
            && before.state().version() == state.version()
            && before.filter().equals(by)
            && before.site().equals(site);
    last = same ? before : new Seen(site, state, by, by.of(state.rows()), before.number() + 1);
    return last;
  }

  private void show(Seen now) {
    if (live.isRunning() && context.session().site() != liveSite) {
      live.stop();
      binding.refresh();
    }
    if (now.number() == shown.number()) {
      return;
    }
    Seen before = shown;
    shown = now;
    LiveCapture.State state = now.state();
    bar.show(now.site().isPresent(), state.running(), !state.rows().isEmpty());
    if (place.isEmpty()) {
      return;
    }
    boolean goesOn =
        before.state() != null
            && before.state().run() == state.run()
            && before.filter().equals(now.filter());
    if (goesOn) {
      packets.follow(now.listed(), state.first(), bar.isFollowing());
    } else {
      packets.show(now.listed(), state.first());
    }
    listed();
    said.setText(
        text(
            state.running() ? "live.said" : "live.ended",
            now.listed().size(),
            state.captured(),
            place.get().text(),
            state.letGo()));
  }

  /** Writes what is listed as pcapng. */
  void save(Path path) {
    files.save(path, packets.rows());
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    packets.table().requestFocus();
  }

  @Override
  public void close() {
    asked++;
    live.stop();
    binding.close();
  }
}
