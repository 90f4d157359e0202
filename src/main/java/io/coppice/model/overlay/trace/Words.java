package io.coppice.model.overlay.trace;

import java.util.List;

/**
 * A sentence: a key of the message bundles and what fills it.
 *
 * @param args fill {@code {0}}, {@code {1}}, ...
 */
public record Words(String code, List<String> args) {
  public Words {
    args = List.copyOf(args);
  }

  public static Words of(String code, Object... args) {
    return new Words(code, List.of(args).stream().map(String::valueOf).toList());
  }
}
