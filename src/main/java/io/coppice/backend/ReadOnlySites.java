package io.coppice.backend;

import io.coppice.model.Problem;
import io.coppice.model.ReadingProgress;
import java.util.List;
import java.util.Optional;

/**
 * Opens sites that are only read, such as what real hosts said. Nothing is kept of them but where
 * they came from: they are read anew whenever they are opened.
 */
@FunctionalInterface
public interface ReadOnlySites {
  /** Begins the source of every such site; a path follows, or {@link #EXAMPLE}'s word. */
  String SCHEME = "imported:";

  /** A fabric that was really built, with faults planted in it. */
  String EXAMPLE = SCHEME + "example";

  /** Nothing can be read. */
  ReadOnlySites NONE =
      (source, _) -> new Read(Optional.empty(), List.of(Problem.error("import.not-there", source)));

  /** Whether a source is that of such a site. */
  static boolean isReadOnly(String source) {
    return source.startsWith(SCHEME);
  }

  /** Reads a site; blocks. */
  default Read open(String source) {
    return open(source, ReadingProgress.NONE);
  }

  /** The same, telling how far it has come. */
  Read open(String source, ReadingProgress progress);

  /**
   * What came of reading.
   *
   * @param site absent if there was nothing that could be shown
   * @param problems what stood in the way of reading all of it
   */
  record Read(Optional<Backend> site, List<Problem> problems) {
    public Read {
      problems = List.copyOf(problems);
    }
  }
}
