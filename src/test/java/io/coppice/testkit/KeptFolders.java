package io.coppice.testkit;

import io.coppice.backend.FaultOperation.CutNic;
import io.coppice.backend.ForkOperation.EndSubtree;
import io.coppice.backend.ForkOperation.Fork;
import io.coppice.backend.ForkOperation.Freeze;
import io.coppice.backend.ForkOperation.SetLease;
import io.coppice.backend.ForkOperation.StartElastic;
import io.coppice.backend.InventoryOperation.CreateFolder;
import io.coppice.backend.InventoryOperation.CreatePool;
import io.coppice.backend.InventoryOperation.Move;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.InventoryOperation.SetNotes;
import io.coppice.backend.InventoryOperation.SetTags;
import io.coppice.backend.MachineOperation.Clone;
import io.coppice.backend.MachineOperation.Create;
import io.coppice.backend.MachineOperation.Destination;
import io.coppice.backend.MachineOperation.NewDisk;
import io.coppice.backend.MachineOperation.NewHardware;
import io.coppice.backend.MachineOperation.PowerOff;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.SiteFactory;
import io.coppice.backend.SnapshotOperation.Take;
import io.coppice.backend.Speed;
import io.coppice.backend.TimeControl;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.Tag;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.Workload;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.ScenarioWriter;
import io.coppice.scenario.Scenarios;
import io.coppice.session.LiveSession;
import io.coppice.session.Preferences;
import io.coppice.sim.image.StoredShapes;
import io.coppice.store.Store;
import io.coppice.store.StoreOpening;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes what is kept of a version, with that version: data folders as a console leaves them that is
 * killed while it works, each with a world that was worked in, closed, opened again and worked in
 * once more; beside each what must be found in it; the shapes of what stands in images; and a
 * scenario file as this version exports it. See {@code packaging/keep-version.sh}.
 */
public final class KeptFolders {
  /** The worlds, by the names of their folders. */
  public static final List<String> NAMES = List.of("first-look", "small");

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private KeptFolders() {}

  /** Writes everything into the folder that is named. */
  public static void main(String[] args) throws IOException {
    Path into = Files.createDirectories(Path.of(args[0]));
    for (String name : NAMES) {
      Path work = Files.createTempDirectory("kept");
      LiveSession first = open(work.resolve("data"), name);
      try (first) {
        firstDay(first);
      }
      Store store = store(work.resolve("data"));
      LiveSession second = over(store, name);
      try (second) {
        secondDay(second);
        awaitNotes(store, name, second);
        Path killed = copy(work.resolve("data"), work.resolve("killed"));
        zip(killed, into.resolve(name + ".zip"));
        write(into.resolve(name + ".txt"), KeptDescription.of(second));
        if (name.equals("small")) {
          Path scenario = into.resolve("scenario.json");
          second.exportScenario(scenario).toCompletableFuture().join();
          write(into.resolve("scenario.txt"), KeptDescription.of(read(scenario)));
        }
      }
    }
    List<String> shapes = new ArrayList<>();
    StoredShapes.ofThisVersion().forEach((type, shape) -> shapes.add(type + " " + shape));
    write(into.resolve("shapes.txt"), shapes);
  }

  /** Reads a scenario file that is without fault. */
  public static Blueprint read(Path scenario) {
    return switch (ScenarioReader.read(scenario)) {
      case ScenarioReader.Result.Read it -> it.blueprint();
      case ScenarioReader.Result.Faulty it ->
          throw new IllegalStateException(it.problems().toString());
    };
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }

  /** The scenarios that the kept worlds began from. */
  public static Blueprint blueprint(String name) {
    return name.equals("small")
        ? SmallSite.of(3, 12)
        : ((ScenarioReader.Result.Read) Scenarios.read(name)).blueprint();
  }

  /** Opens a world of a kept folder, or begins it. */
  public static LiveSession open(Path folder, String name) {
    return over(store(folder), name);
  }

  /** The same with a site factory that is watched. */
  public static LiveSession open(Path folder, String name, SiteFactory sites) {
    return over(store(folder), name, sites);
  }

  private static Store store(Path folder) {
    return ((StoreOpening.Ready) StoreOpening.of(folder, InstantSource.system())).store();
  }

  private static LiveSession over(Store store, String name) {
    return over(store, name, Sessions.sims());
  }

  private static LiveSession over(Store store, String name, SiteFactory sites) {
    Blueprint[] blueprints = NAMES.stream().map(KeptFolders::blueprint).toArray(Blueprint[]::new);
    return LiveSession.open(
        new LiveSession.Parts(
            store,
            sites,
            writing(Sessions.library(blueprints)),
            InstantSource.system(),
            Duration.ofMillis(50)),
        Optional.of(name),
        name);
  }

  private static io.coppice.session.ScenarioLibrary writing(
      io.coppice.session.ScenarioLibrary library) {
    return new io.coppice.session.ScenarioLibrary() {
      @Override
      public List<Listed> list() {
        return library.list();
      }

      @Override
      public Blueprint read(String source) {
        return library.read(source);
      }

      @Override
      public String source(String asked) {
        return library.source(asked);
      }

      @Override
      public List<Problem> write(Path file, Blueprint blueprint) {
        try {
          ScenarioWriter.write(file, blueprint);
          return List.of();
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private static void firstDay(LiveSession session) {
    List<Machine> running = running(session);
    Machine one = running.get(0);
    Machine two = running.get(1);
    Machine three = running.get(2);
    layout(session.preferences(), one.id());
    ask(session, "Folder", new CreateFolder(one.folder(), "Aufbewahrt"));
    FolderId folder = newestFolder(session);
    Destination to =
        new Destination(folder, one.pool(), Optional.of(one.host()), datastore(session, one));
    ask(
        session,
        "New machine",
        new Create(
            "kept-new",
            to,
            new NewHardware(
                2,
                Bytes.ofGiB(4),
                List.of(
                    new NewDisk(Bytes.ofGiB(40), VirtualDisk.Provisioning.THIN),
                    new NewDisk(Bytes.ofGiB(8), VirtualDisk.Provisioning.THICK)),
                List.of(adapter(one)),
                true,
                false),
            "Debian 13",
            Workload.values()[0],
            "made by hand"));
    ask(
        session,
        "Pool",
        new CreatePool(
            one.pool(),
            "kept-pool",
            Allocation.normalPoolCpu(),
            Allocation.normalPoolMemory(),
            false));
    ask(session, "Rename", new Rename(one.id(), "kept-renamed"));
    ask(session, "Notes", new SetNotes(one.id(), "Zeile 1\nZeile 2 – größer, 机器 🚀"));
    ask(
        session,
        "Tags",
        new SetTags(two.id(), Set.of(new Tag("env", "prod"), new Tag("age", "old"))));
    ask(session, "Move", new Move(two.id(), folder));
    ask(session, "Snapshot", new Take(one.id(), "before the update", "a first one", false, false));
    ask(session, "Snapshot", new Take(one.id(), "with memory", "", true, false));
    ask(
        session,
        "Clone",
        new Clone(one.id(), "kept-clone", to, true, Optional.empty(), false, false));
    ask(session, "Freeze", new Freeze(two.id(), "kept-forks", TrustDomain.DEFAULT));
    ask(session, "Fork", new Fork(two.id(), ForkSpec.of(4, "kept-##")));
    ask(session, "Freeze", new Freeze(three.id(), "kept-elastic", new TrustDomain("tenant-b")));
    ask(session, "Elastic", elastic(newestGroup(session)));
    pass(session, Duration.ofMinutes(3));
    ask(session, "End", new EndSubtree(child(session, "kept-02")));
    ask(
        session,
        "Lease",
        new SetLease(child(session, "kept-03"), Optional.of(Duration.ofDays(300))));
    ask(session, "Cut", new CutNic(one.host(), nic(session, one)));
    ask(session, "Notes", new SetNotes(three.id(), "to be undone"));
    undo(session);
    pass(session, Duration.ofMinutes(3));
  }

  private static void secondDay(LiveSession session) {
    MachineId first = child(session, "kept-renamed");
    MachineId forked = child(session, "kept-01");
    ask(session, "Rename", new Rename(first, "kept-renamed-again"));
    ask(session, "Snapshot", new Take(first, "after the start", "", false, false));
    ask(session, "Fork", new Fork(forked, ForkSpec.of(2, "kept-grandchild-##")));
    ask(session, "Power off", new PowerOff(child(session, "kept-04")));
    ask(session, "Notes", new SetNotes(first, "gone again"));
    undo(session);
    pass(session, Duration.ofMinutes(2));
  }

  private static void layout(Preferences preferences, MachineId open) {
    preferences.put("language", "de");
    preferences.put("theme.choice", "DARK");
    preferences.put("theme.zoom", "110");
    preferences.put("shell.splits", "0.21 0.72");
    preferences.put("shell.places", "page/" + open.token() + "/monitor\nhelp/forks");
    preferences.put("shell.places.shown", "page/" + open.token() + "/monitor");
    preferences.put("nav.open.hosts", "dc-0 cluster-0");
  }

  private static StartElastic elastic(ForkGroupId group) {
    return new StartElastic(
        group,
        new ElasticPolicy(
            ElasticPolicy.Mode.AT_LOAD,
            4,
            2,
            Duration.ofSeconds(30),
            ElasticPolicy.Victim.OLDEST,
            8,
            Bytes.ofGiB(64),
            Duration.ofSeconds(3),
            Duration.ofMillis(200)),
        new Arrivals.Constant(4_000),
        ForkSpec.of(1, "kept-el-####"));
  }

  private static List<Machine> running(LiveSession session) {
    List<Machine> all = new ArrayList<>();
    session
        .snapshot()
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.power() == PowerState.POWERED_ON
                  && machine.linked().isEmpty()
                  && machine.fork().isEmpty()
                  && machine.snapshots().nodes().isEmpty()) {
                all.add(machine);
              }
            });
    return all;
  }

  private static FolderId newestFolder(LiveSession session) {
    return new FolderId(session.snapshot().inventory().folders().size() - 1);
  }

  private static ForkGroupId newestGroup(LiveSession session) {
    return new ForkGroupId(session.snapshot().forks().groups().size() - 1);
  }

  private static io.coppice.model.EntityId.DatastoreId datastore(LiveSession session, Machine of) {
    return session
        .snapshot()
        .inventory()
        .machine(of.id())
        .hardware()
        .disks()
        .getFirst()
        .datastore();
  }

  private static PortGroupId adapter(Machine of) {
    return of.hardware().nics().getFirst().portGroup();
  }

  private static String nic(LiveSession session, Machine of) {
    return session.snapshot().inventory().host(of.host()).hardware().nics().getLast().name();
  }

  private static MachineId child(LiveSession session, String name) {
    MachineId[] found = new MachineId[1];
    session
        .snapshot()
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.name().equals(name)) {
                found[0] = machine.id();
              }
            });
    if (found[0] == null) {
      throw new IllegalStateException("No machine " + name);
    }
    return found[0];
  }

  private static void ask(LiveSession session, String step, Operation operation) {
    Outcome outcome =
        session.submit(step, List.of(operation)).toCompletableFuture().join().getFirst();
    if (outcome instanceof Outcome.Refused refused) {
      throw new IllegalStateException(operation + " was refused: " + refused.problems());
    }
    settle(session);
  }

  private static void undo(LiveSession session) {
    session.undo().toCompletableFuture().join();
    settle(session);
  }

  private static TimeControl time(LiveSession session) {
    return session.site().time().orElseThrow();
  }

  /** Steps until every job has ended. */
  private static void settle(LiveSession session) {
    time(session).setSpeed(Speed.PAUSED);
    while (isBusy(session)) {
      time(session).step().toCompletableFuture().join();
    }
  }

  private static boolean isBusy(LiveSession session) {
    boolean[] busy = {false};
    session
        .snapshot()
        .jobs()
        .forEach(
            job -> {
              busy[0] |= !job.state().isEnded() && job.operation().target() instanceof MachineId;
            });
    return busy[0];
  }

  private static void pass(LiveSession session, Duration how) {
    SimTime until = session.snapshot().time().plus(how);
    time(session).setSpeed(Speed.PAUSED);
    while (session.snapshot().time().isBefore(until)) {
      time(session).step().toCompletableFuture().join();
    }
    settle(session);
  }

  /** Waits until the recorder noted everything up to the instant at which the world stands. */
  private static void awaitNotes(Store store, String name, LiveSession session) {
    long end = System.nanoTime() + LONGEST.toNanos();
    SimTime stands = session.snapshot().time();
    while (!store.find(name).join().orElseThrow().reached().equals(stands)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("The recorder notes nothing");
      }
      Thread.onSpinWait();
    }
  }

  private static Path copy(Path folder, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!name.endsWith("-shm") && !name.equals("console.lock")) {
          Files.copy(file, to.resolve(name));
        }
      }
    }
    return to;
  }

  private static void zip(Path folder, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(9);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path one : files.sorted().toList()) {
          ZipEntry entry = new ZipEntry(one.getFileName().toString());
          entry.setLastModifiedTime(FileTime.fromMillis(0));
          zip.putNextEntry(entry);
          Files.copy(one, zip);
          zip.closeEntry();
        }
      }
    }
  }
}
