package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.HostOperation;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.rules.index.Commitments;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts, their faults, and high availability. */
class HostsTest {
  private static final HostId FIRST = new HostId(0);

  private final Worlds worlds = Worlds.of(SmallSite.of(3, 18));

  private List<Machine> running(int host) {
    return IntStream.range(0, 18)
        .mapToObj(worlds::machine)
        .filter(machine -> machine.isOn() && machine.host().value() == host)
        .toList();
  }

  /** SmallSite's hosts whose numbers are no multiple of three run machines. */
  private HostId busy() {
    return new HostId(1);
  }

  @Test
  void maintenanceMovesWhatRunsAndTakesNothingNew() {
    assertFalse(running(1).isEmpty());
    Job job = worlds.run(new HostOperation.EnterMaintenance(busy(), false));
    assertEquals(Job.State.SUCCEEDED, job.state(), job.problems()::toString);
    assertTrue(running(1).isEmpty());
    assertTrue(worlds.host(1).maintenance());
    Machine somewhere = running(2).getFirst();
    assertTrue(
        worlds
            .obstacles(
                new MachineOperation.Migrate(somewhere.id(), Optional.of(busy()), Optional.empty()))
            .contains("host.in-maintenance"));
    worlds.run(new HostOperation.ExitMaintenance(busy()));
    assertTrue(worlds.host(1).isUsable());
  }

  @Test
  void haRestartsWhatACrashedHostRanAfterDetection() {
    List<Machine> ran = running(1);
    worlds.run(new FaultOperation.CrashHost(busy()));
    assertEquals(Host.State.NOT_RESPONDING, worlds.host(1).state());
    assertTrue(worlds.alarms().contains("alarm.host-not-responding"));
    ran.forEach(machine -> assertFalse(worlds.machine(machine.id().value()).isOn()));
    worlds.pass(Duration.ofSeconds(15));
    ran.forEach(machine -> assertFalse(worlds.machine(machine.id().value()).isOn()));
    worlds.pass(Duration.ofSeconds(15));
    for (Machine machine : ran) {
      Machine now = worlds.machine(machine.id().value());
      assertTrue(now.isOn(), now.name());
      assertFalse(now.host().equals(busy()));
    }
    List<String> restarts = new ArrayList<>();
    worlds.world().jobs().forEach(job -> restarts.add(job.operation().getClass().getSimpleName()));
    assertEquals(ran.size(), Collections.frequency(restarts, "Restart"), "as what they are");
    assertFalse(restarts.contains("PowerOn"));
    assertEquals(ran.size(), Collections.frequency(worlds.events(), "event.ha.restarted"));
    Job repair = worlds.run(new FaultOperation.RepairHost(busy()));
    assertEquals(Job.State.SUCCEEDED, repair.state());
    assertFalse(worlds.alarms().contains("alarm.host-not-responding"));
  }

  @Test
  void haSaysWhatDidNotFitAndRestartsItWhenThereIsRoom() {
    List<Machine> ran = running(1);
    worlds.run(new HostOperation.Disconnect(FIRST));
    worlds.run(new HostOperation.Disconnect(new HostId(2)));
    worlds.run(new FaultOperation.CrashHost(busy()));
    worlds.pass(Duration.ofMinutes(1));
    assertTrue(worlds.events().contains("event.ha.no-room"));
    assertTrue(worlds.events().contains("host.disconnected"), "it says why");
    assertTrue(worlds.alarms().contains("alarm.ha-waiting"));
    worlds.run(new HostOperation.Reconnect(FIRST));
    worlds.pass(Duration.ofMinutes(2));
    ran.forEach(machine -> assertTrue(worlds.machine(machine.id().value()).isOn()));
    assertFalse(worlds.alarms().contains("alarm.ha-waiting"));
  }

  @Test
  void aCrashEndsTheJobsOfTheHost() {
    Machine machine = running(1).getFirst();
    JobId move =
        worlds.start(
            new MachineOperation.Migrate(
                machine.id(), Optional.of(new HostId(2)), Optional.empty()));
    worlds.pass(Duration.ofMillis(1_100));
    worlds.run(new FaultOperation.CrashHost(new HostId(2)));
    Job ended = worlds.world().job(move);
    assertEquals(Job.State.FAILED, ended.state());
    assertEquals("host.lost", ended.problems().getFirst().code());
    assertTrue(worlds.machine(machine.id().value()).isOn());
    assertEquals(busy(), worlds.machine(machine.id().value()).host());
  }

  @ParameterizedTest
  @CsvSource({"85, ", "92, WARNING", "97, ERROR"})
  void aHostWhoseMemoryIsNearlyFullIsAnAlarmUntilItIsNot(int percent, Severity severity) {
    worlds.pass(Duration.ofMinutes(5));
    resize(percent);
    worlds.pass(Duration.ofMinutes(2));
    assertEquals(
        Optional.ofNullable(severity),
        worlds.world().alarms().stream()
            .filter(alarm -> alarm.code().equals("alarm.host-memory"))
            .map(Problem::severity)
            .findFirst());
    running(1).forEach(machine -> worlds.run(new MachineOperation.PowerOff(machine.id())));
    worlds.pass(Duration.ofMinutes(2));
    assertFalse(worlds.alarms().contains("alarm.host-memory"));
  }

  /** Gives a host so much memory that what it granted and its overhead are that part of it. */
  private void resize(int percent) {
    Figures figures = worlds.world().figures();
    long its =
        worlds.host(1).hardware().memory().mib() - Commitments.memoryForMachines(worlds.host(1));
    long machines =
        figures.get(busy(), Metric.MEMORY_GRANTED)
            + figures.get(busy(), Metric.MEMORY_OVERHEAD)
            - its;
    // The hypervisor itself takes four hundredths of whatever there is.
    long mib = machines * 100 / (percent - 4);
    Host host = worlds.host(1);
    Host.HostHardware was = host.hardware();
    Host.HostHardware sized =
        new Host.HostHardware(
            was.model(),
            was.sockets(),
            was.coresPerSocket(),
            was.coreSpeed(),
            Bytes.ofMiB(mib),
            was.nics(),
            was.hbas(),
            was.idlePower(),
            was.maxPower());
    worlds.world().inventory().hosts().set(host.id().value(), host.withHardware(sized));
  }

  @Test
  void aCutLinkIsAnAlarmAndTheLastOneIsolatesTheHost() {
    worlds.run(new FaultOperation.CutNic(FIRST, "vmnic0"));
    assertEquals(List.of("alarm.uplink-not-redundant"), worlds.alarms());
    worlds.run(new FaultOperation.CutNic(FIRST, "vmnic1"));
    assertEquals(Host.State.NOT_RESPONDING, worlds.host(0).state());
    assertTrue(worlds.alarms().contains("alarm.uplinks-down"));
    worlds.run(new FaultOperation.RestoreNic(FIRST, "vmnic0"));
    worlds.run(new FaultOperation.RestoreNic(FIRST, "vmnic1"));
    assertEquals(Host.State.CONNECTED, worlds.host(0).state());
    assertEquals(List.of(), worlds.alarms());
  }

  @Test
  void aCutPathKeepsMachinesFromStartingThereUntilRestored() {
    DatastoreId store = worlds.machine(0).hardware().disks().getFirst().datastore();
    for (int host = 0; host < 3; host++) {
      worlds.run(new FaultOperation.CutPath(new HostId(host), store));
    }
    assertTrue(worlds.alarms().contains("alarm.path-down"));
    List<String> why = worlds.obstacles(new MachineOperation.PowerOn(worlds.machine(0).id()));
    assertTrue(
        why.contains("cluster.no-host") && why.contains("storage.unreachable"), why::toString);
    worlds.run(new FaultOperation.RestorePath(FIRST, store));
    assertEquals(List.of(), worlds.obstacles(new MachineOperation.PowerOn(worlds.machine(0).id())));
  }

  @Test
  void aFilledDatastoreAlarmsAndTakesNothingNewUntilDrained() {
    DatastoreId store = new DatastoreId(0);
    worlds.run(new FaultOperation.FillDatastore(store, 0));
    assertTrue(worlds.alarms().contains("alarm.datastore-full"));
    assertTrue(
        worlds
            .obstacles(new MachineOperation.MigrateStorage(worlds.machine(1).id(), store))
            .contains("datastore.no-room"));
    worlds.run(new FaultOperation.DrainDatastore(store));
    assertFalse(worlds.alarms().contains("alarm.datastore-full"));
  }

  @Test
  void aHostIsShutDownOnlyWhenNothingRunsOrByForce() {
    assertEquals(
        List.of("host.has-running"), worlds.obstacles(new HostOperation.ShutDown(busy(), false)));
    worlds.run(new HostOperation.ShutDown(busy(), true));
    assertEquals(Host.State.POWERED_OFF, worlds.host(1).state());
    assertTrue(running(1).isEmpty());
    worlds.run(new HostOperation.PowerOn(busy()));
    assertEquals(Host.State.CONNECTED, worlds.host(1).state());
  }
}
