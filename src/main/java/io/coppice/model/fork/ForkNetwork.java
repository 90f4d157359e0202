package io.coppice.model.fork;

import io.coppice.model.EntityId.PortGroupId;
import java.util.Optional;

/**
 * Where the children's adapters are connected.
 *
 * @param portGroup where {@code mode} is {@link Mode#PORT_GROUP}
 */
public record ForkNetwork(Mode mode, Optional<PortGroupId> portGroup) {
  /** The choices. */
  public enum Mode {
    /** To the parent's port groups. */
    SAME,
    /** To one other port group. */
    PORT_GROUP,
    /** To nothing: no link comes up. */
    ISOLATED
  }

  public static final ForkNetwork SAME = new ForkNetwork(Mode.SAME, Optional.empty());
  public static final ForkNetwork ISOLATED = new ForkNetwork(Mode.ISOLATED, Optional.empty());

  public static ForkNetwork to(PortGroupId id) {
    return new ForkNetwork(Mode.PORT_GROUP, Optional.of(id));
  }
}
