package io.coppice.model.inventory;

import java.util.EnumSet;
import java.util.Set;

/** Whether a machine runs. Legal moves are data: {@link #next()}. */
public enum PowerState {
  POWERED_OFF,
  POWERED_ON,
  SUSPENDED;

  /**
   * States that may follow this one. A suspended machine may be powered off, which discards its
   * memory.
   */
  public Set<PowerState> next() {
    return switch (this) {
      case POWERED_OFF -> EnumSet.of(POWERED_ON);
      case POWERED_ON -> EnumSet.of(POWERED_OFF, SUSPENDED);
      case SUSPENDED -> EnumSet.of(POWERED_ON, POWERED_OFF);
    };
  }

  public boolean canBecome(PowerState other) {
    return next().contains(other);
  }
}
