package io.coppice.bench;

import java.util.Arrays;
import java.util.List;

/**
 * What a process of its own is given to run as the packaged console does. What is compiled when is
 * much of what the first minutes cost.
 */
final class PackagedOptions {
  private PackagedOptions() {}

  /** The compiler's, as the property {@code bench.jit} says; none without it. */
  static List<String> ofCompiler() {
    return Arrays.stream(System.getProperty("bench.jit", "").split(" ", -1))
        .filter(option -> !option.isEmpty())
        .toList();
  }
}
