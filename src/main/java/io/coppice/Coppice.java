package io.coppice;

/** The console's entry: reads arguments and calls boot. */
public final class Coppice {
  private Coppice() {}

  public static void main(String[] args) {
    System.out.println("Coppice");
  }
}
