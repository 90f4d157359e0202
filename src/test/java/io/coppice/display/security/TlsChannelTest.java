package io.coppice.display.security;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsChannelTest {
  /** Keeps what is said, and hangs up. */
  private static final class Deaf implements ByteChannel {
    final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Override
    public int read(ByteBuffer into) {
      return -1;
    }

    @Override
    public int write(ByteBuffer from) {
      int count = from.remaining();
      while (from.hasRemaining()) {
        said.write(from.get());
      }
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private interface Beginning {
    void over(ByteChannel line) throws IOException;
  }

  /** The suites of a ClientHello (RFC 5246 7.4.1.2). */
  private static List<Integer> offered(Beginning beginning) {
    Deaf line = new Deaf();
    assertThrows(AccessDeniedException.class, () -> beginning.over(line));
    ByteBuffer hello = ByteBuffer.wrap(line.said.toByteArray());
    hello.position(5 + 4 + 2 + 32);
    hello.position(hello.position() + 1 + hello.get(hello.position()));
    int count = (hello.getShort() & 0xFFFF) / 2;
    List<Integer> suites = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      suites.add(hello.getShort() & 0xFFFF);
    }
    return suites;
  }

  /** IANA's "TLS Cipher Suites" with anonymous key exchange, those of AES. */
  private static boolean isAnonymous(int suite) {
    return List.of(0x34, 0x3A, 0x6C, 0x6D, 0xA6, 0xA7, 0xC018, 0xC019).contains(suite);
  }

  @Test
  void anonymousSuitesAreOfferedOnlyWhereThePersonWantsThem() {
    List<Integer> certified = offered(line -> TlsChannel.certified(line, Gatekeeper.NOBODY));
    assertTrue(certified.size() > 2);
    assertTrue(certified.stream().noneMatch(TlsChannelTest::isAnonymous), certified.toString());
    List<Integer> anonymous = offered(TlsChannel::anonymous);
    assertTrue(anonymous.stream().anyMatch(TlsChannelTest::isAnonymous), anonymous.toString());
    // what follows the suites is a signal (RFC 5746), not a suite
    assertTrue(
        anonymous.stream().allMatch(suite -> suite == 0xFF || isAnonymous(suite)),
        anonymous.toString());
  }
}
