package io.coppice.sim.network;

import io.coppice.model.overlay.IpAddress;
import io.coppice.sim.network.GuestNetwork.Lease;
import io.coppice.sim.network.GuestNetwork.Leasing;
import io.coppice.wire.packet.Dhcp;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.MacBits;
import java.util.Optional;

/**
 * A machine asks for a lease at one of its adapters, or gives it back (RFC 2131 sections 3.1 and
 * 4.4). One thread, one exchange.
 */
final class DhcpClient {
  private static final int EVERYBODY = 0xffff_ffff;

  private final GuestPort port;
  private final int transaction;
  private Optional<Lease> offered = Optional.empty();
  private Optional<Lease> acknowledged = Optional.empty();

  /**
   * @param transaction tells it from others who ask
   */
  DhcpClient(GuestPort port, int transaction) {
    this.port = port;
    this.transaction = transaction;
  }

  /** Asks all; takes the first offer. Waits a second for each answer. */
  Leasing ask(Exchange exchange) {
    long began = exchange.clock();
    toAll(exchange, discover());
    offered.ifPresent(
        offer ->
            toAll(
                exchange,
                frame(
                    message(
                        Dhcp.REQUEST,
                        0,
                        (int) offer.address().low(),
                        (int) offer.server().low()))));
    return new Leasing(offered, acknowledged.isPresent(), exchange.clock() - began);
  }

  /** The question that begins it, for all. */
  byte[] discover() {
    return frame(message(Dhcp.DISCOVER, 0, port.ip, 0));
  }

  /** Tells the server, if it is found, that the address is free. */
  void giveBack(Exchange exchange, int server) {
    exchange
        .resolve(port, server)
        .ifPresent(
            path -> {
              byte[] said = Dhcp.write(message(Dhcp.RELEASE, port.ip, 0, server));
              long at = exchange.clock();
              exchange.schedule(
                  port, Frames.udp(path, Dhcp.CLIENT_PORT, Dhcp.SERVER_PORT, said), at);
              exchange.run(at + Exchange.WAIT);
            });
  }

  private Dhcp.Message message(int type, int own, int requested, int server) {
    return new Dhcp.Message(type, transaction, port.mac, own, 0, requested, server, 0, 0, 0);
  }

  private byte[] frame(Dhcp.Message message) {
    Frames.Path path =
        new Frames.Path(
            port.mac,
            io.coppice.wire.packet.IpAddress.v4(0),
            MacBits.BROADCAST,
            io.coppice.wire.packet.IpAddress.v4(EVERYBODY));
    return Frames.udp(path, Dhcp.CLIENT_PORT, Dhcp.SERVER_PORT, Dhcp.write(message));
  }

  private void toAll(Exchange exchange, byte[] frame) {
    long at = exchange.clock();
    exchange.schedule(port, frame, at);
    exchange.run(at + Exchange.WAIT);
  }

  /** A message of a server came to a machine. */
  void hear(GuestPort at, byte[] b, int dhcp, int end) {
    if (at != port
        || !Dhcp.isDhcp(b, dhcp, end)
        || Dhcp.transaction(b, dhcp) != transaction
        || Dhcp.clientMac(b, dhcp) != port.mac) {
      return;
    }
    Lease said =
        new Lease(
            IpAddress.v4(Dhcp.yours(b, dhcp)),
            IpAddress.v4(Dhcp.option(b, dhcp, end, Dhcp.OPTION_SERVER).orElse(0)),
            Dhcp.option(b, dhcp, end, Dhcp.OPTION_LEASE).orElse(0) & 0xffff_ffffL);
    switch (Dhcp.type(b, dhcp, end).orElse(0)) {
      case Dhcp.OFFER -> offered = offered.or(() -> Optional.of(said));
      case Dhcp.ACK -> acknowledged = Optional.of(said);
      default -> {}
    }
  }
}
