package io.coppice.wire.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.wire.packet.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An endpoint of ours and one that is not ours exchange pings through a tunnel: the kernel's vxlan
 * device, and Open vSwitch's user-space datapath. Needs root and network namespaces; the kernel's
 * device, or Open vSwitch.
 */
class OtherEndpointsTest {
  private static final String SPACE = "coppice-peer";
  private static final String OURS = "cp-peer0";
  private static final long OUR_MAC = 0x0200_0000_4d02L;
  private static final long THEIR_MAC = 0x0200_0000_4d01L;
  private static final IpAddress MACHINE = ip("192.168.42.2");
  private static final IpAddress THEIR_MACHINE = ip("192.168.42.1");

  private final StringBuilder undo = new StringBuilder("ip netns del " + SPACE + "\n");

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @AfterEach
  void clean() throws IOException, InterruptedException {
    shell(undo.toString());
  }

  @ParameterizedTest
  @CsvSource({"10.77.0.1, 10.77.0.2, 24", "fd00:77::1, fd00:77::2, 64"})
  void theKernelsDeviceExchangesPingsWithOurEndpoint(String theirs, String ours, int length)
      throws IOException, InterruptedException {
    assumeTrue(
        shell("[ $(id -u) = 0 ] && command -v ping") == 0, "no root, or no ping on this machine");
    assumeTrue(
        space(
            """
            ip addr add %1$s/%3$d dev p0 nodad
            ip neigh replace %2$s lladdr 02:00:00:00:4d:02 dev p0
            ip link add vx type vxlan id 42 local %1$s remote %2$s dev p0 dstport 4789
            ip addr add 192.168.42.1/24 dev vx
            ip link set vx mtu 1430 up
            """
                .formatted(theirs, ours, length)),
        "no network namespaces or no vxlan device in this kernel");
    exchange(TunnelKind.VXLAN, 42, ip(ours), ip(theirs));
  }

  @ParameterizedTest
  @CsvSource({"vxlan, VXLAN, 42", "gre, NVGRE, 305419896", "geneve, GENEVE, 42"})
  void openVSwitchExchangesPingsWithOurEndpoint(
      String type, TunnelKind kind, long key, @TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(
        shell("[ $(id -u) = 0 ] && command -v ovs-vswitchd && command -v ping") == 0,
        "no root, or no Open vSwitch on this machine");
    assumeTrue(space(""), "no network namespaces in this kernel");
    assumeTrue(openVSwitch(type, key, folder), "Open vSwitch's user-space datapath does not start");
    long segment = kind == TunnelKind.NVGRE ? Gre.vsid(key) : key;
    exchange(kind, segment, ip("10.77.0.2"), ip("10.77.0.1"));
  }

  /** Pings of both sizes come through from there, and one from here is answered. */
  private static void exchange(TunnelKind kind, long segment, IpAddress ours, IpAddress theirs)
      throws IOException, InterruptedException {
    OuterHeader outer = OuterHeader.between(OUR_MAC, ours, THEIR_MAC, theirs);
    try (UserSpaceEndpoint endpoint =
        new UserSpaceEndpoint(new RawDevice(OURS), kind, segment, outer, MACHINE)) {
      String ping = "ip netns exec " + SPACE + " ping -n -q -i 0.2 -w 10 -M do ";
      assertEquals(0, shell(ping + "-c 3 192.168.42.2"), "dropped " + endpoint.dropped());
      assertEquals(0, shell(ping + "-c 2 -s 1372 192.168.42.2"), "dropped " + endpoint.dropped());
      assertTrue(endpoint.pingsAnswered() >= 5, endpoint.pingsAnswered() + " answered");
      assertTrue(endpoint.ping(THEIR_MACHINE), "our own ping was not answered");
      assertEquals(Map.of(), endpoint.dropped());
    }
  }

  /** A namespace with one device, whose other end is ours; then what else it needs. */
  private static boolean space(String rest) throws IOException, InterruptedException {
    String made =
        """
        set -e
        ip netns add %1$s
        ip link add %2$s type veth peer name p0 netns %1$s
        ip link set %2$s arp off up
        n() { ip -n %1$s "$@"; }
        n link set lo up
        n link set p0 address 02:00:00:00:4d:01 up
        """
            .formatted(SPACE, OURS);
    return shell(made + rest.replaceAll("(?m)^ip ", "n ")) == 0;
  }

  /** Two bridges in user space: one on the wire, one with the tunnel. */
  private boolean openVSwitch(String type, long key, Path folder)
      throws IOException, InterruptedException {
    undo.insert(0, "for f in " + folder + "/*.pid; do kill $(cat $f); done\nsleep 0.2\n");
    String script =
        """
        set -e
        D=%1$s
        export OVS_RUNDIR=$D OVS_LOGDIR=$D OVS_DBDIR=$D OVS_SYSCONFDIR=$D
        schema=$(ls /usr/share/openvswitch/vswitch.ovsschema /usr/local/share/openvswitch/vswitch.ovsschema 2>/dev/null | head -1)
        ovsdb-tool create $D/conf.db $schema
        ovsdb-server $D/conf.db --remote=punix:$D/db.sock --pidfile=$D/db.pid --detach --no-chdir
        ovs-vsctl --db=unix:$D/db.sock --no-wait init
        ip netns exec %2$s ovs-vswitchd unix:$D/db.sock --disable-system --pidfile=$D/switch.pid \
          --unixctl=$D/ctl --log-file=$D/log --detach --no-chdir
        v() { ovs-vsctl --db=unix:$D/db.sock -t 10 "$@"; }
        ip -n %2$s link set p0 arp off
        v add-br phy -- set bridge phy datapath_type=netdev other-config:hwaddr=02:00:00:00:4d:01 \
          -- add-port phy p0
        v add-br tun -- set bridge tun datapath_type=netdev -- add-port tun t0 \
          -- set interface t0 type=%3$s options:remote_ip=10.77.0.2 options:local_ip=10.77.0.1 \
          options:key=flow ofport_request=9
        ip -n %2$s addr add 10.77.0.1/24 dev phy
        ip -n %2$s link set phy up
        ip -n %2$s addr add 192.168.42.1/24 dev tun
        ip -n %2$s link set tun mtu 1430 up
        ovs-ofctl add-flow $D/tun.mgmt in_port=LOCAL,actions=set_field:%4$d-\\>tun_id,output:9
        ovs-ofctl add-flow $D/tun.mgmt in_port=9,actions=LOCAL
        """
            .formatted(folder, SPACE, type, key);
    return shell(script) == 0;
  }

  private static int shell(String commands) throws IOException, InterruptedException {
    Path told = Files.createTempFile("shell", ".txt");
    try {
      Process process =
          new ProcessBuilder("sh", "-c", commands)
              .redirectErrorStream(true)
              .redirectOutput(told.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("No end after a minute: " + Files.readString(told));
      }
      return process.exitValue();
    } finally {
      Files.delete(told);
    }
  }
}
