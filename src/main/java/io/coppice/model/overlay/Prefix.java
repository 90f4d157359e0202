package io.coppice.model.overlay;

import java.util.Optional;

/**
 * A block of addresses.
 *
 * @param network its first address; host bits are cleared
 * @param length the count of bits that all addresses share
 */
public record Prefix(IpAddress network, int length) {
  public Prefix {
    if (length < 0 || length > network.bits()) {
      throw new IllegalArgumentException("A prefix of " + length + " bits");
    }
    network = masked(network, length);
  }

  public static Prefix all(boolean v6) {
    return new Prefix(IpAddress.any(v6), 0);
  }

  public static Prefix host(IpAddress address) {
    return new Prefix(address, address.bits());
  }

  /** {@code 10.0.0.0/8}, or an address alone, which is a block of one. */
  public static Optional<Prefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return IpAddress.parse(text).map(Prefix::host);
    }
    String bits = text.substring(slash + 1);
    if (bits.isEmpty() || bits.length() > 3 || !bits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int length = Integer.parseInt(bits);
    return IpAddress.parse(text.substring(0, slash))
        .filter(address -> length <= address.bits())
        .map(address -> new Prefix(address, length));
  }

  public boolean contains(IpAddress address) {
    return address.v6() == network.v6() && masked(address, length).equals(network);
  }

  /** The subnet's broadcast address; IPv6 has none, nor have blocks of one or two addresses. */
  public Optional<IpAddress> broadcast() {
    return network.v6() || length > 30
        ? Optional.empty()
        : Optional.of(new IpAddress(false, 0, network.low() | 0xFFFF_FFFFL >>> length));
  }

  private static IpAddress masked(IpAddress address, int length) {
    if (!address.v6()) {
      long mask = length == 0 ? 0 : 0xFFFF_FFFFL << (32 - length) & 0xFFFF_FFFFL;
      return new IpAddress(false, 0, address.low() & mask);
    }
    long high = length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
    long low = length <= 64 ? 0 : -1L << (128 - length);
    return new IpAddress(true, address.high() & high, address.low() & low);
  }

  @Override
  public String toString() {
    return network + "/" + length;
  }
}
