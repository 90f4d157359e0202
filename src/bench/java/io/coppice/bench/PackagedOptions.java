package io.coppice.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process of its own is given to run as the packaged console does: what is compiled when is
 * much of what the first minutes cost, and the heap's beginning of what stays resident.
 */
final class PackagedOptions {
  private PackagedOptions() {}

  /** As the properties {@code bench.packaged.heap} and {@code bench.jit} say; none without them. */
  static List<String> all() {
    return Stream.of("bench.packaged.heap", "bench.jit")
        .flatMap(property -> Arrays.stream(System.getProperty(property, "").split(" ", -1)))
        .filter(option -> !option.isEmpty())
        .toList();
  }
}
