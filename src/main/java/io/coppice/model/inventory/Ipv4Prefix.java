package io.coppice.model.inventory;

import io.coppice.model.IpAddress;
import java.util.Optional;

/**
 * IPv4 addresses that begin with the same bits (RFC 4632).
 *
 * @param address the first of them: bits behind the prefix are taken as zero
 * @param bits of the prefix, 0 to 32
 */
public record Ipv4Prefix(int address, int bits) {
  /** Every address. */
  public static final Ipv4Prefix ANY = new Ipv4Prefix(0, 0);

  private static final int LENGTH = 32;

  public Ipv4Prefix {
    if (bits < 0 || bits > LENGTH) {
      throw new IllegalArgumentException("A prefix has 0 to 32 bits: " + bits);
    }
    address = bits == 0 ? 0 : address & -1 << LENGTH - bits;
  }

  /** As people write it: {@code 10.1.0.0/16}, one address, or nothing for every address. */
  public static Optional<Ipv4Prefix> parse(String text) {
    if (text.isBlank()) {
      return Optional.of(ANY);
    }
    String[] parts = text.strip().split("/", 2);
    Optional<IpAddress> first = IpAddress.parse(parts[0]).filter(it -> it.version() == 4);
    boolean sound = parts.length == 1 || parts[1].matches("[0-9]|[12][0-9]|3[0-2]");
    return first
        .filter(_ -> sound)
        .map(
            it ->
                new Ipv4Prefix(
                    (int) it.low(), parts.length == 1 ? LENGTH : Integer.parseInt(parts[1])));
  }

  public boolean contains(int other) {
    return bits == 0 || (other ^ address) >>> LENGTH - bits == 0;
  }

  /** Nothing for every address; one address without its length. */
  @Override
  public String toString() {
    String first = IpAddress.v4(address & 0xffff_ffffL).toString();
    return bits == 0 ? "" : bits == LENGTH ? first : first + "/" + bits;
  }
}
