package io.coppice.sim.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Backend;
import io.coppice.backend.ConsoleOperation;
import io.coppice.backend.FaultOperation;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationLog;
import io.coppice.backend.SiteFactory;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.sim.SimSites;
import io.coppice.testkit.Seat;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one does in a guest is what the world feels, and what comes back with it. */
class GuestWorldTest {
  private static final MachineId OFF = new MachineId(0);
  private static final String PANICKED = "alarm.guest-panicked";
  private static final MachineId ON = new MachineId(1);

  private final Worlds worlds = Worlds.of(SmallSite.of(2, 6));
  private final Seat seat = new Seat(worlds, ON);

  private List<Seat> children(int count) {
    int before = worlds.world().inventory().machines().size();
    worlds.run(new ForkOperation.Fork(ON, ForkSpec.of(count, "child-#")));
    List<Seat> seats = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      seats.add(new Seat(worlds, new MachineId(before + i)));
    }
    return seats;
  }

  @Test
  void machineInWhichNothingHappensCostsNothing() {
    worlds.pass(Duration.ofMinutes(5));
    assertTrue(Guests.of(worlds.world()).all().isEmpty());
  }

  @Test
  void bootIsSeenFromItsFirstLineToTheLogin() {
    Seat off = new Seat(worlds, OFF);
    assertTrue(off.text().contains("powered off"), off.text());
    worlds.run(new MachineOperation.PowerOn(OFF));
    assertTrue(off.text().contains("virtual firmware"), off.text());
    assertFalse(off.text().contains("Linux version"), off.text());
    worlds.pass(Duration.ofSeconds(6));
    assertTrue(off.text().contains("Linux version"), off.text());
    assertTrue(off.text().contains("4096"), "its own memory: " + off.text());
    worlds.pass(Duration.ofSeconds(14));
    assertTrue(off.text().contains("Started"), off.text());
    worlds.pass(Duration.ofSeconds(6));
    assertTrue(off.text().contains("vm-000 login:"), off.text());
    off.login();
    assertTrue(String.join("", off.answer("uptime")).contains("up 0 min"), off.text());
  }

  @Test
  void filesWrittenInAForkAreNotInItsSibling() {
    seat.login().enter("echo shared > /root/note; cd /tmp");
    List<Seat> children = children(2);
    Seat first = children.getFirst();
    Seat second = children.getLast();
    assertEquals(List.of("shared"), first.answer("cat /root/note"));
    first.enter("echo mine > /root/own");
    assertEquals(List.of("mine"), first.answer("cat /root/own"));
    assertEquals(
        List.of("cat: /root/own: No such file or directory"), second.answer("cat /root/own"));
    assertEquals(List.of("/tmp"), second.answer("pwd"), "the shell goes on where it was");
  }

  @Test
  void forkTellsTheTruthOfItsIdentity() {
    seat.login();
    String parentsUptime = seat.answer("uptime").getFirst().replaceAll(".* up ([^,]*,).*", "$1");
    Seat child = children(1).getFirst();
    String host = child.answer("hostname").getFirst();
    assertFalse(host.equals("vm-001"), host);
    assertTrue(
        child.answer("uptime").getFirst().contains(" up " + parentsUptime),
        "the kernel went on: " + child.text());
    assertTrue(String.join("\n", child.answer("dmesg | tail -1")).contains("fork of vm-001"));
    assertTrue(String.join("\n", child.answer("hostnamectl")).contains("Forked from: vm-001"));
  }

  @Test
  void frozenParentLooksItAndHearsNothing() {
    seat.login();
    worlds.run(new ForkOperation.Freeze(ON, "base", io.coppice.model.fork.TrustDomain.DEFAULT));
    assertTrue(seat.text().contains("FROZEN"), seat.text());
    assertEquals(
        List.of("machine.must-be-on"),
        worlds.obstacles(new ConsoleOperation.Enter(ON, "hostname")));
  }

  @Test
  void suspendedMachineLooksItAndItsPingGoesOnAfterwards() {
    seat.login().enter("clear").enter("ping vm-002").pass(Duration.ofMillis(1_500));
    worlds.run(new MachineOperation.Suspend(ON));
    assertTrue(seat.text().contains("SUSPENDED"), seat.text());
    worlds.pass(Duration.ofMinutes(1));
    worlds.run(new MachineOperation.Resume(ON));
    int before = seat.text().split("icmp_seq").length;
    seat.pass(Duration.ofSeconds(3));
    assertEquals(3, seat.text().split("icmp_seq").length - before, seat.text());
  }

  @Test
  void panicIsSeenAndAResetMendsIt() {
    seat.login().enter("echo c > /proc/sysrq-trigger");
    assertTrue(seat.text().contains("Kernel panic - not syncing"), seat.text());
    assertFalse(worlds.machine(1).guest().tools().answers());
    assertTrue(worlds.events().contains("event.machine.panicked"));
    String stands = seat.text();
    seat.enter("help");
    assertEquals(stands, seat.text());
    worlds.run(new MachineOperation.Reset(ON));
    seat.pass(Duration.ofSeconds(30));
    assertTrue(seat.text().contains("login:"), seat.text());
  }

  @Test
  void aGuestThatPanickedIsAProblemUntilItIsStartedAgain() throws IOException {
    seat.login();
    assertFalse(worlds.alarms().contains(PANICKED));
    SimTime at = worlds.world().now();
    seat.enter("echo c > /proc/sysrq-trigger");
    Problem alarm =
        worlds.world().alarms().stream()
            .filter(problem -> problem.code().equals(PANICKED))
            .findFirst()
            .orElseThrow();
    assertEquals(List.of(ON), alarm.about());
    assertEquals("vm-001", alarm.args().getFirst());
    Instant since = Instant.parse(alarm.args().get(1));
    assertFalse(since.isBefore(at.instant().truncatedTo(ChronoUnit.SECONDS)), alarm::toString);
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(worlds.throughAnImage().alarms().contains(PANICKED));
    worlds.run(new MachineOperation.Reset(ON));
    assertFalse(worlds.alarms().contains(PANICKED));
  }

  @Test
  void aGuestThatPanickedIsNoProblemWhileItsMachineIsOff() {
    seat.login().enter("echo c > /proc/sysrq-trigger");
    assertTrue(worlds.alarms().contains(PANICKED));
    worlds.run(new MachineOperation.PowerOff(ON));
    assertFalse(worlds.alarms().contains(PANICKED));
    worlds.run(new MachineOperation.PowerOn(ON));
    assertFalse(worlds.alarms().contains(PANICKED));
  }

  @Test
  void powerOffTypedInsideIsAShutDownOutside() {
    seat.login().enter("poweroff");
    seat.pass(Duration.ofSeconds(20));
    assertEquals(PowerState.POWERED_OFF, worlds.machine(1).power());
    assertTrue(worlds.events().contains("event.machine.shut-down"));
  }

  @Test
  void rebootKeepsFilesAndHistoryAndAsksForALogin() {
    seat.login().enter("echo kept > /root/f").enter("reboot");
    seat.pass(Duration.ofSeconds(40));
    assertTrue(seat.text().contains("login:"), seat.text());
    seat.login();
    assertEquals(List.of("kept"), seat.answer("cat /root/f"));
    assertTrue(String.join("\n", seat.answer("history")).contains("reboot"));
  }

  @Test
  void stressIsSeenInTheFiguresUntilItEnds() {
    seat.login().enter("stress --cpu 2 --vm 1 --vm-bytes 1G --hdd 1 --timeout 120s &");
    worlds.pass(Duration.ofSeconds(45));
    int busy = worlds.world().figures().get(ON, Metric.CPU_DEMAND);
    int active = worlds.world().figures().get(ON, Metric.MEMORY_ACTIVE);
    int disk = worlds.world().figures().get(ON, Metric.DISK_RATE);
    assertTrue(busy >= 2 * 2_600, busy + " MHz");
    assertTrue(active > 900, active + " MiB");
    assertTrue(disk > 50_000, disk + " KiB/s");
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(worlds.world().figures().get(ON, Metric.CPU_DEMAND) < busy / 2);
    assertTrue(seat.text().contains("Done"), seat.text());
  }

  @Test
  void memoryStressInAForkIsSeenInItsPages() {
    seat.login();
    List<Seat> children = children(2);
    MachineId first = new MachineId(6);
    MachineId second = new MachineId(7);
    children.getFirst().enter("stress --vm 1 --vm-bytes 1G");
    worlds.pass(Duration.ofSeconds(20));
    int hog = worlds.world().forks().own(first).diverged().count();
    int quiet = worlds.world().forks().own(second).diverged().count();
    assertTrue(hog > 2 * quiet, hog + " pages and " + quiet);
  }

  /** A thousand times a billion GiB is more than 63 bits hold. */
  @Test
  void stressThatAsksForMoreThanThereCanBeTakesWhatThereIs() {
    seat.login().enter("stress --vm 1024 --vm-bytes 999999999G &");
    long all = worlds.machine(1).hardware().memory().value();
    long taken = Guests.of(worlds.world()).burden(1).memory();
    assertTrue(taken > all / 2 && taken < all, taken + " of " + all);
  }

  @Test
  void writingBlocksFillsTheThinDiskAndTheForksOverlay() {
    seat.login();
    long before = worlds.machine(1).hardware().disks().getFirst().used().value();
    seat.enter("dd if=/dev/zero of=/root/big bs=1M count=2048");
    assertFalse(seat.text().contains("records out"), "it takes its time");
    seat.pass(Duration.ofSeconds(30));
    assertTrue(seat.text().contains("2048+0 records out"), seat.text());
    long after = worlds.machine(1).hardware().disks().getFirst().used().value();
    assertTrue(after - before >= 2048L << 20, after - before + " bytes");
    Seat child = children(1).getFirst();
    int blocks = worlds.world().forks().own(new MachineId(6)).blocks().count();
    child.enter("dd if=/dev/zero of=/root/more bs=1M count=512").pass(Duration.ofSeconds(20));
    assertTrue(worlds.world().forks().own(new MachineId(6)).blocks().count() > blocks);
  }

  @Test
  void snapshotBringsFilesBack() {
    seat.login().enter("echo old > /root/f");
    worlds.run(new SnapshotOperation.Take(ON, "s", "", false, false));
    seat.enter("echo new > /root/f");
    worlds.run(new SnapshotOperation.Revert(ON, worlds.machine(1).snapshots().current()));
    worlds.run(new MachineOperation.PowerOn(ON));
    seat.pass(Duration.ofSeconds(30)).login();
    assertEquals(List.of("old"), seat.answer("cat /root/f"));
  }

  @Test
  void imageKeepsFilesHistoryAndWhatRuns() throws IOException {
    seat.login().enter("echo kept > /root/f").enter("clear").enter("ping vm-002");
    seat.pass(Duration.ofMillis(1_500));
    Worlds again = worlds.throughAnImage();
    Seat there = new Seat(again, ON);
    assertEquals(seat.text(), there.text());
    there.pass(Duration.ofSeconds(3));
    seat.pass(Duration.ofSeconds(3));
    assertTrue(there.text().contains("icmp_seq=4"), there.text());
    assertEquals(seat.text(), there.text());
  }

  @Test
  void replayOfTheJournalTypesEverythingAgain() throws Exception {
    List<OperationLog.Entry> journal = new ArrayList<>();
    SiteFactory.Past past = SiteFactory.Past.none(SmallSite.of(2, 6));
    String seen;
    io.coppice.model.SimTime reached;
    try (Backend site = new SimSites().open(past, journal::addAll)) {
      for (Operation typed :
          List.<Operation>of(
              new ConsoleOperation.Enter(ON, "root"),
              new ConsoleOperation.Enter(ON, ""),
              new ConsoleOperation.Enter(ON, "echo one > /tmp/f; ping vm-002"),
              new ConsoleOperation.Interrupt(ON),
              new ConsoleOperation.Enter(ON, "cat /tmp/f"),
              new ConsoleOperation.Enter(ON, "dhclient -r eth0; dhclient eth0"))) {
        site.submit(List.of(typed)).toCompletableFuture().get();
      }
      seen = site.consoles().orElseThrow().text(ON).orElseThrow().all();
      reached = site.snapshot().time();
    }
    assertTrue(seen.contains("ping statistics") && seen.contains("one"), seen);
    SiteFactory.Past again = new SiteFactory.Past("again", past.origin(), journal, reached);
    try (Backend site = new SimSites().open(again, OperationLog.NONE)) {
      assertEquals(seen, site.consoles().orElseThrow().text(ON).orElseThrow().all());
    }
  }

  private long used(int disk) {
    return worlds.machine(1).hardware().disks().get(disk).used().value();
  }

  @Test
  void aDeviceThatIsWrittenToIsItsOwnDiskFromTheFirstBlockOn() {
    worlds.run(
        new MachineOperation.EditHardware(
            ON,
            Optional.empty(),
            Optional.empty(),
            List.of(
                new MachineOperation.DiskChange.Add(
                    Bytes.ofGiB(10), VirtualDisk.Provisioning.THIN, new DatastoreId(0))),
            List.of(),
            Optional.empty(),
            Optional.empty()));
    long first = used(0);
    assertEquals(0, used(1));
    seat.login().enter("dd if=/dev/zero of=/dev/sdb bs=1M count=2048");
    seat.pass(Duration.ofMinutes(4));
    assertEquals(2L << 30, used(1), seat.text());
    seat.enter("dd if=/dev/zero of=/dev/sdb bs=1M count=2048");
    seat.pass(Duration.ofMinutes(4));
    assertEquals(2L << 30, used(1), "the same blocks again");
    assertTrue(used(0) - first < 1L << 28, "the first disk grows by its own load only");
    assertTrue(
        String.join("\n", seat.answer("dd if=/dev/zero of=/dev/sdz bs=1M count=1"))
            .contains("failed to open"));
  }

  @Test
  void aDatastoreThatSomethingElseFillsTakesWhatIsLeftOfIt() {
    DatastoreId on = worlds.machine(1).hardware().disks().getFirst().datastore();
    worlds.run(new FaultOperation.FillDatastore(on, (int) (worlds.index().freeSpace(on) >> 21)));
    assertTrue(worlds.index().freeSpace(on) > 4L << 30, "there is room");
    long before = used(0);
    seat.login().enter("dd if=/dev/zero of=/root/big bs=1M count=3072");
    seat.pass(Duration.ofMinutes(4));
    assertTrue(used(0) - before >= 3L << 30, used(0) - before + " B were written");
  }
}
