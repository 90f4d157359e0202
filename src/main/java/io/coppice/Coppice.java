package io.coppice;

import io.coppice.boot.Boot;

/** The console's entry: reads arguments and calls boot. */
public final class Coppice {
  /** SLF4J's own ("SLF4J warning or error messages and their meanings"). */
  private static final String LOG_VERBOSITY = "slf4j.internal.verbosity";

  private Coppice() {}

  public static void main(String[] args) {
    // Libraries ask for a log that has nobody to listen; none need say so on the error output.
    if (System.getProperty(LOG_VERBOSITY) == null) {
      System.setProperty(LOG_VERBOSITY, "ERROR");
    }
    System.exit(new Boot(System.out, System.err).run(args));
  }
}
