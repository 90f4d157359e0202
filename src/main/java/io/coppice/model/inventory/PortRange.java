package io.coppice.model.inventory;

import java.util.Optional;

/** Ports of TCP or UDP, both ends included. */
public record PortRange(int first, int last) {
  private static final int MOST = 65_535;

  /** Every port. */
  public static final PortRange ANY = new PortRange(0, MOST);

  public PortRange {
    if (first < 0 || last > MOST || first > last) {
      throw new IllegalArgumentException("No range of ports: " + first + "-" + last);
    }
  }

  /** As people write it: {@code 80}, {@code 8000-8080}, or nothing for every port. */
  public static Optional<PortRange> parse(String text) {
    String said = text.strip();
    if (said.isEmpty()) {
      return Optional.of(ANY);
    }
    if (!said.matches("[0-9]{1,5}(\\s*-\\s*[0-9]{1,5})?")) {
      return Optional.empty();
    }
    String[] ends = said.split("\\s*-\\s*");
    int first = Integer.parseInt(ends[0]);
    int last = Integer.parseInt(ends[ends.length - 1]);
    return first <= last && last <= MOST
        ? Optional.of(new PortRange(first, last))
        : Optional.empty();
  }

  public boolean contains(int port) {
    return port >= first && port <= last;
  }

  public boolean isAny() {
    return equals(ANY);
  }

  /** Nothing for every port. */
  @Override
  public String toString() {
    return isAny() ? "" : first == last ? Integer.toString(first) : first + "-" + last;
  }
}
