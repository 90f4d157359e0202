package io.coppice.model.overlay.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.imported.HostFolderReader;
import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What UDP and TCP do where a ping does this or that, and each equal-cost way by itself. */
class ProtocolsTest {
  @TempDir private Path home;

  private NetworkState network;
  private Link.End from;
  private IpAddress to;

  @BeforeEach
  void read() throws IOException {
    network = lab("lab-a.tar.gz");
    Segment segment = network.segments().getFirst();
    List<Link.End> machines = segment.machines().stream().sorted().toList();
    from = machines.getFirst();
    to = Predictor.addressOf(network, machines.getLast()).orElseThrow();
  }

  private NetworkState lab(String name) throws IOException {
    Path file = home.resolve(name);
    try (InputStream in = HostFolderReader.class.getResourceAsStream(name)) {
      Files.copy(in, file);
    }
    return new HostFolderReader().read(file).state();
  }

  private static List<Journey.Purpose> purposes(Trace trace) {
    return trace.journeys().stream().map(Journey::purpose).toList();
  }

  private Question ping() {
    return Question.small(from.node(), to);
  }

  @Test
  void aConnectionIsAnsweredAndItsFullSegmentAcknowledged() {
    Question question = ping().withBytes(Question.BULK).by(Question.Protocol.TCP, 443);
    Trace trace = Predictor.trace(network, question);
    assertTrue(trace.verdict().isPassed());
    assertTrue(
        purposes(trace)
            .containsAll(
                List.of(
                    Journey.Purpose.CONNECT,
                    Journey.Purpose.ACCEPT,
                    Journey.Purpose.DATA,
                    Journey.Purpose.ACKNOWLEDGE)));
    Frame last =
        trace.of(Journey.Purpose.DATA).orElseThrow().hops().getLast().before().orElseThrow();
    Frame.Segment segment =
        assertInstanceOf(Frame.Segment.class, ((Frame.Ip) last.payload()).content());
    int mtu = network.device(from).orElseThrow().mtu();
    assertEquals(mtu - 40, segment.payloadBytes(), "as large as both ends' devices let it be");
  }

  @Test
  void whereTheWayIsTooNarrowAConnectionStandsAndItsFullSegmentsVanish() {
    NetworkState narrow = network;
    for (var node : network.nodes().values()) {
      for (var device : node.devices().values()) {
        if (device.tunnel().isPresent()) {
          narrow = new Change.SetMtu(node.name(), device.name(), 1400).applyTo(narrow);
        }
      }
    }
    Question question = ping().withBytes(0).by(Question.Protocol.TCP, 22);
    assertTrue(Predictor.trace(narrow, question).verdict().isPassed());
    Trace bulk = Predictor.trace(narrow, question.withBytes(Question.BULK));
    assertInstanceOf(Verdict.Dropped.class, bulk.verdict());
    assertTrue(bulk.of(Journey.Purpose.ACCEPT).orElseThrow().verdict().isPassed());
    assertFalse(bulk.of(Journey.Purpose.DATA).orElseThrow().verdict().isPassed());
  }

  @Test
  void aDatagramThatArrivesIsNotSaidToBeAnswered() {
    Trace trace = Predictor.trace(network, ping().withBytes(100).by(Question.Protocol.UDP, 53));
    assertTrue(trace.verdict().isPassed());
    assertEquals("trace.datagram-arrived", lastWords(trace));
    assertTrue(trace.of(Journey.Purpose.ECHO_REPLY).isEmpty());
  }

  private static String lastWords(Trace trace) {
    return trace.of(Journey.Purpose.DATAGRAM).orElseThrow().hops().getLast().decided().code();
  }

  @Test
  void theBytesOfSegmentsAndDatagramsHaveRightChecksums() {
    for (Question.Protocol protocol : List.of(Question.Protocol.UDP, Question.Protocol.TCP)) {
      Trace trace = Predictor.trace(network, ping().withBytes(101).by(protocol, 53));
      byte[] b = trace.there().orElseThrow().hops().getLast().before().orElseThrow().bytes();
      int ip = 14;
      int length = ((b[ip + 2] & 0xff) << 8 | b[ip + 3] & 0xff) - 20;
      long sum = (long) b[ip + 9] + length;
      for (int i = ip + 12; i < b.length; i++) {
        sum += (i % 2 == 0 ? (b[i] & 0xff) << 8 : b[i] & 0xff);
      }
      while (sum >>> 16 != 0) {
        sum = (sum & 0xffff) + (sum >>> 16);
      }
      assertEquals(0xffff, sum, protocol.name());
    }
  }

  @Test
  void everyEqualCostWayIsAnAnswerOfItsOwn() {
    Predictor.Answer answer = Predictor.answer(network, ping());
    assertTrue(answer.ways().size() > 1, "two spines");
    assertEquals(
        answer.ways().size(),
        answer.ways().stream()
            .map(
                way ->
                    way.journeys().stream()
                        .map(j -> j.hops().stream().map(h -> h.node()).distinct().toList())
                        .toList())
            .distinct()
            .count());
  }

  @Test
  void whereOnlyOneOfTheWaysDropsNobodyKnowsAndBothWaysAreThere() {
    NetworkState narrow = network;
    for (var device : network.node("s2").orElseThrow().devices().values()) {
      narrow = new Change.SetMtu("s2", device.name(), 1400).applyTo(narrow);
    }
    Predictor.Answer answer = Predictor.answer(narrow, ping().withBytes(Question.LARGE));
    assertInstanceOf(Verdict.Unknown.class, answer.trace().verdict());
    assertTrue(answer.ways().stream().anyMatch(way -> way.verdict().isPassed()));
    assertTrue(answer.ways().stream().anyMatch(way -> way.verdict().isDropped()));
  }
}
