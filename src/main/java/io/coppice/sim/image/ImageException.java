package io.coppice.sim.image;

import java.io.IOException;

/** Bytes that are no world, or one of another format. */
public class ImageException extends IOException {
  private static final long serialVersionUID = 1L;

  public ImageException(String message) {
    super(message);
  }

  public ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
