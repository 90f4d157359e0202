package io.coppice.cli;

import io.coppice.model.Messages;
import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.dissect.Conversation;
import io.coppice.wire.dissect.ConversationTable;
import io.coppice.wire.dissect.LayerKind;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketJoiner;
import io.coppice.wire.dissect.PacketSummary;
import io.coppice.wire.dissect.Stop;
import io.coppice.wire.packet.TextBuffer;
import io.coppice.wire.packet.Udp;
import io.coppice.wire.tunnel.DropReason;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A line for each packet: number, seconds since the first, tunnels and innermost packet. */
final class TextReport implements PacketReport {
  private final Messages words;
  private static final int CHUNK = 1 << 16;

  private final OutputStream out;
  private final TextBuffer text = new TextBuffer(2 * CHUNK);
  private final int conversationsShown;
  private final Map<DropReason, String> drops = new EnumMap<>(DropReason.class);
  private final String cut;
  private final String malformed;
  private final String presumed;
  private final String offered;
  private final String joined;
  private long first = Long.MIN_VALUE;

  TextReport(Messages words, OutputStream out, int conversationsShown) {
    this.words = words;
    this.out = out;
    this.conversationsShown = conversationsShown;
    this.cut = words.get("cli.dissect.cut");
    this.malformed = words.get("cli.dissect.malformed");
    this.presumed = words.get("cli.dissect.presumed");
    this.offered = words.get("cli.dissect.fits-vxlan");
    this.joined = words.get("cli.dissect.joined");
  }

  @Override
  public void begin() {}

  @Override
  public void packet(CaptureReader packet, LayerStack stack, DropReason drop) throws IOException {
    if (first == Long.MIN_VALUE) {
      first = packet.time();
    }
    number(packet.packets());
    long since = packet.time() - first;
    text.text(since < 0 ? " -" : "  ");
    text.decimal(Math.abs(since) / 1_000_000_000L).character('.');
    text.padded(Math.abs(since) % 1_000_000_000L / 1000, 6).text("  ");
    PacketSummary.append(text, packet.bytes(), stack);
    notes(packet, stack);
    if (drop != null) {
      text.text("  [").text(drops.computeIfAbsent(drop, this::said)).character(']');
    }
    for (String comment : packet.comments()) {
      text.text("  \"").text(comment.replaceAll("\\p{Cntrl}", " ")).character('"');
    }
    text.character('\n');
    if (text.length() >= CHUNK) {
      text.drainTo(out);
    }
  }

  private String said(DropReason drop) {
    String section = drop.section().isEmpty() ? "" : " (" + drop.section() + ')';
    return words.get("cli.dissect.drop", words.get("wire.drop." + drop.code()) + section);
  }

  private void number(long number) {
    int digits = Long.toString(number).length();
    text.spaces(6 - digits).decimal(number);
  }

  private void notes(CaptureReader packet, LayerStack stack) {
    if (stack.stop() == Stop.CUT || stack.stop() == Stop.MALFORMED) {
      text.text("  [").text(stack.stop() == Stop.CUT ? cut : malformed).character(' ');
      text.decimal(stack.stoppedAt() - packet.at()).character(']');
    }
    if (stack.lengthPresumed()) {
      text.text("  [").text(presumed).character(']');
    }
    if (stack.fitsVxlan()) {
      int port = Udp.destinationPort(packet.bytes(), stack.start(stack.last(LayerKind.UDP)));
      text.text("  [").text(offered).text(" --decode-as ").decimal(port).text("=vxlan]");
    }
  }

  @Override
  public void joined(PacketJoiner whole) {
    text.spaces(8).text(joined).character(' ').decimal(whole.parts()).text(": ");
    PacketSummary.append(text, whole.bytes(), whole.stack());
    text.character('\n');
  }

  @Override
  public void end(CaptureReader reader, ConversationTable table) throws IOException {
    List<Conversation> conversations = table.conversations();
    text.character('\n');
    text.text(words.get("cli.dissect.end", reader.packets(), conversations.size()));
    text.character('\n');
    conversations.stream().limit(conversationsShown).forEach(this::conversation);
    if (conversations.size() > conversationsShown) {
      int more = conversations.size() - conversationsShown;
      text.text(words.get("cli.dissect.more", more)).character('\n');
    }
    if (table.beyond() > 0) {
      text.text(words.get("cli.dissect.beyond", table.beyond())).character('\n');
    }
    text.drainTo(out);
  }

  private void conversation(Conversation c) {
    text.text("  ").text(c.protocol()).character(' ').text(c.from());
    text.text(c.isOneWay() ? " > " : " - ").text(c.to());
    if (!c.scopes().isEmpty()) {
      text.text("  ").text(scopes(c.scopes()));
    }
    if (!c.isOneWay() && !c.backScopes().equals(c.scopes())) {
      text.text(words.get("cli.dissect.back", scopes(c.backScopes())));
    }
    text.text("  ");
    text.text(
        words.get(
            "cli.dissect.conversation", c.packets(), c.packetsBack(), c.bytes() + c.bytesBack()));
    text.character('\n');
  }

  private static String scopes(List<Conversation.Scope> scopes) {
    return scopes.stream().map(Object::toString).collect(Collectors.joining(" / "));
  }

  @Override
  public void close() {}
}
