package io.coppice.cli;

import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.dissect.LayerKind;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.tunnel.Decapsulator;
import io.coppice.wire.tunnel.DropReason;
import io.coppice.wire.tunnel.ReceiverProfile;
import java.util.Optional;

/** Asks a receiver of one profile about each packet that carries a tunnel. */
final class PacketVerdict {
  private final Decapsulator receiver;

  PacketVerdict(Optional<ReceiverProfile> profile, PortTable ports) {
    receiver = profile.map(p -> new Decapsulator(p, true, ports.vxlanPorts())).orElse(null);
  }

  /** Null if nobody was asked, there is no tunnel, or it is accepted. */
  DropReason of(CaptureReader packet, LayerStack stack) {
    if (receiver == null || !hasTunnel(stack)) {
      return null;
    }
    return open(receiver, packet, stack);
  }

  /** Opens a packet of any link that carries IP. */
  static DropReason open(Decapsulator receiver, CaptureReader packet, LayerStack stack) {
    int to = packet.at() + packet.length();
    if (packet.link() == LinkType.ETHERNET) {
      return receiver.open(packet.bytes(), packet.at(), to);
    }
    for (int i = 0; i < stack.size(); i++) {
      if (stack.kind(i) == LayerKind.IPV4 || stack.kind(i) == LayerKind.IPV6) {
        int type = stack.kind(i) == LayerKind.IPV4 ? EtherType.IPV4 : EtherType.IPV6;
        return receiver.openIp(packet.bytes(), stack.start(i), to, type);
      }
    }
    return DropReason.NOT_IP;
  }

  private static boolean hasTunnel(LayerStack stack) {
    for (int i = 0; i < stack.size(); i++) {
      if (stack.kind(i).isTunnel()) {
        return true;
      }
    }
    return false;
  }
}
