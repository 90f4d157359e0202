package io.coppice.model;

/** Hears how far a long reading has come, and ends it when nobody wants it any more. Any thread. */
@FunctionalInterface
public interface ReadingProgress {
  /** Nobody looks, and nobody ends it. */
  ReadingProgress NONE = (_, _) -> {};

  /**
   * So much is done.
   *
   * @param done in the reader's own units, such as bytes
   * @param of all there is; 0 where that is not known
   * @throws java.util.concurrent.CancellationException if it is not wanted any more
   */
  void reached(long done, long of);
}
