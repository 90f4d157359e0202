package io.coppice.display.rfb;

import java.io.IOException;

/** A file is no recording, or holds one that cannot be played; the message says where. */
public final class RecordingException extends IOException {
  private static final long serialVersionUID = 1;

  RecordingException(String message) {
    super(message);
  }

  RecordingException(String message, Throwable cause) {
    super(message, cause);
  }
}
