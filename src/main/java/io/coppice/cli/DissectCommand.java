package io.coppice.cli;

import io.coppice.model.Messages;
import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.dissect.ConversationTable;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketJoiner;
import io.coppice.wire.dissect.PacketWalker;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.tunnel.ReceiverProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * {@code coppice dissect FILE}: a line for each packet and each whole put together of parts, then
 * the conversations; or all of it as JSON with every field. Streams: memory does not grow with the
 * capture.
 */
final class DissectCommand {
  private static final int CONVERSATIONS = 100_000;
  private static final int SHOWN = 1000;

  private final Messages words;
  private final CommandStreams streams;

  DissectCommand(Messages words, CommandStreams streams) {
    this.words = words;
    this.streams = streams;
  }

  /**
   * @param profile whose drops are told, if any
   */
  record Options(String file, boolean json, Optional<ReceiverProfile> profile, PortTable ports) {}

  /** The exit code: 0 if the whole capture was read. */
  int run(Options options) {
    Optional<CaptureReader> opened = streams.read(options.file());
    if (opened.isEmpty()) {
      return 1;
    }
    OutputStream out = streams.standardOutput();
    try (CaptureReader reader = opened.get();
        PacketReport report =
            options.json()
                ? new JsonReport(out, Runtime.getRuntime().availableProcessors())
                : new TextReport(words, out, SHOWN)) {
      PacketWalker walker = new PacketWalker(options.ports());
      PacketJoiner joiner = new PacketJoiner(walker, (_, _, _) -> {});
      ConversationTable conversations = new ConversationTable(CONVERSATIONS);
      PacketVerdict verdict = new PacketVerdict(options.profile(), options.ports());
      LayerStack stack = new LayerStack();
      report.begin();
      while (reader.next()) {
        byte[] b = reader.bytes();
        int to = reader.at() + reader.length();
        walker.walk(b, reader.at(), to, reader.original(), reader.link(), stack);
        boolean whole = joiner.join(b, stack, reader.time());
        report.packet(reader, stack, verdict.of(reader, stack));
        if (whole) {
          report.joined(joiner);
          conversations.add(joiner.bytes(), joiner.stack(), reader.time(), joiner.length());
        } else {
          conversations.add(b, stack, reader.time(), reader.original());
        }
      }
      joiner.end();
      report.end(reader, conversations);
      out.flush();
      reader.fault().ifPresent(f -> streams.tell(options.file(), f, reader.packets()));
      return reader.fault().isPresent() ? 1 : 0;
    } catch (IOException e) {
      return streams.failed(CommandStreams.STANDARD, e);
    }
  }
}
