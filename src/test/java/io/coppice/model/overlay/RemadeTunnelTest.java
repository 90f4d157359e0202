package io.coppice.model.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The command that makes a tunnel's device anew. */
class RemadeTunnelTest {
  private static final TunnelEndpoint PLAIN =
      TunnelEndpoint.vxlan(5002, IpAddress.parse("10.255.0.4").orElseThrow(), 4789);

  private static String remade(TunnelEndpoint settings) {
    Device device =
        Device.named("vx")
            .kind(DeviceKind.TUNNEL)
            .mtu(1550)
            .master(Optional.of("br0"))
            .tunnel(settings)
            .build();
    String command = Change.RemakeTunnel.of("h4", device, settings).command();
    return command
        .replace("ip link del vx && ip link add vx ", "")
        .replace(" && ip link set vx master br0 && ip link set vx up", "");
  }

  @Test
  void itsMtuStaysForTheKernelWouldChooseAnother() {
    assertEquals("mtu 1550 type vxlan id 5002 local 10.255.0.4 dstport 4789", remade(PLAIN));
  }

  @Test
  void allThatWasSetOfItIsSetAgain() {
    assertEquals(
        "mtu 1550 type vxlan id 5002 local 10.255.0.4 dstport 4789 nolearning ageing 60 df set"
            + " proxy gbp",
        remade(
            PLAIN
                .change()
                .learning(false)
                .ageing(60)
                .df(TunnelEndpoint.DontFragment.SET)
                .proxy(true)
                .groupPolicy(true)
                .build()));
  }

  @Test
  void oneThatCarriesManySegmentsHasNoIdAndTakesThemAgain() {
    assertEquals(
        "mtu 1550 type vxlan external vnifilter local 10.255.0.4 dstport 4789 gpe"
            + " && bridge vni add vni 1-2 dev vx && bridge vni add vni 7 dev vx",
        remade(
            PLAIN
                .change()
                .external(true)
                .generic(true)
                .carried(
                    Optional.of(
                        List.of(
                            new TunnelEndpoint.IdRange(1, 2), new TunnelEndpoint.IdRange(7, 7))))
                .build()));
  }
}
