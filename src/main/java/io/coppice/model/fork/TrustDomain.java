package io.coppice.model.fork;

/**
 * Who may share memory with whom. Page sharing never crosses it; a group lies in one domain, and
 * its name is only compared.
 */
public record TrustDomain(String name) {
  public static final TrustDomain DEFAULT = new TrustDomain("default");

  public TrustDomain {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A trust domain has a name");
    }
  }
}
