package io.coppice.model.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,10.0.0.1",
    "255.255.255.255,255.255.255.255",
    "fe80::748a:15ff:fe3f:cf05,fe80::748a:15ff:fe3f:cf05",
    "FD00:0:0:1:0:0:0:2,fd00:0:0:1::2",
    "::,::",
    "::1,::1",
    "1::,1::",
    "::ffff:10.0.0.1,::ffff:10.0.0.1",
    "fe80::1%eth0,fe80::1",
    "1:0:2:0:0:3:0:4,1:0:2::3:0:4"
  })
  void addressesAreReadAndWritten(String text, String written) {
    assertEquals(written, IpAddress.parse(text).orElseThrow().toString());
    assertEquals(IpAddress.parse(text), IpAddress.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "1..2.3",
        "a.b.c.d",
        ":",
        ":::",
        "1:2:3",
        "1::2::3",
        "12345::",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8:9",
        "::1.2.3",
        "g::"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertEquals(Optional.empty(), IpAddress.parse(text));
  }

  @Test
  void macsAreReadAndWritten() {
    assertEquals("02:00:01:00:00:0a", Mac.parse("02:00:01:00:00:0A").orElseThrow().toString());
    assertEquals("02:ab:26:31:de:8b", Mac.parse("2:ab:26:31:de:8b").orElseThrow().toString());
    assertEquals(Mac.BROADCAST, Mac.parse("ff-ff-ff-ff-ff-ff").orElseThrow());
    for (String no :
        List.of("", "02:00:01:00:00", "02:00:01:00:00:0g", "002:0:1:0:0:0:1", ":::::")) {
      assertEquals(Optional.empty(), Mac.parse(no), no);
    }
    assertTrue(Mac.parse("33:33:00:00:00:01").orElseThrow().isMulticast());
    assertTrue(Mac.parse("01:80:c2:00:00:0e").orElseThrow().isLinkLocalGroup());
  }

  @Test
  void prefixesHoldTheirAddresses() {
    Prefix slash31 = Prefix.parse("10.2.1.1/31").orElseThrow();
    assertEquals("10.2.1.0/31", slash31.toString());
    assertTrue(slash31.contains(IpAddress.parse("10.2.1.0").orElseThrow()));
    assertFalse(slash31.contains(IpAddress.parse("10.2.1.2").orElseThrow()));
    assertEquals(Optional.empty(), slash31.broadcast());
    Prefix v6 = Prefix.parse("fd00:1::/68").orElseThrow();
    assertTrue(v6.contains(IpAddress.parse("fd00:1::fff:0:0:1").orElseThrow()));
    assertFalse(v6.contains(IpAddress.parse("fd00:1:0:0:1000::1").orElseThrow()));
    assertTrue(Prefix.all(false).contains(IpAddress.parse("1.2.3.4").orElseThrow()));
    assertFalse(Prefix.all(false).contains(IpAddress.parse("::1").orElseThrow()));
    assertEquals(
        "10.2.7.255",
        Prefix.parse("10.2.4.0/22").orElseThrow().broadcast().orElseThrow().toString());
    assertEquals(Optional.empty(), Prefix.parse("10.0.0.0/33"));
  }

  /** The sums of RFC 7348, RFC 7637, RFC 8926, draft-davie-stt, RFC 2784 and RFC 2890. */
  @ParameterizedTest
  @CsvSource({
    "VXLAN,50,54,70,1450",
    "GENEVE,50,54,70,1450",
    "NVGRE,42,46,62,1458",
    "STT,72,76,92,1428",
    "GRE,38,42,58,1462",
    "KEYED_GRE,42,46,62,1458"
  })
  void eachEncapsulationAddsItsHeaders(
      Encapsulation encapsulation, int plain, int tagged, int v6, int mtu) {
    assertEquals(plain, encapsulation.addedOnTheWire(false, false));
    assertEquals(tagged, encapsulation.addedOnTheWire(false, true));
    assertEquals(v6, encapsulation.addedOnTheWire(true, false));
    assertEquals(mtu, encapsulation.innerMtu(1500, false, false, 0));
    assertEquals(1500, encapsulation.outerMtu(mtu, false, false, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "GENEVE,7,Geneve 7",
    "VXLAN,0,VXLAN 0",
    "STT,-1,STT 18446744073709551615",
    "NVGRE,4096,NVGRE 4096",
    "NVGRE,16777214,NVGRE 16777214",
    "KEYED_GRE,4096,GRE 4096",
    "KEYED_GRE,0,GRE 0",
    "GRE,0,GRE"
  })
  void aSegmentIsCalledByItsProtocolAndId(Encapsulation encapsulation, long id, String label) {
    assertEquals(label, encapsulation.label(id));
  }

  @Test
  void aProofTellsFileLineAndOffset() {
    SourceText source = new SourceText("h1/fdb.txt", "first\nsecond row\nthird");
    Proof proof = new Proof(source, 6, 16);
    assertEquals(2, proof.line());
    assertEquals("second row", proof.text());
    assertEquals("h1/fdb.txt:2+6", proof.place());
  }
}
