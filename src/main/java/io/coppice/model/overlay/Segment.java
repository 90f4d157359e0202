package io.coppice.model.overlay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An overlay network.
 *
 * @param id VNI, VSID or context, unsigned
 * @param name as the tunnel devices or bridges are called, if they agree
 * @param endpoints its VTEP devices
 * @param machines the devices of machines in it
 */
public record Segment(
    Encapsulation encapsulation,
    long id,
    Optional<String> name,
    Replication replication,
    List<Link.End> endpoints,
    List<Link.End> machines) {
  public Segment {
    endpoints = List.copyOf(endpoints);
    machines = List.copyOf(machines);
  }

  /** How frames for all reach all. */
  public enum Replication {
    HEAD_END,
    MULTICAST,
    /** No way is set for them: every address must be known beforehand. */
    NONE,
    MIXED
  }

  Segment with(Link.End endpoint, Collection<Link.End> behind) {
    List<Link.End> ends = new ArrayList<>(endpoints);
    ends.add(endpoint);
    Set<Link.End> all = new LinkedHashSet<>(machines);
    all.addAll(behind);
    return new Segment(encapsulation, id, name, replication, ends, List.copyOf(all));
  }

  Segment without(Link.End endpoint, Collection<Link.End> behind) {
    return new Segment(
        encapsulation,
        id,
        name,
        replication,
        endpoints.stream().filter(it -> !it.equals(endpoint)).toList(),
        machines.stream().filter(it -> !behind.contains(it)).toList());
  }

  /** {@code VXLAN 5001}, the same at every site and in every view. */
  public String label() {
    return encapsulation.label(id);
  }
}
