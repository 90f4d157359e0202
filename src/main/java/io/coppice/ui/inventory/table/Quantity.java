package io.coppice.ui.inventory.table;

import io.coppice.model.Bytes;
import io.coppice.model.inventory.Metric;
import io.coppice.ui.kit.Format;
import java.util.Locale;

/** What an amount counts: how it is written, and how many raw units a typed unit stands for. */
enum Quantity {
  COUNT(1),
  MEGAHERTZ(1),
  MEBIBYTES(1024),
  BASIS_POINTS(100),
  RATE(1024),
  MICROSECONDS(1000),
  WATTS(1),
  PER_SECOND(1);

  private final double bare;

  Quantity(double bare) {
    this.bare = bare;
  }

  String write(Format format, long value) {
    return switch (this) {
      case COUNT -> format.count(value);
      case MEGAHERTZ -> format.figure(Metric.CPU_USED, value);
      case MEBIBYTES -> format.bytes(value * Bytes.MIB);
      case BASIS_POINTS -> format.figure(Metric.CPU_READY, value);
      case RATE -> format.figure(Metric.DISK_RATE, value);
      case MICROSECONDS -> format.figure(Metric.DISK_LATENCY, value);
      case WATTS -> format.figure(Metric.POWER, value);
      case PER_SECOND -> format.figure(Metric.DISK_OPERATIONS, value);
    };
  }

  /**
   * Raw units of one typed unit: without a letter that in which the column is mostly read (GHz are
   * typed in MHz, memory and space in GiB, rates in MiB/s, latency in ms, power in W); else by the
   * unit's first letter. Negative for a letter that means nothing here.
   */
  double per(String unit) {
    String first = unit.isEmpty() ? "" : unit.substring(0, 1).toLowerCase(Locale.ROOT);
    return switch (this) {
      case COUNT, PER_SECOND -> first.isEmpty() ? 1 : -1;
      case MEGAHERTZ -> letter(first, "m", 1, "g", 1000);
      case MEBIBYTES -> first.equals("t") ? 1024 * 1024 : letter(first, "m", 1, "g", 1024);
      case BASIS_POINTS -> letter(first, "%", 100, "", 100);
      case RATE -> first.equals("g") ? 1024 * 1024 : letter(first, "k", 1, "m", 1024);
      case MICROSECONDS -> unit.equals("s") ? 1_000_000 : letter(first, "m", 1000, "u", 1);
      case WATTS -> letter(first, "w", 1, "k", 1000);
    };
  }

  private double letter(String typed, String a, double ofA, String b, double ofB) {
    return typed.isEmpty() ? bare : typed.equals(a) ? ofA : typed.equals(b) ? ofB : -1;
  }
}
