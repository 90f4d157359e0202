package io.coppice.model.overlay;

import java.util.List;
import java.util.Optional;

/**
 * What a tunnel device is set to: the VTEP of one segment, or of all that name their id themselves.
 *
 * @param id the segment: VNI, VSID or context, unsigned
 * @param local the source of outer packets; if absent, the route chooses it
 * @param remote where unknown, broadcast and multicast frames go: one peer or a multicast group
 * @param remotes peers of a head-end replicated flood list that stand in the device itself (Open
 *     vSwitch); kernels keep theirs in the forwarding table
 * @param port where it listens and sends to; 0 where the encapsulation has no ports
 * @param underlay the device that carries it, if it is bound to one
 * @param ageing of learned entries, in seconds; 0 keeps them
 * @param external the id and the peer come with each frame (collect metadata)
 * @param carried of a device that filters segments those that it takes; empty if it takes all, or
 *     if nobody said
 */
public record TunnelEndpoint(
    Encapsulation encapsulation,
    long id,
    Optional<IpAddress> local,
    Optional<IpAddress> remote,
    List<IpAddress> remotes,
    int port,
    Optional<String> underlay,
    boolean learning,
    int ageing,
    DontFragment df,
    boolean external,
    boolean groupPolicy,
    boolean generic,
    boolean proxy,
    Optional<List<IdRange>> carried) {

  public TunnelEndpoint {
    remotes = List.copyOf(remotes);
    carried = carried.map(List::copyOf);
  }

  /** An endpoint that takes every segment that is its own. */
  public TunnelEndpoint(
      Encapsulation encapsulation,
      long id,
      Optional<IpAddress> local,
      Optional<IpAddress> remote,
      List<IpAddress> remotes,
      int port,
      Optional<String> underlay,
      boolean learning,
      int ageing,
      DontFragment df,
      boolean external,
      boolean groupPolicy,
      boolean generic,
      boolean proxy) {
    this(
        encapsulation,
        id,
        local,
        remote,
        remotes,
        port,
        underlay,
        learning,
        ageing,
        df,
        external,
        groupPolicy,
        generic,
        proxy,
        Optional.empty());
  }

  /** Segments in a row, the last included. */
  public record IdRange(long first, long last) {
    public boolean contains(long id) {
      return id >= first && id <= last;
    }
  }

  /** Whether the device takes packets of the segment. */
  public boolean takes(long segment) {
    return external
        ? carried.isEmpty() || carried.get().stream().anyMatch(range -> range.contains(segment))
        : id == segment;
  }

  /** What stands in the outer header's don't-fragment bit. */
  public enum DontFragment {
    UNSET,
    SET,
    INHERIT
  }

  /** A learning VXLAN endpoint on a port, as most are. */
  public static TunnelEndpoint vxlan(long vni, IpAddress local, int port) {
    return new TunnelEndpoint(
        Encapsulation.VXLAN,
        vni,
        Optional.of(local),
        Optional.empty(),
        List.of(),
        port,
        Optional.empty(),
        true,
        300,
        DontFragment.UNSET,
        false,
        false,
        false,
        false);
  }

  public TunnelEndpoint withPort(int other) {
    return new TunnelEndpoint(
        encapsulation,
        id,
        local,
        remote,
        remotes,
        other,
        underlay,
        learning,
        ageing,
        df,
        external,
        groupPolicy,
        generic,
        proxy,
        carried);
  }

  public TunnelEndpoint withId(long other) {
    return new TunnelEndpoint(
        encapsulation,
        other,
        local,
        remote,
        remotes,
        port,
        underlay,
        learning,
        ageing,
        df,
        external,
        groupPolicy,
        generic,
        proxy,
        carried);
  }

  public TunnelEndpoint withLocal(IpAddress other) {
    return new TunnelEndpoint(
        encapsulation,
        id,
        Optional.of(other),
        remote,
        remotes,
        port,
        underlay,
        learning,
        ageing,
        df,
        external,
        groupPolicy,
        generic,
        proxy,
        carried);
  }

  public TunnelEndpoint withCarried(List<IdRange> ranges) {
    return new TunnelEndpoint(
        encapsulation,
        id,
        local,
        remote,
        remotes,
        port,
        underlay,
        learning,
        ageing,
        df,
        external,
        groupPolicy,
        generic,
        proxy,
        Optional.of(ranges));
  }

  public boolean isMulticast() {
    return remote.isPresent() && remote.get().isMulticast();
  }
}
