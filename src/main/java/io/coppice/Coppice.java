package io.coppice;

import io.coppice.boot.Boot;

/** The console's entry: reads arguments and calls boot. */
public final class Coppice {
  private Coppice() {}

  public static void main(String[] args) {
    System.exit(new Boot(System.out, System.err).run(args));
  }
}
