package io.coppice.model.overlay;

import java.util.List;
import java.util.Optional;

/**
 * What a node that joins two networks does to the addresses of what it forwards: each inner one has
 * an outer one of its own (RFC 2663 section 3.1.1, static address assignment).
 *
 * @param inner the device towards the machines behind it
 * @param outer the device by which the others reach them
 */
public record AddressTranslation(String inner, String outer, List<AddressMapping> addresses) {
  public AddressTranslation {
    addresses = List.copyOf(addresses);
  }

  public Optional<IpAddress> outside(IpAddress inside) {
    return addresses.stream()
        .filter(it -> it.inside().equals(inside))
        .map(AddressMapping::outside)
        .findFirst();
  }

  public Optional<IpAddress> inside(IpAddress outside) {
    return addresses.stream()
        .filter(it -> it.outside().equals(outside))
        .map(AddressMapping::inside)
        .findFirst();
  }
}
