package io.coppice.display.terminal;

import io.coppice.display.rfb.ServerAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a serial console is: {@code serial:HOST:PORT} or {@code serial:unix:PATH}, a stream of
 * plain bytes as QEMU's {@code -serial tcp:} and {@code -serial unix:} give it.
 */
public record SerialAddress(ServerAddress line) {
  private static final String PREFIX = "serial:";
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[\\p{XDigit}:.%]+]|[\\p{Alnum}._-]+):(\\d{1,5})");

  /** The address that a text means; empty if it means none. */
  public static Optional<SerialAddress> parse(String text) {
    String trimmed = text.strip();
    if (!trimmed.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String rest = trimmed.substring(PREFIX.length());
    if (rest.startsWith("unix:")) {
      return ServerAddress.parse(rest).map(SerialAddress::new);
    }
    Matcher matcher = HOST_AND_PORT.matcher(rest);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    // two colons: a port, never a display
    return ServerAddress.parse(matcher.group(1) + "::" + matcher.group(2)).map(SerialAddress::new);
  }

  @Override
  public String toString() {
    return line instanceof ServerAddress.Tcp tcp
        ? PREFIX
            + (tcp.host().contains(":") ? "[" + tcp.host() + "]" : tcp.host())
            + ":"
            + tcp.port()
        : PREFIX + line;
  }
}
