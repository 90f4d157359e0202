package io.coppice.ui.overlay.operations;

import io.coppice.backend.NetworkOperation.SetLink;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.SegmentPaths;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The links that are too small for what a form asks for, and the button that makes them large
 * enough while the form stays open. FX thread; the ways are followed off it.
 */
final class SmallLinks extends VBox {
  private static final int NAMED = 4;

  private final UiContext context;
  private final VBox found = new VBox();
  private final Label said = new Label();
  private final Button mend = new Button(null, Icons.RESERVATIONS.node());
  private final VisibleSubscription binding;
  private volatile Optional<Need> need = Optional.empty();

  /**
   * What must fit.
   *
   * @param more hosts that are to join
   * @param mtu of the machines; 0 fits everywhere
   */
  record Need(PortGroupId segment, Encapsulation as, Set<HostId> more, int mtu) {
    int outer() {
      return as.outerMtu(mtu, false, false, 0);
    }
  }

  private record Found(int outer, List<String> names, List<Operation> mending) {}

  SmallLinks(UiContext context) {
    this.context = context;
    said.setWrapText(true);
    said.setMinHeight(Region.USE_PREF_SIZE);
    said.setId("network-form-small");
    mend.setId("network-form-mend");
    mend.setWrapText(true);
    found.getStyleClass().add("form-body");
    found.getChildren().setAll(said, mend);
    found.setVisible(false);
    // what is not visible is not asked for; so this stays visible, and takes no room
    managedProperty().bind(found.visibleProperty());
    getChildren().setAll(found);
    binding =
        new VisibleSubscription(context.gate(), this, this::find, (Consumer<Found>) this::show);
    sceneProperty()
        .addListener(
            (_, old, now) -> {
              if (old != null && now == null) {
                binding.close();
              }
            });
  }

  /** Asks anew. */
  void want(Optional<Need> changed) {
    if (!changed.equals(need)) {
      need = changed;
      binding.refresh();
    }
  }

  private Found find(Snapshot snapshot) {
    Optional<Need> now = need.filter(it -> it.mtu() > 0);
    if (now.isEmpty()) {
      return new Found(0, List.of(), List.of());
    }
    NetworkSetup setup = NetworkSetup.of(snapshot);
    int outer = now.get().outer();
    List<FabricLink> small =
        SegmentPaths.tooSmall(
            setup.fabric(), setup.inventory(), now.get().segment(), now.get().more(), outer);
    return new Found(
        outer,
        small.stream()
            .map(it -> context.texts().get("network.form.small.link", setup.name(it), it.mtu()))
            .toList(),
        small.stream()
            .flatMap(
                it ->
                    setup
                        .datacentre("")
                        .<Operation>map(about -> SetLink.as(about, it.withMtu(outer)))
                        .stream())
            .toList());
  }

  private void show(Found now) {
    int count = now.names().size();
    found.setVisible(count > 0 && now.outer() <= FabricLink.JUMBO);
    String named = now.names().stream().limit(NAMED).collect(Collectors.joining("\n"));
    said.setText(
        count <= NAMED ? named : context.texts().get("form.and-more", named, count - NAMED));
    mend.setText(context.texts().get("network.form.small.mend", count, now.outer()));
    String step = context.texts().get("network.form.small.step", now.outer());
    mend.setOnAction(_ -> context.dialogs().submit(step, now.mending()));
  }
}
