package io.coppice.ui.kit;

/** How hosts are called where there is little room. */
public final class ShortHostNames {
  private ShortHostNames() {}

  /** A host's name without its domain, which is mostly that of all of them; an address stays. */
  public static String withoutDomain(String host) {
    int dot = host.indexOf('.');
    return dot <= 0 || Character.isDigit(host.charAt(0)) ? host : host.substring(0, dot);
  }
}
