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
 * <p>The words are those of SeaBIOS ({@code src/boot.c}, which tries a hard disk and a floppy
 * whether or not they are there) and of boot ROMs beside it (Intel's PXE 2.1, appendix B: E51 no
 * offer, E53 no file named, E61 no link); and of EDK II: {@code
 * OvmfPkg/Library/PlatformBmPrintScLib} for what is loaded and started, {@code
 * NetworkPkg/UefiPxeBcDxe/PxeBcBoot.c} for the network (E12 no link, E16 no offer that names a
 * file), {@code OvmfPkg/Library/PlatformBootManagerLib} for the end. Where devices stand on the bus
 * is assumed.
 */
final class BootAttempts {
  private static final String DISK_PATH = "PciRoot(0x0)/Pci(0x2,0x0)/Scsi(0x0,0x0)";
  private static final String DISC_PATH = "PciRoot(0x0)/Pci(0x1F,0x2)/Sata(0x0,0xFFFF,0x0)";
  private static final int NETWORK_OPTION = 3;

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
    if (uefi) {
      lines.add(red("BdsDxe: No bootable option or device was found."));
      lines.add("BdsDxe: Press any key to enter the Boot Manager Menu.");
    } else {
      lines.add("Booting from Floppy...");
      lines.add("Boot failed: could not read the boot disk");
      lines.add("");
      lines.add(red("No bootable device."));
    }
    return new Outcome(lines, Optional.empty());
  }

  private static String red(String line) {
    return "\u001b[91m" + line + "\u001b[0m";
  }

  /** What EDK II says of a boot option: what it does, and where the device is. */
  private static String option(String verb, int number, String name, String path) {
    return "BdsDxe: %s Boot%04X \"%s\" from %s".formatted(verb, number, name, path);
  }

  private static boolean disk(Machine machine, boolean uefi, List<String> lines) {
    boolean there = !machine.hardware().disks().isEmpty();
    if (uefi && there) {
      lines.add(option("loading", 1, "UEFI Hard Disk", DISK_PATH));
      lines.add(option("starting", 1, "UEFI Hard Disk", DISK_PATH));
    } else if (!uefi) {
      lines.add("Booting from Hard Disk...");
      if (!there) {
        lines.add("Boot failed: could not read the boot disk");
        lines.add("");
      }
    }
    return there;
  }

  private static boolean disc(
      Machine machine, Inventory inventory, boolean uefi, List<String> lines) {
    Optional<DiscImage> disc =
        machine.hardware().boot().disc().filter(its -> reads(machine, inventory, its));
    if (disc.isEmpty()) {
      if (uefi) {
        lines.add(option("failed to load", 2, "UEFI DVD-ROM", DISC_PATH) + ": Not Found");
      } else {
        lines.add("Booting from DVD/CD...");
        lines.add("Boot failed: Could not read from CDROM (code 0003)");
      }
      return false;
    }
    if (uefi) {
      lines.add(option("loading", 2, "UEFI DVD-ROM", DISC_PATH));
      lines.add(option("starting", 2, "UEFI DVD-ROM", DISC_PATH));
    } else {
      lines.add("Booting from DVD/CD...");
    }
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

  /** A machine without an adapter has nothing that could be tried, and nothing is said. */
  private static void network(Machine machine, boolean uefi, List<String> lines) {
    int number = NETWORK_OPTION;
    for (VirtualNic nic : machine.hardware().nics()) {
      if (uefi) {
        extensible(nic, number++, lines);
      } else {
        legacy(nic, lines);
      }
    }
  }

  private static void extensible(VirtualNic nic, int number, List<String> lines) {
    String mac = nic.mac().toString().toUpperCase(Locale.ROOT).replace(":", "");
    lines.add(">>Start PXE over IPv4.");
    lines.add(
        nic.connected()
            ? "  PXE-E16: No valid offer received."
            : "  PXE-E12: Could not detect network connection.");
    lines.add(
        option(
                "failed to load",
                number,
                "UEFI PXEv4 (MAC:" + mac + ")",
                "PciRoot(0x0)/Pci(0x%X,0x0)/MAC(%s,0x1)/IPv4(0.0.0.0,0x0,DHCP)"
                    .formatted(number, mac))
            + ": Not Found");
  }

  private static void legacy(VirtualNic nic, List<String> lines) {
    lines.add("Booting from ROM...");
    lines.add("PXE, CLIENT MAC ADDR: " + said(nic));
    if (!nic.connected()) {
      lines.add("PXE-E61: Media test failure, check cable");
    } else if (nic.ip().isNone()) {
      lines.add("PXE-E51: No DHCP or proxyDHCP offers were received.");
    } else {
      lines.add("CLIENT IP: " + nic.ip());
      lines.add("PXE-E53: No boot filename received");
    }
  }

  private static String said(VirtualNic nic) {
    return nic.mac().toString().toUpperCase(Locale.ROOT).replace(':', ' ');
  }
}
