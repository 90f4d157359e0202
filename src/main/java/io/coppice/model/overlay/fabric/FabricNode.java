package io.coppice.model.overlay.fabric;

import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.NodeKind;
import java.util.Optional;

/**
 * A switch, router or middlebox.
 *
 * @param name unique in its fabric, and no host's
 * @param place the rack or site it stands in; may be empty
 * @param box what it does besides forwarding; every middlebox says it, and a switch may
 */
public record FabricNode(
    String name, NodeKind kind, String place, boolean up, Optional<Middlebox> box) {
  public FabricNode {
    if (kind == NodeKind.MIDDLEBOX && box.isEmpty()) {
      throw new IllegalArgumentException("A middlebox says what it does");
    }
  }

  /** A switch or router that is up. */
  public static FabricNode of(String name, NodeKind kind, String place) {
    return new FabricNode(name, kind, place, true, Optional.empty());
  }

  public FabricNode withUp(boolean changed) {
    return new FabricNode(name, kind, place, changed, box);
  }

  public FabricNode withBox(Middlebox changed) {
    return new FabricNode(name, kind, place, up, Optional.of(changed));
  }
}
