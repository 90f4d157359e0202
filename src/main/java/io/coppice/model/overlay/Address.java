package io.coppice.model.overlay;

/**
 * An address of a device.
 *
 * @param prefixLength of its subnet
 * @param usable false while duplicate address detection runs or after it failed
 */
public record Address(IpAddress ip, int prefixLength, boolean usable, Proof proof) {
  public Prefix subnet() {
    return new Prefix(ip, prefixLength);
  }

  @Override
  public String toString() {
    return ip + "/" + prefixLength;
  }
}
