package io.coppice.wire.dissect;

import io.coppice.wire.dissect.Conversation.Scope;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.MacBits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers the conversations of a capture. Bounded: what does not fit is only counted. */
public final class ConversationTable {
  private static final class Flow {
    final FlowKey key;
    final long first;
    long last;
    long packets;
    long bytes;
    boolean told;

    Flow(FlowKey key, long first) {
      this.key = key;
      this.first = first;
    }
  }

  private final int most;
  private final Map<FlowKey, Flow> flows = new HashMap<>();
  private final FlowKey key = new FlowKey();
  private Flow lately;
  private long beyond;

  /**
   * @param most directions of conversations kept
   */
  public ConversationTable(int most) {
    this.most = most;
  }

  /** Counts a walked packet. */
  public void add(byte[] b, LayerStack stack, long time, int bytes) {
    if (!key.fill(b, stack)) {
      return;
    }
    Flow flow = lately != null && lately.key.equals(key) ? lately : flows.get(key);
    if (flow == null) {
      if (flows.size() >= most) {
        beyond++;
        return;
      }
      flow = new Flow(key.copy(), time);
      flows.put(flow.key, flow);
    }
    lately = flow;
    flow.packets++;
    flow.bytes += bytes;
    flow.last = time;
  }

  /** Packets of conversations that did not fit. */
  public long beyond() {
    return beyond;
  }

  /**
   * The conversations, in the order of their first packets. A way back is the flow with the ends
   * exchanged through the same segments; if there is none, and exactly one such flow through
   * tunnels of the same kinds has no partner either, each direction has an id of its own.
   */
  public List<Conversation> conversations() {
    List<Flow> all = new ArrayList<>(flows.values());
    all.sort(Comparator.comparingLong((Flow f) -> f.first).thenComparing(f -> -f.packets));
    Map<FlowKey, List<Flow>> lonely = new HashMap<>();
    for (Flow flow : all) {
      flow.told = false;
      if (!flows.containsKey(flow.key.reversed())) {
        lonely.computeIfAbsent(flow.key.ends(), _ -> new ArrayList<>()).add(flow);
      }
    }
    List<Conversation> result = new ArrayList<>();
    for (Flow flow : all) {
      if (!flow.told) {
        flow.told = true;
        Flow back = back(flow, lonely);
        if (back != null) {
          back.told = true;
        }
        result.add(conversation(flow, back));
      }
    }
    return result;
  }

  private Flow back(Flow flow, Map<FlowKey, List<Flow>> lonely) {
    FlowKey reversed = flow.key.reversed();
    Flow exact = flows.get(reversed);
    if (exact != null) {
      return exact == flow || exact.told ? null : exact;
    }
    List<Flow> there = lonely.getOrDefault(flow.key.ends(), List.of());
    List<Flow> back = lonely.getOrDefault(reversed.ends(), List.of());
    boolean single = there.size() == 1 && back.size() == 1 && !back.getFirst().told;
    return single && back.getFirst().key.sameTunnels(flow.key) ? back.getFirst() : null;
  }

  private static Conversation conversation(Flow flow, Flow back) {
    return new Conversation(
        protocol(flow.key),
        end(flow.key, 2, (int) (flow.key.words[1] >>> 16)),
        end(flow.key, 4, (int) flow.key.words[1] & 0xffff),
        scopes(flow.key),
        back == null ? List.of() : scopes(back.key),
        flow.packets,
        back == null ? 0 : back.packets,
        flow.bytes,
        back == null ? 0 : back.bytes,
        flow.first,
        back == null ? flow.last : Math.max(flow.last, back.last));
  }

  private static String protocol(FlowKey key) {
    if (key.words[0] == 1) {
      return "Ethernet";
    }
    int number = (int) key.words[0] & 0xff;
    return switch (number) {
      case IpProtocol.TCP -> "TCP";
      case IpProtocol.UDP -> "UDP";
      default -> {
        String name = IpFields.protocol(number);
        yield name == null ? "IP " + number : name;
      }
    };
  }

  private static String end(FlowKey key, int word, int port) {
    long family = key.words[0] >>> 8;
    if (family == 0) {
      return MacBits.format(key.words[word + 1]);
    }
    String address = new IpAddress(family == 6, key.words[word], key.words[word + 1]).toString();
    boolean ports = (key.words[0] & 0xff) == 6 || (key.words[0] & 0xff) == 17;
    if (!ports) {
      return address;
    }
    return family == 6 ? '[' + address + "]:" + port : address + ':' + port;
  }

  private static List<Scope> scopes(FlowKey key) {
    List<Scope> scopes = new ArrayList<>();
    for (int i = FlowKey.SCOPES; i < key.length; i += 2) {
      scopes.add(new Scope(LayerKind.values()[(int) key.words[i]], key.words[i + 1]));
    }
    return scopes;
  }
}
