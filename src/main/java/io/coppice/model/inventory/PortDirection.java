package io.coppice.model.inventory;

/** Which way frames go through ports, seen from the machines. */
public enum PortDirection {
  BOTH,
  FROM_MACHINES,
  TO_MACHINES;

  /** Whether what goes one way is meant. */
  public boolean includes(PortDirection way) {
    return this == BOTH || this == way;
  }
}
