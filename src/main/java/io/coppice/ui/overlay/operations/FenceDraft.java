package io.coppice.ui.overlay.operations;

import io.coppice.backend.NetworkOperation.FenceMapping;
import io.coppice.model.IpAddress;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.Fence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The table of a fence as text: a row a line, an inner and an outer address in each. */
final class FenceDraft {
  private static final int HOSTS = 0xffff;

  private FenceDraft() {}

  static String text(List<FenceMapping> rows) {
    return rows.stream()
        .map(row -> row.inside() + " " + row.outside())
        .collect(Collectors.joining("\n"));
  }

  /**
   * What a text says.
   *
   * @param wrong the first line that is no row, from 1; 0 if there is none
   */
  record Read(List<FenceMapping> rows, int wrong) {}

  static Read read(String text) {
    List<FenceMapping> rows = new ArrayList<>();
    String[] lines = text.split("\n");
    for (int i = 0; i < lines.length; i++) {
      String[] words = lines[i].strip().split("[\\s,;=\u2192]+");
      if (lines[i].isBlank()) {
        continue;
      }
      if (words.length != 2) {
        return new Read(rows, i + 1);
      }
      rows.add(new FenceMapping(words[0], words[1]));
    }
    return new Read(rows, 0);
  }

  /** A row for every machine inside: where nobody has it, with the end of its own address. */
  static List<FenceMapping> proposed(
      Inventory inventory, Fabric fabric, Machine appliance, VirtualNic inner, VirtualNic outer) {
    Set<Long> taken = new HashSet<>();
    TreeMap<Long, Long> rows = new TreeMap<>();
    inventory
        .machines()
        .forEach(
            machine -> {
              for (VirtualNic nic : machine.hardware().nics()) {
                if (nic.ip().isNone() || nic.ip().version() != 4) {
                  continue;
                }
                taken.add(nic.ip().low());
                if (nic.portGroup().equals(inner.portGroup())
                    && !machine.id().equals(appliance.id())) {
                  rows.put(nic.ip().low(), 0L);
                }
              }
            });
    fabric.fences().stream()
        .filter(fence -> fence.isThere(inventory) && !fence.appliance().equals(appliance.id()))
        .forEach(fence -> fence.addresses().forEach(row -> taken.add(row.outside().low())));
    if (outer.ip().isNone() || outer.ip().version() != 4) {
      return List.of();
    }
    long net = outer.ip().low() & ~(long) HOSTS;
    List<FenceMapping> all = new ArrayList<>();
    for (long inside : rows.keySet()) {
      OptionalLong outside =
          LongStream.rangeClosed(0, HOSTS)
              .map(next -> net | inside + next & HOSTS)
              .filter(address -> isGiven(address) && !taken.contains(address))
              .findFirst();
      if (outside.isEmpty() || all.size() == Fence.MOST_ADDRESSES) {
        break;
      }
      taken.add(outside.getAsLong());
      all.add(
          new FenceMapping(
              IpAddress.v4(inside).toString(), IpAddress.v4(outside.getAsLong()).toString()));
    }
    return all;
  }

  /** The ends of a block of 256 are given to nobody. */
  private static boolean isGiven(long address) {
    return (address & 0xff) != 0 && (address & 0xff) != 0xff;
  }
}
