package io.coppice.model.overlay;

/**
 * One address stands for another, both ways.
 *
 * @param inside as the machine has it
 * @param outside as others reach it
 */
public record AddressMapping(IpAddress inside, IpAddress outside) {
  public AddressMapping {
    if (inside.v6() != outside.v6()) {
      throw new IllegalArgumentException("One family: " + inside + ", " + outside);
    }
  }
}
