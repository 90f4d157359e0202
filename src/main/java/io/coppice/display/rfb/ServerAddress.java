package io.coppice.display.rfb;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a remote-framebuffer server is, as viewers write it: {@code HOST:DISPLAY} (display N is
 * port 5900 + N, RFC 6143 1.1 and the habit of every server), {@code HOST::PORT}, {@code HOST}
 * (display 0), {@code unix:PATH}. An IPv6 address stands in brackets.
 */
public sealed interface ServerAddress {
  /** The port of display 0. */
  int FIRST_PORT = 5900;

  /** Displays beyond it are taken for ports, as other viewers do. */
  int MOST_DISPLAYS = 100;

  /** A host and port. */
  record Tcp(String host, int port) implements ServerAddress {
    @Override
    public String toString() {
      String shown = host.contains(":") ? "[" + host + "]" : host;
      int display = port - FIRST_PORT;
      return display >= 0 && display < MOST_DISPLAYS ? shown + ":" + display : shown + "::" + port;
    }
  }

  /** A socket in the file system of this workstation. */
  record Unix(Path path) implements ServerAddress {
    @Override
    public String toString() {
      return "unix:" + path;
    }
  }

  /** The address that a text means; empty if it means none. */
  static Optional<ServerAddress> parse(String text) {
    String trimmed = text.strip();
    if (trimmed.startsWith("unix:") && trimmed.length() > 5) {
      try {
        return Optional.of(new Unix(Path.of(trimmed.substring(5))));
      } catch (java.nio.file.InvalidPathException _) {
        return Optional.empty();
      }
    }
    String host = trimmed;
    String rest = "";
    if (trimmed.startsWith("[")) {
      int end = trimmed.indexOf(']');
      if (end < 0) {
        return Optional.empty();
      }
      host = trimmed.substring(1, end);
      rest = trimmed.substring(end + 1);
    } else if (trimmed.contains(":")) {
      int at = trimmed.indexOf(':');
      host = trimmed.substring(0, at);
      rest = trimmed.substring(at);
    }
    if (!host.matches("[\\p{Alnum}._:%-]+") || !rest.matches("|:\\d{1,5}|::\\d{1,5}")) {
      return Optional.empty();
    }
    int number = rest.isEmpty() ? 0 : Integer.parseInt(rest.replace(":", ""));
    int port = !rest.startsWith("::") && number < MOST_DISPLAYS ? FIRST_PORT + number : number;
    return port >= 1 && port <= 65_535 ? Optional.of(new Tcp(host, port)) : Optional.empty();
  }

  /**
   * Connects; blocks until it is or cannot be.
   *
   * @throws IOException if nobody listens there
   */
  default ByteChannel open() throws IOException {
    return switch (this) {
      case Tcp tcp -> {
        InetSocketAddress place = new InetSocketAddress(tcp.host(), tcp.port());
        if (place.isUnresolved()) {
          throw new java.net.UnknownHostException(tcp.host());
        }
        SocketChannel channel = SocketChannel.open();
        try {
          channel.connect(place);
          channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
          yield channel;
        } catch (IOException e) {
          channel.close();
          throw e;
        }
      }
      case Unix unix -> {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
          channel.connect(UnixDomainSocketAddress.of(unix.path()));
          yield channel;
        } catch (IOException e) {
          channel.close();
          throw e;
        }
      }
    };
  }
}
