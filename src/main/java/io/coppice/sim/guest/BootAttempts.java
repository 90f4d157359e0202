package io.coppice.sim.guest;

import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.BootSettings.Device;
import io.coppice.model.inventory.BootSettings.DiscImage;
import io.coppice.model.inventory.BootSettings.Firmware;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a machine's firmware tries, in the order of its {@link BootSettings}, until one device gives
 * a system. Every disk is taken to hold the guest's system. What is on a disc image is not known,
 * only that discs that install systems start behind a question, "Press any key to boot from CD or
 * DVD", as long as something else starts too (El Torito 1.0 leaves that to the disc; Microsoft's
 * {@code cdboot.efi}), and that the loader is all of it that runs here. The site's networks lease
 * addresses and have no boot server.
 *
 * <p>The words are those of SeaBIOS ({@code boot.c}), of EDK II ({@code BdsDxe}) and of boot ROMs
 * (Intel's PXE 2.1, appendix B: E51 no offer, E53 no file named, E61 no link).
 */
final class BootAttempts {
  private BootAttempts() {}

  /**
   * What came of it.
   *
   * @param lines what was said
   * @param from the device whose system starts; empty if none does
   */
  record Outcome(List<String> lines, Optional<Device> from) {}

  /** Whether the guest's system starts. */
  static boolean starts(Machine machine, Inventory inventory) {
    return of(machine, inventory).from().equals(Optional.of(Device.DISK));
  }

  static Outcome of(Machine machine, Inventory inventory) {
    BootSettings boot = machine.hardware().boot();
    boolean uefi = boot.firmware() == Firmware.UEFI;
    List<String> lines = new ArrayList<>();
    for (Device device : boot.order()) {
      switch (device) {
        case DISK -> {
          if (disk(machine, uefi, lines)) {
            return new Outcome(lines, Optional.of(Device.DISK));
          }
        }
        case CD -> {
          if (disc(machine, inventory, uefi, lines)) {
            return new Outcome(lines, Optional.of(Device.CD));
          }
        }
        case NETWORK -> network(machine, uefi, lines);
      }
    }
    lines.add(
        "\u001b[91m"
            + (uefi ? "BdsDxe: No bootable option or device was found." : "No bootable device.")
            + "\u001b[0m");
    return new Outcome(lines, Optional.empty());
  }

  private static boolean disk(Machine machine, boolean uefi, List<String> lines) {
    boolean there = !machine.hardware().disks().isEmpty();
    if (uefi) {
      lines.add(
          there
              ? "BdsDxe: starting Boot0001 \"UEFI Hard Disk\""
              : "BdsDxe: failed to load Boot0001 \"UEFI Hard Disk\": Not Found");
    } else {
      lines.add("Booting from Hard Disk...");
      if (!there) {
        lines.add("Boot failed: could not read the boot disk");
      }
    }
    return there;
  }

  private static boolean disc(
      Machine machine, Inventory inventory, boolean uefi, List<String> lines) {
    Optional<DiscImage> disc =
        machine.hardware().boot().disc().filter(its -> reads(machine, inventory, its));
    if (disc.isEmpty()) {
      lines.add(
          uefi
              ? "BdsDxe: failed to load Boot0002 \"UEFI DVD-ROM\": Not Found"
              : "Booting from DVD/CD...");
      if (!uefi) {
        lines.add("Boot failed: Could not read from CDROM (code 0003)");
      }
      return false;
    }
    lines.add(uefi ? "BdsDxe: starting Boot0002 \"UEFI DVD-ROM\"" : "Booting from DVD/CD...");
    boolean other =
        machine.hardware().boot().order().contains(Device.DISK)
            && !machine.hardware().disks().isEmpty();
    if (other) {
      lines.add("Press any key to boot from CD or DVD.....");
      return false;
    }
    lines.add("Loading " + disc.get().file() + " ...");
    lines.add("Nothing of the disc is simulated: install no system from it.");
    return true;
  }

  private static boolean reads(Machine machine, Inventory inventory, DiscImage disc) {
    return inventory.host(machine.host()) != null
        && inventory.host(machine.host()).reaches(disc.datastore());
  }

  private static void network(Machine machine, boolean uefi, List<String> lines) {
    if (machine.hardware().nics().isEmpty()) {
      lines.add(
          uefi
              ? "BdsDxe: failed to load Boot0003 \"UEFI PXEv4\": Not Found"
              : "Boot failed: no network adapter");
    }
    for (VirtualNic nic : machine.hardware().nics()) {
      lines.add(
          uefi
              ? ">>Start PXE over IPv4."
              : "Booting from ROM... PXE, CLIENT MAC ADDR: " + said(nic));
      if (!nic.connected()) {
        lines.add("PXE-E61: Media test failure, check cable");
      } else if (nic.ip().isNone()) {
        lines.add("PXE-E51: No DHCP or proxyDHCP offers were received.");
      } else {
        lines.add("CLIENT IP: " + nic.ip() + "  DHCP names no boot file");
        lines.add("PXE-E53: No boot filename received");
      }
    }
  }

  private static String said(VirtualNic nic) {
    return nic.mac().toString().toUpperCase(Locale.ROOT).replace(':', ' ');
  }
}
