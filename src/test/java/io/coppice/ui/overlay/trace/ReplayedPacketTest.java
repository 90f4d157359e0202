package io.coppice.ui.overlay.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.imported.HostFolderReader;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.wire.packet.LinkType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packet seen on the underlay asks again what its sender asked. */
class ReplayedPacketTest {
  @TempDir private Path home;

  private NetworkState network;

  @BeforeEach
  void read() throws IOException {
    Path file = home.resolve("lab.tar.gz");
    try (InputStream in = HostFolderReader.class.getResourceAsStream("lab-b.tar.gz")) {
      Files.copy(in, file);
    }
    network = new HostFolderReader().read(file).state();
  }

  private static byte[] wrapped(Trace trace) {
    return trace.there().orElseThrow().hops().stream()
        .filter(hop -> hop.step() == Hop.Step.ENCAPSULATE)
        .flatMap(hop -> hop.after().stream())
        .map(Frame::bytes)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPingWithinATunnelIsAskedBySenderSizeAndTarget() {
    Segment segment = network.segments().getFirst();
    FirstDrop.Found found = FirstDrop.in(network, segment);
    assertTrue(found.question().isPresent(), "four faults are planted");
    for (Question.Protocol protocol : Question.Protocol.values()) {
      Question asked =
          anyAnswered(segment).by(protocol, protocol == Question.Protocol.PING ? 0 : 53);
      ReplayedPacket packet =
          ReplayedPacket.of(wrapped(Predictor.trace(network, asked)), LinkType.ETHERNET)
              .orElseThrow();
      assertEquals(
          List.of(new ReplayedPacket.Tunnel(Encapsulation.VXLAN, segment.id())), packet.segments());
      Question again = packet.in(network).orElseThrow();
      assertEquals(asked.from(), again.from());
      assertEquals(asked.to(), again.to());
      assertEquals(asked.protocol(), again.protocol());
      assertEquals(asked.port(), again.port());
      assertEquals(asked.dontFragment(), again.dontFragment());
    }
  }

  private Question anyAnswered(Segment segment) {
    return segment.machines().stream()
        .flatMap(
            from ->
                segment.machines().stream()
                    .filter(to -> !to.equals(from))
                    .flatMap(
                        to ->
                            network.device(to).orElseThrow().addresses().stream()
                                .filter(a -> !a.ip().v6())
                                .map(a -> Question.small(from.node(), a.ip()))))
        .filter(question -> Predictor.trace(network, question).verdict().isPassed())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatCarriesNoIpAsksNothingAndStrangersAreNotKnown() {
    assertEquals(Optional.empty(), ReplayedPacket.of(new byte[60], LinkType.ETHERNET));
    assertEquals(Optional.empty(), ReplayedPacket.of(new byte[3], LinkType.ETHERNET));
    Question asked = anyAnswered(network.segments().getFirst());
    byte[] bytes = wrapped(Predictor.trace(network, asked));
    ReplayedPacket packet = ReplayedPacket.of(bytes, LinkType.ETHERNET).orElseThrow();
    assertEquals(
        Optional.empty(), packet.in(NetworkState.empty("nothing")), List.of(packet).toString());
  }
}
