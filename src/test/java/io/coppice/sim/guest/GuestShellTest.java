package io.coppice.sim.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.guest.shell.GuestShell;
import io.coppice.sim.guest.shell.ScreenPage;
import io.coppice.testkit.Seat;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestShellTest {
  private static final MachineId ON = new MachineId(1);
  private static final MachineId OTHER = new MachineId(2);

  private final Worlds worlds = Worlds.of(SmallSite.of(2, 6));
  private final Seat seat = new Seat(worlds, ON);

  private List<String> answer(String line) {
    return seat.answer(line);
  }

  private String one(String line) {
    return String.join("\n", answer(line));
  }

  @Test
  void loginAsksForAPasswordAndGreets() {
    assertTrue(seat.text().contains("vm-001 login:"), seat.text());
    seat.enter("root");
    assertTrue(seat.text().contains("Password:"), seat.text());
    seat.enter("");
    assertTrue(seat.text().endsWith("root@vm-001:~#") || seat.text().contains("root@vm-001:~#"));
    seat.enter("exit");
    assertTrue(seat.text().contains("login:"), seat.text());
    seat.enter("mallory").enter("");
    assertTrue(seat.text().contains("Login incorrect"), seat.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      quoteCharacter = '`',
      value = {
        "echo hello world = hello world",
        "echo 'a  b' \"$HOSTNAME\" = a  b vm-001",
        "pwd = /root",
        "cd /etc && pwd = /etc",
        "cd /nowhere || echo lost = lost",
        "cd /etc; cd /var/log; cd -; cd -; pwd = /etc\\n/var/log\\n/var/log",
        "cd /etc; sudo hostname; cd - = vm-001\\n/root",
        "cd /tmp; echo $OLDPWD = /root",
        "echo one; echo two = one\\ntwo",
        "seq 1 5 = 1\\n2\\n3\\n4\\n5",
        "hostname = vm-001",
        "whoami = root",
        "nproc = 2",
        "false; echo $? = 1",
        "echo x > /tmp/f; cat /tmp/f = x",
        "echo x > /tmp/g; echo y >> /tmp/g; cat /tmp/g = x\\ny",
        "cat /etc/hostname = vm-001",
        "sudo hostname = vm-001",
        "echo a#b # comment = a#b",
        "echo \"a \\\" b\" 'it'\"'\"'s' = a \" b it's",
        "echo \"\\$HOME \\\\ \\x\" = $HOME \\ \\x",
        "date +%Y-%m-%dT%H:%M:%S%Z = 2026-03-02T08:00:00UTC",
        "seq 1 3 | tr 1-3 a-c | tr -d b = a\\nc",
        "head -1 /etc/passwd | cut -d: -f1,6- = root:/root:/bin/bash",
        "echo abcdef | cut -c 2-3,6 = bcf",
        "echo 'a  b' | tr -s ' ' = a b",
        "ip -br link show eth0 | tr -s ' ' = eth0 UP 00:50:56:00:00:01"
            + " <BROADCAST,MULTICAST,UP,LOWER_UP>",
        "ip -br addr show dev eth0 = eth0             UP             10.0.0.1/16",
        "ip -br addr show up | tr -s ' ' = lo UNKNOWN 127.0.0.1/8\\neth0 UP 10.0.0.1/16",
        "ip -br addr show scope global | tr -s ' ' = eth0 UP 10.0.0.1/16",
        "ip -br addr show scope host | tr -s ' ' = lo UNKNOWN 127.0.0.1/8",
        "ip -br addr show dev eth0 scope link | wc -l = 0",
        "ip -br link show up dev eth0 | cut -c 1-4 = eth0",
        "date -d yesterday +%F = 2026-03-01",
        "date -d '2 days ago' +%F = 2026-02-28",
        "date --date tomorrow +%FT%T = 2026-03-03T08:00:00",
        "date -d '2026-01-31 23:59 + 1 month' '+%F %T' = 2026-03-03 23:59:00",
        "date -u -d @0 = Thu Jan  1 00:00:00 UTC 1970",
        "date -d '' +%T = 00:00:00",
        "systemctl is-active sshd = active",
        "free -h | tail -1 | tr -s ' ' = Swap: 0B 0B 0B",
        "dmesg | wc -l | tr -d ' '; journalctl -n 2 | wc -l = 10\\n2",
      })
  void answers(String line, String said) {
    seat.login();
    assertEquals(said.replace("\\n", "\n"), one(line).replaceAll("(?m)^-bash: cd.*\n", ""));
  }

  @Test
  void pipesGoThroughGrepHeadAndWc() {
    seat.login();
    assertEquals(List.of("3"), answer("seq 1 20 | head -n 3 | wc -l"));
    assertEquals(List.of("10", "11", "12"), answer("seq 1 12 | grep '1[0-2]'"));
    assertEquals(List.of("20"), answer("seq 1 20 | tail -1"));
    assertEquals(List.of("3", "2", "1"), answer("seq 1 3 | sort -nr"));
    assertTrue(one("ps | grep sshd").contains("/usr/sbin/sshd"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | -bash: nonsense: command not found",
        "cat /nope | cat: /nope: No such file or directory",
        "cat /etc | cat: /etc: Is a directory",
        "echo 'open | -bash: unexpected EOF while looking for matching `''",
        "echo > | -bash: syntax error near unexpected token `newline'",
        "; ls | -bash: syntax error near unexpected token `;'",
        "ls /nope | ls: cannot access '/nope': No such file or directory",
        "echo x > /no/such/file | -bash: /no/such/file: No such file or directory",
        "ping | ping: usage error: Destination address required",
        "ping nobody.example | ping: nobody.example: Name or service not known",
        "grep '(' /etc/hosts | grep: Invalid regular expression: Unclosed group",
        "dd | dd: give if=, of=, bs= and count=, for example if=/dev/zero of=f bs=1M count=100",
        "systemctl status nothing | Unit nothing.service could not be found.",
        "kill 999 | -bash: kill: (999) - No such process",
        "echo $(hostname) | -bash: $(...) and `...` are not understood in this guest",
        "for i in 1 2; do echo $i; done | -bash: for: this guest runs programs and pipes only",
        "cd - | -bash: cd: OLDPWD not set",
        "ip addr show eth7 | Device \"eth7\" does not exist.",
        "ip addr show scope near | Error: argument \"near\" is wrong: invalid \"scope\"",
        "ip addr show dev | Command line is not complete. Try option \"help\"",
        "date -d whenever | date: invalid date 'whenever'",
        "date -s 12:00 | date: the clock is the world's: it cannot be set here",
        "tail -f /etc/hosts | tail: -f: files do not grow by themselves in this guest",
        "cut -f 0 /etc/hosts | cut: invalid field range: 0",
        "head -n x /etc/hosts | head: invalid number of lines: 'x'",
      })
  void wrongIsSaidAsASystemSaysIt(String line, String said) {
    seat.login();
    assertEquals(said, one(line));
  }

  @Test
  void filesAreMadeListedMovedAndRemoved() {
    seat.login();
    answer("mkdir -p /srv/a/b && cd /srv/a && touch one two");
    assertEquals("b  one  two", one("ls").replaceAll("\\s+", "  "));
    answer("mv one b; cp two three; rm two");
    assertEquals("b  three", one("ls").replaceAll("\\s+", "  "));
    assertEquals("one", one("ls b"));
    assertTrue(one("rm b").contains("Is a directory"));
    answer("rm -r b");
    assertEquals("three", one("ls"));
    assertTrue(
        one("ls -l").matches("total 0\n-rw-r--r-- 1 root root +0 \\w+ +\\d+ [\\d:]+ three"),
        one("ls -l"));
  }

  @Test
  void addressesLinksAndRoutesAreTheMachines() {
    seat.login();
    Machine machine = worlds.machine(1);
    String all = one("ip addr");
    assertTrue(all.contains("10.0.0.1/16"), all);
    assertTrue(all.contains(machine.hardware().nics().getFirst().mac().toString()), all);
    assertTrue(one("ip -br a").contains("eth0"));
    assertTrue(one("ip route").contains("10.0.0.0/16 dev eth0"));
    assertTrue(one("ip link | grep mtu").contains("mtu 1450"), one("ip link"));
  }

  @Test
  void pingRepliesComeAtTheWorldsPace() {
    seat.login().enter("clear").enter("ping -c 3 vm-002").pass(Duration.ofMillis(10));
    assertEquals(1, seat.text().lines().filter(row -> row.contains("icmp_seq")).count());
    seat.pass(Duration.ofMillis(1_100));
    assertEquals(2, seat.text().lines().filter(row -> row.contains("icmp_seq")).count());
    seat.pass(Duration.ofSeconds(3));
    assertTrue(seat.text().contains("3 packets transmitted, 3 received, 0% packet loss"));
    assertTrue(one("ip neigh").contains("REACHABLE"));
  }

  @Test
  void whoIsOffOrAwayDoesNotAnswer() {
    seat.login().enter("clear").enter("ping -c 1 10.0.0.3").pass(Duration.ofSeconds(5));
    assertTrue(seat.text().contains("Destination Host Unreachable"), seat.text());
    seat.enter("clear").enter("ping -c 1 10.0.200.200").pass(Duration.ofSeconds(5));
    assertTrue(seat.text().contains("Destination Host Unreachable"), seat.text());
    assertEquals("ping: connect: Network is unreachable", one("ping 192.0.2.1"));
  }

  @Test
  void linkThatIsCutEndsAPingInTheMiddle() {
    seat.login().enter("clear").enter("ping vm-002").pass(Duration.ofMillis(2_500));
    assertTrue(seat.text().contains("icmp_seq=3 ttl=64"), seat.text());
    worlds.run(
        new MachineOperation.EditHardware(
            OTHER,
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            List.of(),
            List.of(new MachineOperation.NicChange.Connect(0, false)),
            java.util.Optional.empty(),
            java.util.Optional.empty()));
    seat.pass(Duration.ofSeconds(2));
    assertFalse(seat.text().contains("Destination Host Unreachable"), "it is still believed in");
    seat.pass(Duration.ofSeconds(40));
    assertTrue(seat.text().contains("Destination Host Unreachable"), seat.text());
    assertTrue(seat.text().contains("icmp_seq=3 "), "what was lost silently: " + seat.text());
    seat.interrupt();
    assertTrue(seat.text().contains("ping statistics"), seat.text());
    assertTrue(seat.text().contains("root@vm-001"), seat.text());
  }

  @Test
  void captureSeesThePingsOfOthers() {
    Seat other = new Seat(worlds, OTHER).login().enter("clear").enter("tcpdump -i eth0 -c 4");
    seat.login().enter("ping -c 2 vm-002").pass(Duration.ofSeconds(3));
    assertTrue(other.text().contains("IP 10.0.0.1 > 10.0.0.2: ICMP echo request"), other.text());
    assertTrue(other.text().contains("4 packets captured"), other.text());
  }

  @Test
  void servicesAreStoppedAndThenNobodyAnswersAtTheirPort() {
    seat.login();
    assertTrue(one("ss -ltn").contains("ssh"));
    assertTrue(one("systemctl").contains("nginx.service"), one("systemctl"));
    seat.enter("clear").enter("curl -s http://localhost/").pass(Duration.ofSeconds(1));
    assertTrue(seat.text().contains("It works: vm-001"), seat.text());
    answer("systemctl stop nginx");
    assertTrue(one("curl http://localhost/").contains("Connection refused"));
    answer("systemctl start nginx; echo '<h1>mine</h1>' > /srv/www/index.html");
    seat.enter("clear").enter("curl http://localhost/ | grep mine").pass(Duration.ofSeconds(1));
    assertTrue(seat.text().contains("<h1>mine</h1>"), seat.text());
  }

  @Test
  void whatIsFetchedIntoAFileStandsThereAndNotOnTheScreen() {
    seat.login();
    seat.enter("clear").enter("curl -s -o page.html http://localhost/").pass(Duration.ofSeconds(1));
    assertFalse(seat.text().contains("It works"), seat.text());
    assertTrue(one("cat page.html").contains("It works: vm-001"));
    seat.enter("wget -q http://localhost/").pass(Duration.ofSeconds(1));
    assertTrue(one("cat index.html").contains("It works: vm-001"));
    seat.enter("clear").enter("wget -q -O - http://localhost/").pass(Duration.ofSeconds(1));
    assertTrue(seat.text().contains("It works: vm-001"), seat.text());
    seat.enter("wget -O named.html http://localhost/").pass(Duration.ofSeconds(1));
    assertTrue(one("cat named.html").contains("It works: vm-001"));
  }

  /** The numbers that it says itself (curl's manual, "Exit codes"). */
  @Test
  void curlEndsWithTheNumberOfWhatFailed() {
    seat.login();
    assertTrue(
        one("curl nowhere/; echo $?").endsWith("curl: (6) Could not resolve host: nowhere\n6"));
    assertTrue(one("curl http://127.0.0.1:81/; echo $?").endsWith("Connection refused\n7"));
    assertTrue(one("curl; echo $?").endsWith("\n2"));
    assertTrue(one("wget; echo $?").endsWith("wget: missing URL\n1"));
  }

  /** As GNU Wget 1.21 does on a screen of eighty columns. */
  @Test
  void wgetSaysWhatItDoes() {
    seat.login();
    seat.enter("clear").enter("wget http://localhost/").pass(Duration.ofSeconds(1));
    List<String> rows = seat.frame().text();
    assertEquals(
        List.of(
            "--2026-03-02 08:00:00--  http://localhost/",
            "Resolving localhost (localhost)... 127.0.0.1",
            "Connecting to localhost (localhost)|127.0.0.1|:80... connected.",
            "HTTP request sent, awaiting response... 200 OK",
            "Length: 64 [text/html]",
            "Saving to: 'index.html'",
            "",
            "index.html          100%[===================>]      64  --.-KB/s    in 0s",
            "",
            "2026-03-02 08:00:00 (1.02 MB/s) - 'index.html' saved [64/64]",
            "",
            "root@vm-001:~#"),
        rows.subList(1, 13));
  }

  @Test
  void wgetWritesOverNoFileAndSaysWhatFailed() {
    seat.login();
    seat.enter("wget -q http://localhost/").pass(Duration.ofSeconds(1));
    seat.enter("clear").enter("wget http://127.0.0.1/").pass(Duration.ofSeconds(1));
    assertTrue(seat.text().contains("\nConnecting to 127.0.0.1:80... connected.\n"), seat.text());
    assertTrue(seat.text().contains("Length: 64 [text/html]"), seat.text());
    assertTrue(seat.text().contains("- 'index.html.1' saved [64/64]"), seat.text());

    String none = one("wget http://localhost/none; echo $?; ls none");
    assertTrue(none.contains("awaiting response... 404 Not Found"), none);
    assertTrue(none.contains(" ERROR 404: Not Found.\n8\nls: cannot access 'none'"), none);

    String nowhere = one("wget nowhere/; echo $?");
    assertTrue(nowhere.contains("Resolving nowhere (nowhere)... failed: Name or"), nowhere);
    assertTrue(nowhere.contains("wget: unable to resolve host address 'nowhere'\n4"), nowhere);
    String closed = one("wget http://127.0.0.1:81/; echo $?");
    assertTrue(
        closed.endsWith("Connecting to 127.0.0.1:81... failed: Connection refused.\n4"), closed);
    assertEquals("4", one("wget -q http://127.0.0.1:81/; echo $?"));
  }

  @Test
  void topFillsTheScreenUntilItIsInterrupted() {
    seat.login().enter("top");
    assertTrue(seat.frame().text(0).startsWith("top -"), seat.text());
    assertEquals(-1, seat.frame().cursorRow());
    seat.interrupt();
    assertTrue(seat.text().contains("root@vm-001"), seat.text());
  }

  @Test
  void sleepHoldsTheLineAndWhatFollowsComesAfterIt() {
    seat.login().enter("clear").enter("sleep 2 && echo done");
    seat.pass(Duration.ofSeconds(1));
    assertFalse(seat.text().lines().anyMatch("done"::equals), seat.text());
    seat.pass(Duration.ofSeconds(2));
    assertTrue(seat.text().lines().anyMatch("done"::equals), seat.text());
    seat.enter("sleep 5 && echo never").interrupt().pass(Duration.ofSeconds(9));
    assertFalse(seat.text().lines().anyMatch("never"::equals), seat.text());
  }

  @Test
  void tabCompletesProgramsAndFiles() {
    seat.login();
    GuestFacts facts = GuestFacts.of(worlds.world(), worlds.machine(1));
    assertEquals(List.of("hostname", "hostnamectl"), GuestShell.completions(facts, "hostn"));
    assertEquals(
        List.of("/etc/hostname", "/etc/hosts"), GuestShell.completions(facts, "cat /etc/host"));
    assertEquals(List.of("/etc/"), GuestShell.completions(facts, "cat /et"));
    assertEquals(List.of(), GuestShell.completions(facts, "cat /zz"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help",
        "ls -la /",
        "df -h",
        "free -m",
        "ps",
        "uptime",
        "date",
        "dmesg",
        "env",
        "id",
        "w",
        "lscpu",
        "lsblk",
        "uname -a",
        "hostnamectl",
        "history",
        "systemctl",
        "ss",
        "arp",
        "du /etc",
        "top -b",
        "jobs",
        "which ls",
        "journalctl",
        "docker ps",
        "ip link",
        "hostname -I",
        "cat /proc/meminfo"
      })
  void programsOfAnAdministratorSaySomething(String line) {
    seat.login().enter("clear").enter(line);
    assertFalse(seat.text().contains("command not found"), seat.text());
    assertTrue(seat.text().contains("root@vm-001"), seat.text());
  }

  @Test
  void aContainerInFrontLastsUntilItIsStoppedAndLeavesItsImage() {
    Seat build = seat.login();
    build.enter("docker run -p 8080:80 --name web nginx").pass(Duration.ofMinutes(2));
    assertTrue(build.text().contains("Unable to find image 'nginx:latest' locally"), build.text());
    assertTrue(build.text().contains("web runs in front"), build.text());
    assertEquals(ScreenPage.Mode.PROGRAM, build.page().mode());
    build.interrupt();
    assertEquals(ScreenPage.Mode.SHELL, build.page().mode());
    assertFalse(build.answer("docker ps").toString().contains("web"));
    assertTrue(build.answer("docker images").toString().contains("nginx            latest"));
    build.enter("clear").enter("docker run -d nginx").pass(Duration.ofSeconds(1));
    assertFalse(build.text().contains("Unable to find"), build.text());
    assertTrue(build.answer("docker ps").toString().contains("Up 0 min"));
  }

  @Test
  void aContainersNameIsMeantBeforeTheBeginningOfAnId() {
    seat.login();
    answer("docker run -d --name first nginx");
    seat.pass(Duration.ofMinutes(1));
    String id = one("docker ps | tail -1 | cut -c 1-12");
    String begin = id.substring(0, 3);
    seat.enter("docker run -d --name " + begin + " nginx").pass(Duration.ofMinutes(1));
    assertEquals(begin, one("docker stop " + begin));
    assertEquals("first", one("docker stop " + begin), "by the beginning of its id");
    assertEquals(
        "Error response from daemon: No such container: " + begin, one("docker stop " + begin));
  }

  @Test
  void theBeginningOfTwoIdsMeansNeither() {
    seat.login();
    for (int i = 0; i < 17; i++) {
      seat.enter("docker run -d --name c" + i + " nginx").pass(Duration.ofMinutes(1));
    }
    // sixteen digits, seventeen ids: two begin alike
    List<String> ids = answer("docker ps | tail -17 | cut -c 1 | sort");
    String twice =
        ids.stream().filter(id -> Collections.frequency(ids, id) > 1).findFirst().orElseThrow();
    assertEquals(
        "Error response from daemon: multiple IDs found with provided prefix: " + twice,
        one("docker stop " + twice));
    assertEquals(18, answer("docker ps").size());
  }

  @ParameterizedTest
  @CsvSource({"nginx,Using default tag: latest,latest", "nginx:1.25,,1.25"})
  void aTagThatIsSaidIsNoDefault(String image, String first, String tag) {
    seat.login().enter("clear").enter("docker pull " + image).pass(Duration.ofSeconds(5));
    String text = seat.text();
    assertEquals(first != null, text.contains("Using default tag"), text);
    assertTrue(text.contains(tag + ": Pulling from library/nginx"), text);
    assertTrue(text.contains("Downloaded newer image for nginx:" + tag), text);
    seat.enter("clear").enter("docker pull nginx:" + tag).pass(Duration.ofSeconds(1));
    assertTrue(seat.text().contains("Status: Image is up to date for nginx:" + tag), seat.text());
  }

  @Test
  void whatIsStoppedWhileItIsPulledIsNotThere() {
    Seat build = seat.login();
    build.enter("docker run redis").pass(Duration.ofSeconds(1)).interrupt();
    assertFalse(build.answer("docker images").toString().contains("redis"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker run -it debian bash", "docker run alpine echo", "docker logs x"})
  void whatIsNotSimulatedOfContainersIsSaid(String line) {
    Seat build = seat.login();
    assertTrue(build.answer(line).toString().contains("not simulated"), build.text());
  }

  @Test
  void nothingThatIsTypedBreaksTheWorld() {
    seat.login();
    java.util.Random random = new java.util.Random(42);
    String[] words = {
      "ls",
      "|",
      ">",
      "<",
      "&&",
      "||",
      ";",
      "&",
      "'",
      "\"",
      "$",
      "${",
      "$(",
      "*",
      "\\",
      "cat",
      "grep",
      "head -",
      "-n",
      "/",
      "..",
      "~",
      "dd if=",
      "of=x",
      "bs=9999999G",
      "count=99",
      "stress",
      "--cpu",
      "-1",
      "999999999999",
      "ping",
      "-c",
      "\u00e4\u6f22\ud83d\ude00",
      "sleep",
      "0",
      "rm -rf",
      "echo",
      "#",
      "wc",
      "seq",
      "docker run",
      "kill %",
      "cd",
      "tee",
      "2>",
      "2>&1",
      "traceroute",
      "curl",
      "http://:0",
      "top"
    };
    for (int i = 0; i < 120; i++) {
      StringBuilder line = new StringBuilder();
      for (int n = random.nextInt(7); n >= 0; n--) {
        line.append(words[random.nextInt(words.length)]).append(random.nextInt(3) == 0 ? "" : " ");
      }
      seat.enter(line.toString());
      if (random.nextInt(3) == 0) {
        seat.interrupt();
      }
      if (random.nextInt(40) == 0) {
        seat.pass(Duration.ofSeconds(30));
      }
      seat.frame();
    }
    GuestState state = Guests.of(worlds.world()).get(ON);
    assertTrue(state.transcript().size() <= 240 && state.files().size() <= 256);
  }

  @Test
  void longListingHasItsSumAndTheFolderItselfAndTheOneAbove() {
    seat.login();
    List<String> all = answer("ls -la /");
    assertTrue(all.getFirst().matches("total \\d+"), all.toString());
    assertTrue(all.get(1).endsWith(" ."), all.toString());
    assertTrue(all.get(2).endsWith(" .."), all.toString());
    assertEquals(all.size() - 2, answer("ls -lA /").size());
    assertFalse(one("ls /").contains(".."));
  }

  @Test
  void systemsStateIsToldWithoutAUnit() {
    seat.login();
    assertTrue(one("systemctl status").contains("State: running"), one("systemctl status"));
    assertTrue(one("systemctl --failed").contains("0 loaded units listed."));
  }
}
