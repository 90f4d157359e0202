package io.coppice.sim.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.CancelJob;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.Destination;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.model.inventory.Metric;
import io.coppice.sim.image.WorldCodec;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is under way at once never goes faster than what it goes through. */
class SharedRatesTest {
  private static final HostId FROM = new HostId(1);
  private static final HostId TO = new HostId(2);
  private static final DatastoreId STORE = new DatastoreId(0);

  /** Lines of 10 Gbit/s carry 1.25 GB/s. */
  private static final long LINE = 1_250_000_000;

  /** A datastore on 1 Gbit/s carries 125 MB/s. */
  private static final long SLOW_STORE = 125_000_000;

  private final Worlds worlds = Worlds.of(SmallSite.of(3, 60));

  SharedRatesTest() {
    for (int row = 0; row < 3; row++) {
      Host host = worlds.host(row);
      Host.HostHardware was = host.hardware();
      List<PhysicalNic> nics =
          was.nics().stream()
              .map(nic -> new PhysicalNic(nic.name(), 10_000, true, nic.uplinkOf()))
              .toList();
      worlds
          .world()
          .inventory()
          .hosts()
          .set(
              row,
              host.withHardware(
                  new Host.HostHardware(
                      was.model(),
                      was.sockets(),
                      was.coresPerSocket(),
                      was.coreSpeed(),
                      was.memory(),
                      nics,
                      was.hbas(),
                      was.idlePower(),
                      was.maxPower())));
    }
    for (int row = 0; row < 2; row++) {
      Datastore was = worlds.world().inventory().datastores().get(row);
      worlds
          .world()
          .inventory()
          .datastores()
          .set(
              row,
              new Datastore(
                  was.id(),
                  was.name(),
                  was.folder(),
                  was.type(),
                  was.capacity(),
                  1_000,
                  was.filler()));
    }
    worlds.pass(Duration.ofMinutes(1));
  }

  private long taken(ResourceUse use) {
    return FlowTable.of(worlds.world()).taken(use);
  }

  private MachineOperation.Migrate migrate(int row) {
    return new MachineOperation.Migrate(new MachineId(row), Optional.of(TO), Optional.empty());
  }

  private JobId cloneOf(int row, String name) {
    return worlds.start(
        new MachineOperation.Clone(
            new MachineId(row),
            name,
            new Destination(SmallSite.MACHINES, SmallSite.POOL, Optional.of(FROM), STORE),
            false,
            Optional.empty(),
            false,
            false));
  }

  /** Runs until all jobs ended, and tells the most that was taken of a thing meanwhile. */
  private long most(ResourceUse use, List<JobId> jobs) {
    long most = 0;
    while (jobs.stream().anyMatch(id -> !worlds.world().job(id).state().isEnded())) {
      worlds.engine().step(worlds.world());
      most = Math.max(most, taken(use));
    }
    return most;
  }

  @Test
  void migrationsThatBeginTwoSecondsApartShareTheLine() {
    JobId first = worlds.start(migrate(1));
    worlds.pass(Duration.ofSeconds(2));
    JobId second = worlds.start(migrate(4));
    long most = most(ResourceUse.sends(FROM), List.of(first, second));
    assertTrue(most > LINE / 2 && most <= LINE, most + " B/s");
    assertEquals(TO, worlds.machine(1).host());
    assertEquals(TO, worlds.machine(4).host());
  }

  @Test
  void thirtyTwoClonesShareTheDatastore() {
    SimTime begun = worlds.world().now();
    List<JobId> jobs = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      jobs.add(cloneOf(3 * (i % 16), "clone-" + i));
    }
    long most = most(ResourceUse.disk(STORE), jobs);
    assertTrue(most > SLOW_STORE / 2 && most <= SLOW_STORE, most + " B/s");
    assertEquals(92, worlds.world().inventory().machines().size());
    long bytes = 0;
    for (int row = 60; row < 92; row++) {
      bytes += worlds.machine(row).hardware().disks().getFirst().used().value();
    }
    double seconds = worlds.world().now().since(begun).toMillis() / 1000.0;
    assertTrue(bytes / seconds <= SLOW_STORE, bytes / seconds + " B/s were written");
  }

  @Test
  void whenOneEndsTheOthersGoFaster() {
    JobId one = cloneOf(0, "one");
    worlds.pass(Duration.ofSeconds(20));
    long alone = taken(ResourceUse.disk(STORE));
    JobId other = cloneOf(6, "other");
    FlowTable flows = FlowTable.of(worlds.world());
    long shared = flows.get(one.value()).orElseThrow().rate();
    assertTrue(Math.abs(shared - flows.get(other.value()).orElseThrow().rate()) <= 1);
    assertTrue(taken(ResourceUse.disk(STORE)) <= SLOW_STORE);
    worlds.run(new CancelJob(other, new MachineId(6)));
    assertTrue(flows.get(other.value()).isEmpty());
    assertTrue(flows.get(one.value()).orElseThrow().rate() > shared);
    assertTrue(Math.abs(alone - taken(ResourceUse.disk(STORE))) <= alone / 10);
  }

  @Test
  void aCopyIsTheSameHoweverTimeIsCutAndThroughAnImage() throws IOException {
    Worlds cut = Worlds.of(SmallSite.of(3, 60));
    Worlds whole = Worlds.of(SmallSite.of(3, 60));
    for (Worlds each : List.of(cut, whole)) {
      each.pass(Duration.ofMinutes(1));
      for (int i = 0; i < 5; i++) {
        each.start(migrate(1 + 3 * i));
      }
    }
    for (int i = 0; i < 70; i++) {
      cut.pass(Duration.ofMillis(100));
      if (i % 10 == 0) {
        cut = cut.throughAnImage();
      }
    }
    whole.pass(Duration.ofSeconds(7));
    assertEquals(WorldCodec.digest(whole.world()), WorldCodec.digest(cut.world()));
  }

  @Test
  void guestsAndCopiesShareADatastore() {
    cloneOf(0, "one");
    worlds.pass(Duration.ofMinutes(2));
    long guests = 0;
    for (int row = 0; row < 60; row++) {
      if (worlds.machine(row).hardware().disks().getFirst().datastore().equals(STORE)) {
        guests += 1024L * worlds.world().figures().get(new MachineId(row), Metric.DISK_RATE);
      }
    }
    long copies = taken(ResourceUse.disk(STORE));
    assertTrue(copies > 0 && guests > 0, copies + " and " + guests);
    assertTrue(copies + guests <= SLOW_STORE, copies + " and " + guests);
    assertTrue(Bytes.MIB < guests, guests + " B/s");
  }
}
