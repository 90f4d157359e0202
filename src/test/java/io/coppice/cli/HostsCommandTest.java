package io.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.imported.HostFolderReader;
import io.coppice.model.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();

  private int run(Locale locale, String... args) {
    PrintWriter to = new PrintWriter(out, true);
    CommandLineArguments.Asked asked =
        new CommandLineArguments(
                new Messages(locale),
                "",
                new HostFolderReader(),
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream())
            .read(args, to, to);
    return ((CommandLineArguments.Asked.Done) asked).exitCode();
  }

  @Test
  void whereNothingCouldBeReadItIsSaidWhy() throws IOException {
    Files.write(folder.resolve("link.json"), new byte[64]);
    assertEquals(2, run(Locale.ENGLISH, "hosts", "check", folder.toString()));
    assertTrue(out.toString().contains("link.json is not text"), out.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'in_key=flow, out_key=flow, remote_ip=\"10.0.0.2\"', 3, true",
    "'key=\"7\", remote_ip=\"10.0.0.2\"', 0, false"
  })
  void tunnelsOfWhichFlowsDecideAreSaidNotToHaveBeenJudged(String options, int code, boolean told)
      throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("h1")).resolve("ovs-vsctl-show.txt"),
        """
        5c0a2d2c-9b1b-4d7e-8f4a-1f3a1cf0a111
            Bridge br-tun
                Port vx
                    Interface vx
                        type: vxlan
                        options: {%s}
        """
            .formatted(options));
    assertEquals(code, run(Locale.ENGLISH, "hosts", "check", folder.toString()), out.toString());
    assertEquals(told, out.toString().contains("could be judged"), out.toString());
    assertEquals(code, run(Locale.GERMAN, "hosts", "check", "--json", folder.toString()));
    assertEquals(told, out.toString().contains("\"tunnelsNotJudged\" : 1"), out.toString());
  }

  @Test
  void aTunnelThatATrafficControlFilterDirectsIsNotSaidToHaveFlowsOnly() throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("h1")).resolve("link.json"),
        """
        [{"ifindex":3,"ifname":"gnv0","flags":["UP","LOWER_UP"],"mtu":1450,"link_type":"ether",
          "linkinfo":{"info_kind":"geneve","info_data":{"external":true,"port":6081}}}]
        """);
    run(Locale.ENGLISH, "hosts", "check", folder.toString());
    assertTrue(out.toString().contains("from tc or from a program"), out.toString());
  }

  private void host(String name, String file, String answer) throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve(name)).resolve(file), answer);
  }

  private static final String ONE_DEVICE =
      """
      [{"ifindex":2,"ifname":"eth0","flags":["UP","LOWER_UP"],"mtu":1500,"link_type":"ether",
        "address":"02:00:00:00:00:01"}]
      """;

  @ParameterizedTest
  @CsvSource({
    "ip-link.json, '[{\"ifname\":\"eth0\",'",
    "ip-link.json, 'ssh: connect to host h2 port 22: No route to host'",
    "evpn.json, '{\"5001\":{\"vni\":5001}}'",
    "addr.json, ''",
    "link.json, []",
    "../h2.txt, ''"
  })
  void hostsThatCouldNotBeReadAreNotSaidToBeWithoutFault(String file, String answer)
      throws IOException {
    host("h1", "link.json", ONE_DEVICE);
    assertEquals(0, run(Locale.ENGLISH, "hosts", "check", folder.toString()), out.toString());
    assertEquals(0, run(Locale.ENGLISH, "hosts", "diff", folder.toString(), folder.toString()));
    host("h2", file, answer);
    assertEquals(2, run(Locale.ENGLISH, "hosts", "check", folder.toString()), out.toString());
    assertEquals(2, run(Locale.ENGLISH, "hosts", "check", "--json", folder.toString()));
    assertEquals(2, run(Locale.ENGLISH, "hosts", "diff", folder.toString(), folder.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "h1/fdb.txt, ''",
    "h1/neigh.json, []",
    "README.txt, Collected on Monday.",
    ".keep, ''",
    "notes/all.txt, ''",
    "copy/h1/vlan.json, []"
  })
  void notesAndEmptyTablesOfAHostThatAnsweredAreNoHostsThatCouldNotBeRead(
      String file, String answer) throws IOException {
    host("h1", "link.json", ONE_DEVICE);
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), answer);
    if (file.startsWith("copy")) {
      host("copy/h1", "link.json", ONE_DEVICE);
    }
    assertEquals(0, run(Locale.ENGLISH, "hosts", "check", folder.toString()), out.toString());
  }

  @Test
  void faultsAreSaidFirstWhereHostsCouldNotBeReadToo() throws IOException {
    host("h1", "link.json", ONE_DEVICE.replace("\"UP\",\"LOWER_UP\"", "\"BROADCAST\""));
    host(
        "h1",
        "vx.json",
        """
        [{"ifindex":3,"ifname":"vx7","flags":["UP","LOWER_UP"],"mtu":1450,"link_type":"ether",
          "linkinfo":{"info_kind":"vxlan","info_data":{"id":7,"local":"10.0.0.1","port":4789}}}]
        """);
    host("h2", "link.json", "[{\"ifname\":\"eth0\",");
    assertEquals(1, run(Locale.ENGLISH, "hosts", "check", folder.toString()), out.toString());
  }
}
