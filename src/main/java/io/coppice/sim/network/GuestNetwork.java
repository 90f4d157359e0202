package io.coppice.sim.network;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.overlay.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The network as the machines of a simulated site use it: frames are real bytes, carried through
 * the bridges, tunnels, switches and middleboxes. What they teach the tables on their way is part
 * of the world. Every call returns when all that it caused has happened, in simulated time.
 */
public interface GuestNetwork {
  /** Nothing is connected to anything. */
  static GuestNetwork none() {
    return NoNetwork.INSTANCE;
  }

  /** A machine's adapters, in the order of their keys; none if there is no such machine. */
  List<Adapter> adapters(MachineId machine);

  /** Whether an address is a machine's, or one that it translates as the appliance of a fence. */
  boolean isOwn(MachineId machine, IpAddress address);

  /** Sends a frame, without its check sequence, out of an adapter by its key. */
  Delivery send(MachineId machine, int adapter, byte[] frame);

  /**
   * Sends an echo request as the machine's own stack would: its neighbour is asked for first where
   * its address is not known. Waits a simulated second.
   */
  Echo ping(MachineId machine, EchoRequest request);

  /**
   * Sends an echo request.
   *
   * @param payload bytes after the ICMP header
   * @param whole whether the packet may not be cut
   */
  default Echo ping(MachineId machine, IpAddress to, int payload, boolean whole) {
    Cutting cutting = whole ? Cutting.FORBIDDEN : Cutting.ALLOWED;
    return ping(machine, new EchoRequest(to, payload, cutting, 0x636f, 1));
  }

  /**
   * Sends a datagram to a port at which nobody listens, as traceroute does.
   *
   * @param ttl how many routers it may pass, and one
   */
  Echo probe(MachineId machine, IpAddress to, int port, int ttl);

  /**
   * Opens a connection, asks and waits for the answer.
   *
   * @param number tells it from other connections of the machine
   * @param answerer what the machine that is reached says
   */
  Connection connect(
      MachineId machine,
      IpAddress to,
      int port,
      int number,
      byte[] question,
      Function<MachineId, byte[]> answerer);

  /**
   * Opens a connection as {@link #connect} does and sends some segments as large as it takes, to
   * see which way its data go.
   *
   * @param towards whether data go to the other; else they come from it
   */
  Streaming stream(MachineId machine, IpAddress to, int port, int number, boolean towards);

  /** How far the bulk transfer of a machine's program is; empty if it has none. */
  Optional<Transfer> transfer(MachineId machine);

  /**
   * Asks for the lease of an address, as a client does that has none (RFC 2131 section 3.1). Waits
   * a simulated second for each answer. What is leased is the machine's once somebody gives it to
   * its adapter.
   *
   * @param adapter by its key
   * @param transaction tells it from others who ask
   */
  Leasing lease(MachineId machine, int adapter, int transaction);

  /**
   * Whether a question for a lease may be answered. False is certain: the network as it stands has
   * nobody who could, and frames would only show it again.
   */
  boolean mayLease(MachineId machine, int adapter);

  /**
   * Tells the server that an adapter's address is free.
   *
   * @return the server; empty if the adapter has no address
   */
  Optional<IpAddress> release(MachineId machine, int adapter, int transaction);

  /** The neighbours that the machine knows, and those that did not answer. */
  List<Neighbour> neighbours(MachineId machine);

  /** Forgets what the machine knows of its neighbours and paths. */
  void forgetNeighbours(MachineId machine);

  /** The frames at adapters of watched machines since this was asked last. */
  List<Seen> takeSeen();

  /**
   * An adapter as its guest sees it.
   *
   * @param name {@code eth0}
   * @param mac 48 bits
   * @param prefix bits of its subnet
   * @param mtu bytes
   * @param up whether it has a link
   * @param gateway by which others than its neighbours are reached
   */
  record Adapter(
      int key,
      String name,
      long mac,
      Optional<IpAddress> address,
      int prefix,
      int mtu,
      boolean up,
      Optional<IpAddress> gateway) {}

  /**
   * A row of a machine's neighbour table.
   *
   * @param adapter by its key
   * @param mac absent where nobody answered
   */
  record Neighbour(int adapter, IpAddress address, Optional<Long> mac, boolean stale) {}

  /** A frame at an adapter. */
  record Seen(
      MachineId machine, int adapter, String name, boolean sent, long simMicros, byte[] frame) {}

  /** Whether a packet may be cut (Linux, IP_MTU_DISCOVER: want, do, dont). */
  enum Cutting {
    /** The sender cuts what it knows to be too large; nobody else may. */
    BY_SENDER,
    FORBIDDEN,
    ALLOWED
  }

  /**
   * An echo request.
   *
   * @param payload bytes after the ICMP header
   * @param ttl how many routers it may pass, and one
   */
  record EchoRequest(
      IpAddress to, int payload, Cutting cutting, int identifier, int sequence, int ttl) {
    /** How far Linux sends ({@code ip_default_ttl}). */
    public static final int USUAL_TTL = 64;

    public EchoRequest(IpAddress to, int payload, Cutting cutting, int identifier, int sequence) {
      this(to, payload, cutting, identifier, sequence, USUAL_TTL);
    }
  }

  /** Why nothing could be sent. */
  enum Obstacle {
    /** No adapter with a link is in the other's subnet or has a gateway. */
    NO_ROUTE,
    /** The adapter has no link. */
    LINK_DOWN,
    /** Nobody has the address. */
    NO_NEIGHBOUR,
    /** The packet may not be cut, and is larger than the way is known to be. */
    TOO_LONG
  }

  /**
   * What became of an echo request or probe.
   *
   * @param reply the time it took, if it or an error was answered; microseconds
   * @param ttl of the answer
   * @param told the MTU that was said the way has; 0 if none was
   * @param by who answered
   * @param expired whether it was a router, at which its time to live ended
   * @param unreachable what a router said that it does not reach
   */
  record Echo(
      Optional<Long> reply,
      Optional<Obstacle> obstacle,
      int told,
      int ttl,
      Delivery delivery,
      Optional<IpAddress> by,
      boolean expired,
      Optional<Unreachable> unreachable) {
    /** Whether an answer came of whom it was for, and not of a router. */
    public boolean isAnswered() {
      return reply.isPresent() && !expired && unreachable.isEmpty();
    }
  }

  /** What routers say they do not reach (RFC 792). */
  enum Unreachable {
    /** They have no route. */
    NET,
    /** Its neighbour does not answer. */
    HOST
  }

  /**
   * What a server leases.
   *
   * @param seconds 0xffffffff for ever (RFC 2131 section 3.3)
   */
  record Lease(IpAddress address, IpAddress server, long seconds) {}

  /**
   * What became of a question for a lease.
   *
   * @param micros from the first frame to the last, microseconds
   */
  record Leasing(Optional<Lease> offered, boolean acknowledged, long micros) {}

  /**
   * A link, in the direction in which something goes.
   *
   * @param link its place among the fabric's
   * @param forth from its first end to its other
   */
  record Crossing(int link, boolean forth) {}

  /**
   * The way of a connection's data.
   *
   * @param peer the other machine
   * @param towards whether data go to the other
   * @param links that they go over, where they leave the host
   * @param roundTrip microseconds
   * @param segment bytes of data in one
   * @param onWire bytes of the largest packet that carries one, with all that Ethernet adds
   * @param lossPerMillion of packets, over all links
   */
  record DataPath(
      MachineId peer,
      boolean towards,
      List<Crossing> links,
      long roundTrip,
      int segment,
      int onWire,
      int lossPerMillion) {
    public DataPath {
      links = List.copyOf(links);
    }
  }

  /**
   * What became of a connection for bulk data.
   *
   * @param unreachable what a router last said of it, where it did not come to its end
   */
  record Streaming(
      Ending ending, long micros, Optional<DataPath> path, Optional<Unreachable> unreachable) {
    Streaming(Ending ending, long micros) {
      this(ending, micros, Optional.empty(), Optional.empty());
    }
  }

  /**
   * A bulk transfer under way.
   *
   * @param gone bytes of data that came there
   * @param left bytes of data that did not
   * @param rate bytes of data a second, now
   */
  record Transfer(long gone, long left, long rate) {}

  /** How a connection ended. */
  enum Ending {
    NO_ROUTE,
    NO_NEIGHBOUR,
    SILENT,
    /** A router said so while it was opened. */
    UNREACHABLE,
    REFUSED,
    STALLED,
    ANSWERED
  }

  /**
   * What became of a connection.
   *
   * @param micros from its first frame to its last, microseconds
   * @param unreachable what a router last said of it, where it did not come to its end
   */
  record Connection(Ending ending, long micros, Optional<Unreachable> unreachable) {
    public Connection(Ending ending, long micros) {
      this(ending, micros, Optional.empty());
    }
  }
}
