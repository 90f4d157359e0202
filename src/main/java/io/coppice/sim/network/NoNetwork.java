package io.coppice.sim.network;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.overlay.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Nothing is connected to anything. */
final class NoNetwork implements GuestNetwork {
  static final GuestNetwork INSTANCE = new NoNetwork();
  private static final Delivery NOTHING = new Delivery(List.of(), List.of());

  private NoNetwork() {}

  private static Echo unsent() {
    return new Echo(
        Optional.empty(),
        Optional.of(Obstacle.NO_ROUTE),
        0,
        0,
        NOTHING,
        Optional.empty(),
        false,
        Optional.empty());
  }

  @Override
  public List<Adapter> adapters(MachineId machine) {
    return List.of();
  }

  @Override
  public boolean isOwn(MachineId machine, IpAddress address) {
    return false;
  }

  @Override
  public Delivery send(MachineId machine, int adapter, byte[] frame) {
    return NOTHING;
  }

  @Override
  public Echo ping(MachineId machine, EchoRequest request) {
    return unsent();
  }

  @Override
  public Echo probe(MachineId machine, IpAddress to, int port, int ttl) {
    return unsent();
  }

  @Override
  public Connection connect(
      MachineId machine,
      IpAddress to,
      int port,
      int number,
      byte[] question,
      Function<MachineId, byte[]> answerer) {
    return new Connection(Ending.NO_ROUTE, 0);
  }

  @Override
  public Streaming stream(MachineId machine, IpAddress to, int port, int number, boolean towards) {
    return new Streaming(Ending.NO_ROUTE, 0);
  }

  @Override
  public Optional<Transfer> transfer(MachineId machine) {
    return Optional.empty();
  }

  @Override
  public Leasing lease(MachineId machine, int adapter, int transaction) {
    return new Leasing(Optional.empty(), false, 0);
  }

  @Override
  public boolean mayLease(MachineId machine, int adapter) {
    return false;
  }

  @Override
  public Optional<IpAddress> release(MachineId machine, int adapter, int transaction) {
    return Optional.empty();
  }

  @Override
  public List<Neighbour> neighbours(MachineId machine) {
    return List.of();
  }

  @Override
  public void forgetNeighbours(MachineId machine) {}

  @Override
  public List<Seen> takeSeen() {
    return List.of();
  }
}
