package io.coppice.sim.image;

/** An image that a newer version wrote. */
public final class NewerImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  NewerImageException(int format) {
    super("The image has format " + format + ", this version knows " + WorldCodec.FORMAT);
  }
}
