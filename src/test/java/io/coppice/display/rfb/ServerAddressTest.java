package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "localhost:1,localhost:1,5901",
    "10.0.0.5,10.0.0.5:0,5900",
    " host.example:99 ,host.example:99,5999",
    "host::5901,host:1,5901",
    "host::80,host::80,80",
    "host:5901,host:1,5901",
    "host:100,host::100,100",
    "[2001:db8::5]:2,[2001:db8::5]:2,5902",
    "[fe80::1%eth0]::1234,[fe80::1%eth0]::1234,1234"
  })
  void addressIsReadAsViewersReadIt(String text, String printed, int port) {
    ServerAddress.Tcp tcp = (ServerAddress.Tcp) ServerAddress.parse(text).orElseThrow();
    assertEquals(port, tcp.port());
    assertEquals(printed, tcp.toString());
    assertEquals(Optional.of(tcp), ServerAddress.parse(tcp.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ":",
        ":1",
        "::5900",
        "unix:",
        "[::1",
        "host:",
        "host:x",
        "host:70000",
        "host::0",
        "host::99999",
        "ho st:1",
        "host:1:2",
        "http://host"
      })
  void whatIsNoAddressIsNone(String text) {
    assertEquals(Optional.empty(), ServerAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix:/run/vm/vnc.sock", "unix:relative.sock"})
  void socketOfThisWorkstationIsAnAddress(String text) {
    assertTrue(ServerAddress.parse(text).orElseThrow() instanceof ServerAddress.Unix);
    assertEquals(text, ServerAddress.parse(text).orElseThrow().toString());
  }
}
