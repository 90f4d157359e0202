package io.coppice.cli;

import io.coppice.model.Messages;
import io.coppice.wire.capture.CaptureFault;
import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.capture.CaptureWriter;
import io.coppice.wire.packet.LinkType;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bytes that commands read and write: files, and for {@code -} the standard streams, so that
 * they stand in a pipe.
 */
final class CommandStreams {
  static final String STANDARD = "-";

  private final Messages words;
  private final InputStream in;
  private final OutputStream out;
  private final PrintWriter err;

  CommandStreams(Messages words, InputStream in, OutputStream out, PrintWriter err) {
    this.words = words;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  OutputStream standardOutput() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  /** Opens a capture, or says why not. */
  Optional<CaptureReader> read(String file) {
    try {
      InputStream stream = file.equals(STANDARD) ? in : Files.newInputStream(Path.of(file));
      switch (CaptureReader.open(stream)) {
        case CaptureReader.Opened.Reading reading -> {
          return Optional.of(reading.reader());
        }
        case CaptureReader.Opened.Refused refused -> {
          stream.close();
          tell(file, refused.fault(), 0);
        }
      }
    } catch (IOException | java.nio.file.InvalidPathException e) {
      err.println(words.get("cli.capture.unreadable", file, cause(e)));
    }
    return Optional.empty();
  }

  /** Says why a capture ended early, with file and offset. */
  void tell(String file, CaptureFault fault, long packets) {
    err.println(
        words.get(
            "cli.capture.fault",
            file,
            fault.offset(),
            words.get("wire.capture." + fault.kind().code(), fault.value()),
            packets));
  }

  private String cause(Exception e) {
    return e instanceof NoSuchFileException
        ? words.get("cli.capture.no-file")
        : Optional.ofNullable(e.getMessage()).orElse(e.toString());
  }

  /** Whether both names are one file, which writing would destroy while it is read. */
  static boolean same(String read, String written) {
    try {
      return !read.equals(STANDARD)
          && !written.equals(STANDARD)
          && Files.exists(Path.of(written))
          && Files.isSameFile(Path.of(read), Path.of(written));
    } catch (IOException | java.nio.file.InvalidPathException _) {
      return false;
    }
  }

  /** Begins a capture: pcap if the name ends so, else pcapng. */
  CaptureWriter write(String file, LinkType link) throws IOException {
    OutputStream stream =
        file.equals(STANDARD) ? new Unclosed(out) : Files.newOutputStream(Path.of(file));
    return file.endsWith(".pcap") || file.endsWith(".cap")
        ? CaptureWriter.pcap(stream, link)
        : CaptureWriter.pcapng(stream);
  }

  /** Says that writing failed; a reader that went away is nothing to speak of. */
  int failed(String file, IOException e) {
    String message = cause(e);
    if (!message.contains("Broken pipe")) {
      err.println(words.get("cli.capture.unwritable", file, message));
    }
    return 1;
  }

  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] b, int at, int length) throws IOException {
      out.write(b, at, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
