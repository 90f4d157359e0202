package io.coppice.model.overlay.fabric;

import io.coppice.model.overlay.AddressMapping;
import io.coppice.model.overlay.IpAddress;

/** What addresses a fence may map: those that machines of its two networks can have. */
public final class FenceSubnets {
  /** Bits of a site's subnets. */
  public static final int PREFIX = 16;

  /** Numbers in a subnet that no machine has: of itself, of its address server, and of all. */
  private static final int NETWORK = 0;

  private static final int SERVER = 0xff00;
  private static final int BROADCAST = 0xffff;

  private FenceSubnets() {}

  /** Whether both are of one subnet. */
  public static boolean isOne(IpAddress one, IpAddress other) {
    return !one.v6() && !other.v6() && (one.low() ^ other.low()) >>> 32 - PREFIX == 0;
  }

  /**
   * Whether a row maps a machine's address of the inner subnet to one of the outer.
   *
   * @param inner the appliance's own address inside, which is not mapped
   * @param outer its address outside
   */
  public static boolean fits(AddressMapping row, IpAddress inner, IpAddress outer) {
    return isOne(row.inside(), inner)
        && isOne(row.outside(), outer)
        && !row.inside().equals(inner)
        && isOfMachine(row.inside())
        && isOfMachine(row.outside());
  }

  /** Whether a machine can have an address in its subnet. */
  public static boolean isOfMachine(IpAddress address) {
    int number = (int) address.low() & 0xffff;
    return number != NETWORK && number != SERVER && number != BROADCAST;
  }
}
