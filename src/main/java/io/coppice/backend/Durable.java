package io.coppice.backend;

import java.util.concurrent.CompletionStage;

/** A site whose world is kept by the console: it can be written out and told by its digest. */
public interface Durable {
  /** The world as it stands; the encoding runs beside the world's thread, on a copy. */
  CompletionStage<WorldImage> image();

  /**
   * A digest over all tables, the clock and the queue of events, in hexadecimal; equal worlds have
   * equal digests.
   */
  CompletionStage<String> digest();
}
