package io.coppice.model.table;

import java.util.function.UnaryOperator;

/**
 * Something that is changed in place, cheap to copy: copies share it, and whichever side changes it
 * first takes a copy of its own before. For what has few elements, where {@link CowTable} is for
 * tables.
 *
 * @param <T> the type of what is held
 */
public final class CowValue<T> {
  private final UnaryOperator<T> copier;
  private T value;
  private boolean shared;

  /**
   * Holds something that nobody else changes.
   *
   * @param copier makes an independent copy
   */
  public CowValue(T value, UnaryOperator<T> copier) {
    this(value, copier, false);
  }

  private CowValue(T value, UnaryOperator<T> copier, boolean shared) {
    this.value = value;
    this.copier = copier;
    this.shared = shared;
  }

  /** To read, and not to keep. A copy that is not written may be read by any thread. */
  public T get() {
    return value;
  }

  /** The same to change at once: the next copy shares it again. */
  public T writable() {
    if (shared) {
      value = copier.apply(value);
      shared = false;
    }
    return value;
  }

  /** A writable copy, at a cost that does not depend on what is held. */
  public CowValue<T> copy() {
    shared = true;
    return new CowValue<>(value, copier, true);
  }
}
