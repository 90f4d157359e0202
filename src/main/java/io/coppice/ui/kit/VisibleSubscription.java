package io.coppice.ui.kit;

import io.coppice.backend.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.scene.Node;

/**
 * Ties a view to the site only while it can be seen: what stands in a tab that is not chosen costs
 * nothing, and catches up as soon as it is. The first state is computed in any case. FX thread.
 *
 * <p>Whether a node is seen depends on the visibility of everything above it, for which JavaFX has
 * no public property; so all of them are listened to, anew when one changes its parent.
 */
public final class VisibleSubscription implements FrameGate.Binding {
  private final Node node;
  private final FrameGate.Binding binding;
  private final InvalidationListener moved = _ -> look();
  private final List<Node> above = new ArrayList<>();
  private final SeenState state = new SeenState();

  /**
   * Binds as {@link FrameGate#bind} does.
   *
   * @param node what must be seen
   */
  public <S> VisibleSubscription(
      FrameGate gate, Node node, Function<Snapshot, S> compute, Consumer<S> show) {
    this.node = node;
    boolean[] first = {true};
    this.binding =
        gate.<Optional<S>>bind(
            snapshot -> state.mayShow() ? Optional.of(compute.apply(snapshot)) : Optional.empty(),
            found -> {
              found.ifPresent(show);
              if (first[0]) {
                first[0] = false;
                look();
              }
            });
  }

  private void look() {
    forget();
    boolean seen = true;
    for (Node at = node; at != null; at = at.getParent()) {
      above.add(at);
      at.visibleProperty().addListener(moved);
      at.parentProperty().addListener(moved);
      seen &= at.isVisible();
    }
    node.sceneProperty().addListener(moved);
    seen &= node.getScene() != null;
    if (state.look(seen)) {
      binding.refresh();
    }
  }

  private void forget() {
    for (Node at : above) {
      at.visibleProperty().removeListener(moved);
      at.parentProperty().removeListener(moved);
    }
    above.clear();
    node.sceneProperty().removeListener(moved);
  }

  /** Whether the node can be seen now, or nothing was shown yet. */
  public boolean isSeen() {
    return state.isSeen();
  }

  @Override
  public void refresh() {
    binding.refresh();
  }

  @Override
  public void close() {
    forget();
    binding.close();
  }
}
