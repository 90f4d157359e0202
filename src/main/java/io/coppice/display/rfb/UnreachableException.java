package io.coppice.display.rfb;

import java.io.IOException;

/** No line to a server could be opened. */
public final class UnreachableException extends IOException {
  private static final long serialVersionUID = 1;

  UnreachableException(IOException why) {
    super(
        why.getMessage() == null
            ? why.getClass().getSimpleName().replace("Exception", "")
            : why.getMessage(),
        why);
  }
}
