package io.coppice.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @ValueSource(strings = {"02:AB:00:0c:0D:0f", "02-ab-00-0C-0d-0F", "02ab.000c.0d0f"})
  void aMacIsTheSameHoweverItIsWritten(String text) {
    assertEquals(MacAddress.parse("02:ab:00:0c:0d:0f"), MacAddress.parse(text));
    assertEquals("02:ab:00:0c:0d:0f", MacAddress.parse(text).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "02:AB",
        "02:ab:00:0c:0d:0f:11",
        "02:ab-00:0c:0d:0f",
        "2:ab:0:c:d:f",
        "02ab000c0d0f",
        "0g:00:00:00:00:00",
        " 02:ab:00:0c:0d:0f",
        "０2:ab:00:0c:0d:0f"
      })
  void whatIsNoMacIsNone(String text) {
    assertEquals(Optional.empty(), MacAddress.parse(text));
  }

  /** The usual form is read without the patterns of all forms: it must not be read otherwise. */
  @Test
  void whatIsAlmostAnAddressIsReadAsThePatternsOfItsFormsSay() {
    String parts = "0123456789abcdefABCDEFg:.- \u0661\uff11";
    Random random = new Random(23);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(new MacAddress(random.nextLong() >>> 16).toString());
      for (int change = random.nextInt(3); change > 0; change--) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, parts.charAt(random.nextInt(parts.length())));
        if (random.nextInt(8) == 0) {
          text.deleteCharAt(random.nextInt(text.length()));
        }
      }
      boolean right = text.toString().matches("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
      Optional<Long> bits =
          right
              ? Optional.of(Long.parseLong(text.toString().replace(":", ""), 16))
              : Optional.empty();
      assertEquals(bits, MacAddress.parse(text.toString()).map(MacAddress::bits), text.toString());
      read += right ? 1 : 0;
    }
    assertTrue(read > 5_000 && read < 18_000, read + " were addresses");
  }

  @Test
  void zeroAndGroupsAreOfNoAdapter() {
    for (String text :
        new String[] {"00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01"}) {
      assertFalse(MacAddress.parse(text).filter(MacAddress::isOfAnAdapter).isPresent(), text);
    }
    assertTrue(MacAddress.parse("02:00:00:00:00:00").orElseThrow().isOfAnAdapter());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "FE80::1, fe80::1",
    "fe80:0:0:0:0:0:0:1, fe80::1",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "::ffff:1.2.3.4, ::ffff:102:304",
    "0001::, 1::",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8"
  })
  void anIpHasOneText(String text, String canonical) {
    IpAddress read = IpAddress.parse(text).orElseThrow();
    assertEquals(canonical, read.toString());
    assertEquals(read, IpAddress.parse(canonical).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "300.1.1.1",
        "1.2.3",
        "1.2.3.4.5",
        "01.2.3.4",
        "1.2.3.-4",
        "1.2.3.4 ",
        "1..2.3",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        "fe80::1%eth0",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "::1.2.3.400",
        ":1:2:3:4:5:6:7:8",
        "1:",
        "٣.1.1.1"
      })
  void whatIsNoIpIsNone(String text) {
    assertEquals(Optional.empty(), IpAddress.parse(text), text);
  }

  /** Version 4 is read without a pattern: it must be read as the pattern of its form says. */
  @Test
  void whatIsAlmostAnIpIsReadAsThePatternOfItsFormSays() {
    String octet = "(0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])";
    String parts = "00123456789.. -\u0661\uff11";
    Random random = new Random(29);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(IpAddress.v4(random.nextInt() >>> 4).toString());
      for (int change = random.nextInt(3); change > 0; change--) {
        int at = random.nextInt(text.length() + 1);
        text.insert(at, parts.charAt(random.nextInt(parts.length())));
        if (random.nextBoolean()) {
          text.deleteCharAt(random.nextInt(text.length()));
        }
      }
      boolean right = text.toString().matches(octet + "(\\." + octet + "){3}");
      Optional<String> canonical = right ? Optional.of(text.toString()) : Optional.empty();
      assertEquals(
          canonical, IpAddress.parse(text.toString()).map(IpAddress::toString), text.toString());
      read += right ? 1 : 0;
    }
    assertTrue(read > 5_000 && read < 18_000, read + " were addresses");
  }

  @Test
  void nothingWrittenIsNoAddress() {
    assertEquals(Optional.of(IpAddress.NONE), IpAddress.parse(""));
    assertEquals("", IpAddress.NONE.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.0.0.0",
        "0.1.2.3",
        "127.0.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "255.255.255.255",
        "::",
        "::1",
        "ff02::1"
      })
  void someAreOfNoAdapter(String text) {
    assertFalse(IpAddress.parse(text).orElseThrow().isOfAnAdapter());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "10.0.0.255", "192.168.1.1", "240.0.0.1", "fe80::1", "1::"})
  void othersAre(String text) {
    assertTrue(IpAddress.parse(text).orElseThrow().isOfAnAdapter());
  }

  @Test
  void anyAddressReadsBackFromItsTextAndFromThatOfTheJdk() throws UnknownHostException {
    Random random = new Random(5);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = new byte[16];
      for (int i = 0; i < 16; i += 2) {
        int group = random.nextInt(3) == 0 ? random.nextInt(0x1_0000) : random.nextInt(2);
        bytes[i] = (byte) (group >> 8);
        bytes[i + 1] = (byte) group;
      }
      bytes[0] = 0x20;
      String jdk = InetAddress.getByAddress(bytes).getHostAddress();
      IpAddress read = IpAddress.parse(jdk).orElseThrow();
      assertEquals(read, IpAddress.parse(read.toString()).orElseThrow(), jdk);
      assertEquals(jdk, InetAddress.getByName(read.toString()).getHostAddress());
    }
  }
}
