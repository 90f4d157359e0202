package io.coppice.sim.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The components of every record that images of format 3 may hold, in the order in which they stand
 * there. That format did not say it itself; what was written in it is read for ever, so the list
 * never changes. By the names classes were first stored by, without the house's own prefix.
 */
final class PositionalShapes {
  private static final String LIST = "/io/coppice/images/format-3.txt";

  private final Map<String, List<String>> components = new HashMap<>();

  PositionalShapes() {
    try (InputStream in = PositionalShapes.class.getResourceAsStream(LIST)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        String[] words = line.strip().split(" ");
        components.put(words[0], List.of(words).subList(1, words.length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The components of a record.
   *
   * @param stored the name it is stored by
   * @throws ImageException if no such record was ever written in that format
   */
  List<String> of(String stored) throws ImageException {
    List<String> found = components.get(StoredNames.withoutPrefix(stored));
    if (found == null) {
      throw new ImageException("Format 3 knows no record " + stored);
    }
    return found;
  }
}
