package io.coppice.model.inventory;

import io.coppice.model.EntityId.DatastoreId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * How a machine starts: its firmware, where it looks for a system, and what lies in its CD drive.
 *
 * @param order each device at most once; those that are left out are not looked at
 */
public record BootSettings(Firmware firmware, List<Device> order, Optional<DiscImage> disc) {
  /** What a machine of which nothing is said has. */
  public static final BootSettings STANDARD =
      new BootSettings(
          Firmware.BIOS, List.of(Device.DISK, Device.CD, Device.NETWORK), Optional.empty());

  public BootSettings {
    order = List.copyOf(order);
  }

  /** What starts a machine before its system does. */
  public enum Firmware {
    BIOS,
    UEFI
  }

  /** Where a system can be found. */
  public enum Device {
    DISK,
    CD,
    NETWORK
  }

  /** An image in the CD drive: a file on a datastore. */
  public record DiscImage(DatastoreId datastore, String file) {
    /** UTF-16 units of a path. */
    public static final int LONGEST = 255;

    /** Whether the file can be one: a path of seen characters that ends in {@code .iso}. */
    public boolean isSound() {
      return file.length() <= LONGEST
          && file.length() > ".iso".length()
          && file.equals(file.strip())
          && file.regionMatches(true, file.length() - 4, ".iso", 0, 4)
          && file.codePoints()
              .allMatch(
                  c ->
                      !Character.isISOControl(c)
                          && Character.getType(c) != Character.FORMAT
                          && Character.getType(c) != Character.SURROGATE);
    }
  }

  /** Whether it can start at all: from one device at least, and from none twice. */
  public boolean isOrdered() {
    return !order.isEmpty() && new HashSet<>(order).size() == order.size();
  }

  public BootSettings withDisc(Optional<DiscImage> changed) {
    return new BootSettings(firmware, order, changed);
  }
}
