package io.coppice.store;

import io.coppice.model.Problem;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What came of opening the folder in which the console keeps things. A folder that another console
 * uses, or that a newer version wrote, is refused and left as it is. One that cannot be written
 * gives a store that keeps nothing and says so. A damaged database is set aside, and what can be
 * read of it is taken over.
 */
public sealed interface StoreOpening {
  /** There is a store, which may have something to tell. */
  record Ready(Store store) implements StoreOpening {}

  /** The folder is not for this console. */
  record Refused(Problem problem) implements StoreOpening {}

  /** Opens the folder, making it if need be; blocks. */
  static StoreOpening of(Path folder, InstantSource clock) {
    return StoreOpener.open(folder, clock, new Schema());
  }
}
