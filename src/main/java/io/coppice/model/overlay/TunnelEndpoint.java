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
 * @param origin the node in whose network name space the device was made, if it was moved since:
 *     its outer packets take the routes, addresses and sockets of that one; empty text if nobody
 *     knows which it is
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
    Optional<String> origin,
    Optional<List<IdRange>> carried) {

  public TunnelEndpoint {
    remotes = List.copyOf(remotes);
    carried = carried.map(List::copyOf);
  }

  /** Segments in a row, the last included. */
  public record IdRange(long first, long last) {
    public IdRange {
      if (first < 0 || last < first) {
        throw new IllegalArgumentException("No segments from " + first + " to " + last);
      }
    }

    public boolean contains(long id) {
      return id >= first && id <= last;
    }

    /** As bridge(8) takes it: one number, or the first and the last. */
    @Override
    public String toString() {
      return first == last ? Long.toString(first) : first + "-" + last;
    }
  }

  /** The node whose underlay it uses, of a device that stands on one; empty if nobody knows. */
  public Optional<String> underlayNode(String standing) {
    return Optional.of(origin.orElse(standing)).filter(name -> !name.isEmpty());
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

  /** An endpoint that does not learn, on the assigned port, of which nothing else is set. */
  public static Builder of(Encapsulation encapsulation) {
    return new Builder(encapsulation);
  }

  /** A learning VXLAN endpoint on a port, as most are. */
  public static TunnelEndpoint vxlan(long vni, IpAddress local, int port) {
    return of(Encapsulation.VXLAN)
        .id(vni)
        .local(Optional.of(local))
        .port(port)
        .learning(true)
        .build();
  }

  public Builder change() {
    return new Builder(this);
  }

  /**
   * Whether it is made for one peer, to which it sends and whose packets alone it takes
   * (ip_tunnel_lookup in net/ipv4/ip_tunnel.c, geneve_lookup in drivers/net/geneve.c).
   */
  public boolean isBetweenTwo() {
    return (encapsulation == Encapsulation.GENEVE || encapsulation.isPlainGre())
        && remote.isPresent()
        && !isMulticast();
  }

  public boolean isMulticast() {
    return remote.isPresent() && remote.get().isMulticast();
  }

  /** Makes an endpoint, or a changed copy. */
  public static final class Builder {
    private Encapsulation encapsulation;
    private long id;
    private Optional<IpAddress> local = Optional.empty();
    private Optional<IpAddress> remote = Optional.empty();
    private List<IpAddress> remotes = List.of();
    private int port;
    private Optional<String> underlay = Optional.empty();
    private boolean learning;
    private int ageing = 300;
    private DontFragment df = DontFragment.UNSET;
    private boolean external;
    private boolean groupPolicy;
    private boolean generic;
    private boolean proxy;
    private Optional<String> origin = Optional.empty();
    private Optional<List<IdRange>> carried = Optional.empty();

    private Builder(Encapsulation encapsulation) {
      this.encapsulation = encapsulation;
      port = encapsulation.assignedPort();
    }

    private Builder(TunnelEndpoint from) {
      encapsulation = from.encapsulation;
      id = from.id;
      local = from.local;
      remote = from.remote;
      remotes = from.remotes;
      port = from.port;
      underlay = from.underlay;
      learning = from.learning;
      ageing = from.ageing;
      df = from.df;
      external = from.external;
      groupPolicy = from.groupPolicy;
      generic = from.generic;
      proxy = from.proxy;
      origin = from.origin;
      carried = from.carried;
    }

    public Builder encapsulation(Encapsulation value) {
      encapsulation = value;
      return this;
    }

    public Builder id(long value) {
      id = value;
      return this;
    }

    public Builder local(Optional<IpAddress> value) {
      local = value;
      return this;
    }

    public Builder remote(Optional<IpAddress> value) {
      remote = value;
      return this;
    }

    public Builder remotes(List<IpAddress> value) {
      remotes = value;
      return this;
    }

    public Builder port(int value) {
      port = value;
      return this;
    }

    public Builder underlay(Optional<String> value) {
      underlay = value;
      return this;
    }

    public Builder learning(boolean value) {
      learning = value;
      return this;
    }

    public Builder ageing(int value) {
      ageing = value;
      return this;
    }

    public Builder df(DontFragment value) {
      df = value;
      return this;
    }

    public Builder external(boolean value) {
      external = value;
      return this;
    }

    public Builder groupPolicy(boolean value) {
      groupPolicy = value;
      return this;
    }

    public Builder generic(boolean value) {
      generic = value;
      return this;
    }

    public Builder proxy(boolean value) {
      proxy = value;
      return this;
    }

    public Builder origin(Optional<String> value) {
      origin = value;
      return this;
    }

    public Builder carried(Optional<List<IdRange>> value) {
      carried = value;
      return this;
    }

    public TunnelEndpoint build() {
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
          origin,
          carried);
    }
  }
}
