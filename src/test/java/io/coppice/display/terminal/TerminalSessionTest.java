package io.coppice.display.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.ScriptedChannel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TerminalSessionTest {
  @Test
  @Timeout(30)
  void machineAtTheOtherEndIsSeenAndHearsKeys(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("serial");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      SerialAddress address = SerialAddress.parse("serial:unix:" + path).orElseThrow();
      AtomicReference<TerminalSession> to = new AtomicReference<>();
      Terminal terminal = new Terminal(80, 24, bytes -> to.get().send(bytes));
      TerminalSession session = new TerminalSession(address.line().open(), terminal, () -> {});
      to.set(session);
      Thread reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      session.run();
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
      try (SocketChannel machine = server.accept()) {
        machine.write(ByteBuffer.wrap("login: \u001b[6n".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("\u001b[1;8R", heard(machine, 6));
        assertEquals("login:", terminal.text().getFirst().strip());
        assertTrue(session.send("root\r".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("root\r", heard(machine, 5));
      }
      reader.join();
      assertFalse(session.send(new byte[] {1}), "nobody is there any more");
      assertEquals(11, session.received());
    }
  }

  private static String heard(SocketChannel from, int bytes) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(bytes);
    while (in.hasRemaining() && from.read(in) >= 0) {}
    return new String(in.array(), StandardCharsets.US_ASCII);
  }

  @Test
  void machineThatReadsNothingIsNotSentWithoutEnd() {
    TerminalSession session =
        new TerminalSession(
            new ScriptedChannel(new byte[0], 1), new Terminal(80, 24, _ -> {}), () -> {});
    boolean taken = true;
    for (int i = 0; i < 2_000 && taken; i++) {
      taken = session.send(new byte[1024]);
    }
    assertFalse(taken);
  }

  @Test
  void addressesOfSerialConsolesAreRead() {
    assertEquals("serial:localhost:4444", said("serial:localhost:4444"));
    assertEquals("serial:10.0.0.5:5901", said(" serial:10.0.0.5:5901 "));
    assertEquals("serial:[fe80::1]:23", said("serial:[fe80::1]:23"));
    assertEquals("serial:unix:/run/vm/1.sock", said("serial:unix:/run/vm/1.sock"));
    for (String wrong :
        new String[] {"localhost:1", "serial:", "serial:host", "serial:host:99999"}) {
      assertTrue(SerialAddress.parse(wrong).isEmpty(), wrong);
    }
  }

  private static String said(String text) {
    return SerialAddress.parse(text).orElseThrow().toString();
  }
}
