package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.coppice.display.ScriptedChannel;
import io.coppice.display.security.AccessDeniedException;
import io.coppice.display.security.Gatekeeper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Consoles and thumbnails choose alike, for both go to their servers this way. */
class ServerConnectionTest {
  private static final int ANONYMOUS_TLS = 258;
  private static final int VENCRYPT = 19;
  private static final int RSA_AES = 5;
  private static final int NONE = 1;

  private final List<ScriptedChannel> lines = new ArrayList<>();

  /** A server whose VeNCrypt has anonymous TLS alone, which nobody allowed. */
  private ByteChannel open(int... types) {
    ByteBuffer said = ByteBuffer.allocate(64);
    said.put("RFB 003.008\n".getBytes(StandardCharsets.ISO_8859_1)).put((byte) types.length);
    for (int type : types) {
      said.put((byte) type);
    }
    if (lines.isEmpty()) {
      said.put(new byte[] {0, 2, 0, 1}).putInt(ANONYMOUS_TLS);
    }
    byte[] bytes = new byte[said.position()];
    said.flip().get(bytes);
    lines.add(new ScriptedChannel(bytes));
    return lines.getLast();
  }

  private static ServerConnection to(ServerConnection.Line line) {
    return new ServerConnection(
        line, SessionOptions.local(Gatekeeper.NOBODY).asThumbnail(), new SessionListener() {});
  }

  @Test
  void whatIsBesideVencryptIsChosenOnASecondLine() {
    SessionFailedException ended =
        assertThrows(SessionFailedException.class, to(() -> open(NONE, VENCRYPT, RSA_AES))::run);
    assertEquals(SessionFailedException.Kind.ENDED, ended.kind());
    assertEquals(2, lines.size());
    assertEquals(VENCRYPT, lines.getFirst().said()[12]);
    assertEquals(RSA_AES, lines.getLast().said()[12]);
  }

  @Test
  void withoutSuchATypeTheRefusalStands() {
    AccessDeniedException denied =
        assertThrows(AccessDeniedException.class, to(() -> open(NONE, VENCRYPT))::run);
    assertEquals(AccessDeniedException.Reason.ANONYMOUS_TLS, denied.reason());
    assertEquals(1, lines.size());
  }

  @Test
  void whoClosesItMeanwhileIsAskedForNoSecondLine() throws IOException {
    ServerConnection[] made = new ServerConnection[1];
    made[0] =
        to(
            () -> {
              ByteChannel line = open(NONE, VENCRYPT, RSA_AES);
              made[0].close();
              return line;
            });
    made[0].run();
    assertEquals(1, lines.size());
  }

  @Test
  void aLineThatCannotBeOpenedIsToldFromASessionThatEnded() {
    UnreachableException unreachable =
        assertThrows(
            UnreachableException.class,
            to(
                    () -> {
                      throw new java.net.ConnectException();
                    })
                ::run);
    assertEquals("Connect", unreachable.getMessage());
  }
}
