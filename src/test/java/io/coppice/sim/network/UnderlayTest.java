package io.coppice.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.Middlebox.Hashing;
import io.coppice.model.overlay.Middlebox.Protocol;
import io.coppice.model.overlay.Middlebox.Rule;
import io.coppice.model.overlay.Middlebox.Tracking;
import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.sim.network.PacketHop.Step;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets from host to host: how long they take, how far they live, and by which of equal ways. */
class UnderlayTest {
  private static final int IP = Ethernet.HEADER;

  private final NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
  private final BoxStates boxes = new BoxStates();
  private final List<Arrival> arrived = new ArrayList<>();
  private FrameRecorder trail = FrameRecorder.from(0);

  private record Arrival(int host, byte[] frame, long micros) {}

  private final class Hosts implements Underlay.Receiver {
    @Override
    public void arrived(int host, byte[] b, int at, int length, long micros) {
      arrived.add(new Arrival(host, Arrays.copyOfRange(b, at, at + length), micros));
    }

    @Override
    public void tooBig(int fromHost, int toAddress, int mtu) {
      throw new AssertionError("Everything here may be cut");
    }
  }

  private FabricIndex index() {
    return new FabricIndex(lab.fabric(), lab.snapshot().inventory());
  }

  private Frames.Path path(int from, int to) {
    FabricIndex index = index();
    return new Frames.Path(
        2, IpAddress.v4(index.endpoint(from)), 4, IpAddress.v4(index.endpoint(to)));
  }

  private byte[] datagram(int from, int to, int port, int length) {
    return Frames.udp(path(from, to), port, 4789, new byte[length - IP - Ipv4.HEADER - 8]);
  }

  /** Sends it on its own, 100 microseconds after the beginning. */
  private void send(FabricIndex index, int from, int to, byte[] frame) {
    arrived.clear();
    trail = FrameRecorder.from(0);
    new Underlay(index, boxes, trail, new Hosts())
        .send(from, null, index.endpoint(to), frame, 0, frame.length, 100);
  }

  private void send(int from, int to, byte[] frame) {
    send(index(), from, to, frame);
  }

  /** Where a packet left, in turn: the host's cable, the leaf's, the spine's, the other leaf's. */
  private List<String> way() {
    return trail.hops().stream().map(hop -> hop.node() + " " + hop.port()).toList();
  }

  private PacketHop drop() {
    return trail.hops().getLast();
  }

  private Optional<Cause> cause() {
    return drop().drop().map(NetworkDrop::cause);
  }

  /**
   * Each of four links takes 5 microseconds, and 1,514 bytes at 1,000 bits a microsecond 12.112, of
   * which whole microseconds count.
   */
  @Test
  void aPacketTakesTheTimeOfItsLinksAndOfItsBitsOnEach() {
    lab.links(link -> link.withQuality(1000, 5, 0));
    send(1, 2, datagram(1, 2, 50_000, 1514));
    assertEquals(100 + 4 * (5 + 12), arrived.getFirst().micros());
    assertEquals(2, arrived.getFirst().host());
  }

  /** RFC 1812 section 5.3.1: one less at each of three switches; at none it may become zero. */
  @ParameterizedTest
  @CsvSource({"64,61", "4,1"})
  void everySwitchTakesOneFromTheTimeToLive(int sent, int left) {
    byte[] frame = datagram(1, 2, 50_000, 200);
    live(frame, sent);
    send(1, 2, frame);
    byte[] b = arrived.getFirst().frame();
    assertEquals(left, Ipv4.ttl(b, IP));
    assertTrue(Ipv4.checksumRight(b, IP, b.length));
  }

  @ParameterizedTest
  @CsvSource({"3,leaf-02", "2,spine", "1,leaf-01"})
  void whatHasNoTimeLeftDiesAtTheSwitch(int sent, String node) {
    byte[] frame = datagram(1, 2, 50_000, 200);
    live(frame, sent);
    send(1, 2, frame);
    assertEquals(List.of(), arrived);
    assertEquals(Optional.of(Cause.TTL), cause());
    assertTrue(drop().node().startsWith(node), drop().node());
  }

  private static void live(byte[] frame, int hops) {
    frame[IP + 8] = (byte) hops;
    Ipv4.updateChecksum(frame, IP);
  }

  /** The first number drawn is 607,535 of a million (SplitMix64 from zero): as many are lost. */
  @ParameterizedTest
  @CsvSource({"607535,false", "607536,true", "1000000,true"})
  void aLineLosesAsManyOfAMillionAsItSays(int loss, boolean lost) {
    String host = new HostId(1).token();
    lab.links(it -> it.a().node().equals(host) ? it.withQuality(1000, 5, loss) : it);
    send(1, 2, datagram(1, 2, 50_000, 200));
    assertEquals(lost ? 0 : 1, arrived.size());
    assertEquals(lost ? Optional.of(Cause.LOST) : Optional.empty(), cause());
    assertEquals(1, boxes.draws(), "the other lines lose nothing, and nothing is drawn for them");
  }

  /**
   * Two cables, two spines and two cables at the other end make eight ways, of which each has an
   * eighth of 4,096 flows, give or take a quarter; were every choice the same one, as where
   * switches hash alike, there would be two.
   */
  @Test
  void flowsThatOneChoicePutTogetherAreSpreadByTheNext() {
    FabricIndex index = index();
    Map<List<String>, Integer> flows =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    for (int n = 0; n < 4096; n++) {
      send(index, 1, 2, datagram(1, 2, 49_152 + n, 200));
      flows.merge(way(), 1, Integer::sum);
    }
    assertEquals(8, flows.size());
    flows.forEach((way, count) -> assertTrue(Math.abs(count - 512) <= 128, way + " has " + count));
  }

  /** RFC 2992 section 1: what identifies a flow. */
  @Test
  void anotherPortOrAddressIsAnotherFlow() {
    int[] differ = new int[3];
    for (int port = 50_000; port < 50_032; port++) {
      String first = firstCable(1, 2, datagram(1, 2, port, 200));
      byte[] elsewhere = Frames.udp(path(1, 2), port, 4790, new byte[9]);
      differ[0] += first.equals(firstCable(1, 2, elsewhere)) ? 0 : 1;
      differ[1] += first.equals(firstCable(1, 3, datagram(1, 3, port, 200))) ? 0 : 1;
      differ[2] += first.equals(firstCable(1, 2, datagram(1, 2, port + 1, 200))) ? 0 : 1;
      assertEquals(first, firstCable(1, 2, datagram(1, 2, port, 999)), "one flow, one way");
    }
    for (int of : differ) {
      assertNotEquals(0, of, Arrays.toString(differ));
    }
  }

  private String firstCable(int from, int to, byte[] frame) {
    send(from, to, frame);
    return way().getFirst();
  }

  /** Later pieces show no ports, so the first must not be told apart by its own. */
  @Test
  void allPiecesOfAPacketTakeOneWay() {
    String host = new HostId(1).token();
    lab.links(it -> it.a().node().equals(host) ? it.withMtu(1000) : it);
    for (int port = 50_000; port < 50_016; port++) {
      send(1, 2, datagram(1, 2, port, 3000));
      // of 2,986 bytes 2,966 are data, 976 of them in a piece
      assertEquals(4, arrived.size());
      assertEquals(4 * 4, way().size());
      assertEquals(4, way().stream().distinct().count());
    }
  }

  @Test
  void theFirstHostIsReachedAndToldAsOthersAre() {
    send(2, 0, datagram(2, 0, 50_000, 200));
    assertEquals(0, arrived.getFirst().host());
    Middlebox box =
        new Middlebox(
            Tracking.NONE, List.of(new Rule(false, Protocol.UDP, 4789)), false, Hashing.FLOW, true);
    lab.box("spine-1", box).box("spine-2", box);
    send(0, 2, datagram(0, 2, 50_000, 200));
    assertEquals(0, arrived.getFirst().host());
    assertEquals(IpProtocol.ICMP, Ipv4.protocol(arrived.getFirst().frame(), IP));
    assertEquals(1, trail.hops().stream().filter(hop -> hop.step() == Step.REJECT).count());
  }

  @Test
  void anAddressThatNobodyHasEndsAtTheFirstSwitch() {
    FabricIndex index = index();
    byte[] frame =
        Frames.udp(
            new Frames.Path(2, IpAddress.v4(index.endpoint(1)), 4, IpAddress.v4(0x0909_0909)),
            50_000,
            4789,
            new byte[9]);
    trail = FrameRecorder.from(0);
    new Underlay(index, boxes, trail, new Hosts())
        .send(1, null, 0x0909_0909, frame, 0, frame.length, 0);
    assertEquals(Optional.of(Cause.NO_ROUTE), cause());
    assertTrue(drop().node().startsWith("leaf-01"), drop().node());
  }
}
