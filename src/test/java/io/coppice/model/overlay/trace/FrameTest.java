package io.coppice.model.overlay.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameTest {
  private static final Mac A = Mac.parse("02:00:00:00:00:0a").orElseThrow();
  private static final Mac B = Mac.parse("02:00:00:00:00:0b").orElseThrow();

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static Frame ping(String from, String to) {
    return new Frame(
        A, B, 0, new Frame.Ip(ip(from), ip(to), 64, true, 0, new Frame.Echo(false, 1, 1, 0)));
  }

  @Test
  void anEchoRequestIsWrittenWithItsChecksums() {
    assertEquals(
        "02000000000b02000000000a08004500001c000040004001ab8dc0a80701c0a807020800f7fd00010001",
        HexFormat.of().formatHex(ping("192.168.7.1", "192.168.7.2").bytes()));
  }

  @ParameterizedTest
  @EnumSource(Encapsulation.class)
  void aTunnelAddsWhatItsSumSays(Encapsulation encapsulation) {
    Frame inner = ping("192.168.7.1", "192.168.7.2");
    for (String[] ends : new String[][] {{"10.0.0.1", "10.0.0.2"}, {"fd00::1", "fd00::2"}}) {
      Frame outer =
          new Frame(
              A,
              B,
              0,
              new Frame.Ip(
                  ip(ends[0]),
                  ip(ends[1]),
                  64,
                  false,
                  0,
                  new Frame.Tunnelled(encapsulation, 42, 50000, 4789, inner)));
      assertEquals(
          inner.length() + encapsulation.addedOnTheWire(ends[0].startsWith("f"), false),
          outer.length());
      assertEquals(outer.length(), outer.bytes().length);
    }
  }
}
