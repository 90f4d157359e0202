package io.coppice.ui.overlay.topology;

import io.coppice.model.EntityId;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.capture.CaptureChoices;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.picture.NetworkView;
import io.coppice.ui.overlay.picture.PictureHit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What keys, clicks and menus do to one thing of the picture. FX thread. */
final class NodeSteps implements TopologyMenu.Hands {
  /** Units of this node a unit of the picture, at which machines' names can be read. */
  static final double CLOSE = 22;

  private final UiContext context;
  private final TopologyPart part;
  private final TopologyModel model;
  private final NetworkView view;
  private BiConsumer<String, Boolean> onTrace = (_, _) -> {};
  private Consumer<CaptureChoices.Choice> onCapture = _ -> {};

  NodeSteps(UiContext context, TopologyPart part, TopologyModel model, NetworkView view) {
    this.context = context;
    this.part = part;
    this.model = model;
    this.view = view;
  }

  void setOnTrace(BiConsumer<String, Boolean> listener) {
    onTrace = listener;
  }

  void setOnCapture(Consumer<CaptureChoices.Choice> listener) {
    onCapture = listener;
  }

  @Override
  public void capture(CaptureChoices.Choice at) {
    onCapture.accept(at);
  }

  private NetworkGraph graph() {
    return part.graph();
  }

  @Override
  public void trace(String name, boolean begins) {
    onTrace.accept(name, begins);
  }

  /** A host shows its machines or no longer, a machine its page. */
  @Override
  public void open(PictureHit picked) {
    if (picked.machine() >= 0) {
      page(graph().machines().get(picked.machine()).key());
    } else if (picked.node() >= 0 && graph().machinesOf(picked.node()).length > 0) {
      String key = graph().nodes().get(picked.node()).key();
      model.toggle(key, Choices::open, Choices::open);
      part.refresh();
      if (model.choices().open().contains(key)) {
        view.revealNode(picked.node(), CLOSE);
      }
    }
  }

  /** The host shows its machines from now on. */
  void unfold(int node) {
    String key = graph().nodes().get(node).key();
    if (!model.choices().open().contains(key)) {
      model.toggle(key, Choices::open, Choices::open);
      part.refresh();
    }
  }

  @Override
  public void page(String key) {
    EntityId.parse(key).ifPresent(id -> context.navigation().open(new Place.Page(id)));
  }

  @Override
  public void hide(int node) {
    model.toggle(graph().nodes().get(node).key(), Choices::hidden, Choices::hidden);
    part.refresh();
  }

  @Override
  public void pin(int node) {
    String key = graph().nodes().get(node).key();
    model.toggle(key, Choices::pinned, Choices::pinned);
    boolean is = model.choices().pinned().contains(key);
    String text = is ? "network.pinned" : "network.unpinned";
    context.dialogs().toast(context.texts().get(text, graph().nodes().get(node).name()));
  }

  @Override
  public void segment(String key) {
    part.segment(key);
  }
}
