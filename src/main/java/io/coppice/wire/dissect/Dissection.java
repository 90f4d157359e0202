package io.coppice.wire.dissect;

import io.coppice.wire.packet.LinkType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A packet as a tree: layers, outermost first, and in them fields with value, place and meaning.
 *
 * @param stoppedAt the byte where {@code stop} happened
 */
public record Dissection(
    List<Layer> layers, Stop stop, int stoppedAt, boolean lengthPresumed, boolean fitsVxlan) {
  public Dissection {
    layers = List.copyOf(layers);
  }

  /**
   * @param start first byte of its header
   * @param end first byte behind its header
   */
  public record Layer(LayerKind kind, int start, int end, List<Field> fields) {
    public Layer {
      fields = List.copyOf(fields);
    }
  }

  /**
   * @param bit its first bit, counted from the first of the packet
   * @param meaning in words; empty where the value says all
   */
  public record Field(
      FieldSpec spec,
      String value,
      int bit,
      int bits,
      FieldSink.Verdict verdict,
      String meaning,
      List<Field> children) {
    public Field {
      children = List.copyOf(children);
    }
  }

  /** Of a whole packet as captured. */
  public static Dissection of(byte[] packet, LinkType link) {
    return of(packet, packet.length, link, PortTable.STANDARD);
  }

  /** Of a packet that was perhaps longer on the wire. */
  public static Dissection of(byte[] packet, int original, LinkType link, PortTable ports) {
    LayerStack stack = new LayerStack();
    new PacketWalker(ports).walk(packet, 0, packet.length, original, link, stack);
    return of(packet, stack);
  }

  /** Of a packet already walked. */
  public static Dissection of(byte[] packet, LayerStack stack) {
    Builder builder = new Builder(packet);
    FieldDescriber.describe(packet, stack, builder);
    return new Dissection(
        builder.layers, stack.stop(), stack.stoppedAt(), stack.lengthPresumed(), stack.fitsVxlan());
  }

  private static final class Builder implements FieldSink {
    private record Group(FieldSpec spec, int bit, int bits, String meaning, List<Field> above) {}

    private final byte[] b;
    private final List<Layer> layers = new ArrayList<>();
    private final Deque<Group> groups = new ArrayDeque<>();
    private List<Field> fields = new ArrayList<>();
    private LayerKind kind;
    private int start;
    private int end;

    Builder(byte[] b) {
      this.b = b;
    }

    @Override
    public void layer(LayerKind layerKind, int layerStart, int layerEnd) {
      kind = layerKind;
      start = layerStart;
      end = layerEnd;
      fields = new ArrayList<>();
    }

    @Override
    public void field(FieldSpec spec, int bit, int bits, Verdict verdict, String meaning) {
      fields.add(field(spec, bit, bits, verdict, meaning, List.of()));
    }

    private Field field(
        FieldSpec spec, int bit, int bits, Verdict verdict, String meaning, List<Field> children) {
      String value = spec.value(b, bit, bits);
      return new Field(spec, value, bit, bits, verdict, meaning == null ? "" : meaning, children);
    }

    @Override
    public void group(FieldSpec spec, int bit, int bits, String meaning) {
      groups.push(new Group(spec, bit, bits, meaning, fields));
      fields = new ArrayList<>();
    }

    @Override
    public void endGroup() {
      Group group = groups.pop();
      List<Field> children = fields;
      fields = group.above();
      fields.add(
          field(group.spec(), group.bit(), group.bits(), Verdict.PLAIN, group.meaning(), children));
    }

    @Override
    public void endLayer() {
      layers.add(new Layer(kind, start, end, fields));
    }
  }
}
