package io.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.HostOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Messages;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.blueprint.GroupPlan;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.DrsAdvice;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.HostLinks;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.model.inventory.Tag;
import io.coppice.testkit.InventoryDescription;
import io.coppice.testkit.RandomForks;
import io.coppice.testkit.RandomOperations;
import io.coppice.testkit.RandomSite;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written as a scenario is read again as it was. */
class RoundTripTest {
  @TempDir Path folder;

  @Test
  void firstLookComesBackRowByRow() throws IOException {
    Blueprint first =
        assertInstanceOf(ScenarioReader.Result.Read.class, Scenarios.read("first-look"))
            .blueprint();
    Blueprint again = again(first);
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      if (first.inventory().table(kind) != null) {
        var before = first.inventory().table(kind);
        var after = again.inventory().table(kind);
        assertEquals(before.size(), after.size(), kind.name());
        for (int row = 0; row < before.size(); row++) {
          assertEquals(before.get(row), after.get(row));
        }
      }
    }
    assertEquals(first.title(), again.title());
    assertEquals(first.summary(), again.summary());
    assertEquals(first.start(), again.start());
    assertEquals(first.seed(), again.seed());
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anySiteComesBackAsItWas(long seed) throws IOException {
    Blueprint site = RandomSite.of(seed);
    assertSame(site.inventory(), again(site).inventory());
  }

  /**
   * A kind that no random site holds would come back from no file, and nobody would notice that
   * neither its writer nor its reader exists.
   */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = "FORK_GROUP") // random groups come back in a test of their own
  void everyKindOfObjectIsAmongTheSitesThatComeBack(EntityId.Kind kind) {
    assertTrue(
        seeds().mapToObj(RandomSite::of).anyMatch(site -> site.inventory().table(kind).count() > 0),
        () -> "RandomSite makes no " + kind);
  }

  /** What versions before the rule of names took, and what is the same name to today's. */
  private static final List<String> OLD_NAMES =
      List.of(
          "",
          " ",
          " lead",
          "trail\u00a0",
          "a\u200bb",
          "a\tb",
          "\u202egnp.exe",
          "\ud800",
          "\ufe0f",
          "web",
          "WEB",
          "Web",
          "\uff37\uff25\uff22",
          "x".repeat(90),
          "e\u0301".repeat(600),
          "\u200d".repeat(81),
          "a/b%",
          "# 1");

  @ParameterizedTest
  @MethodSource("seeds")
  void anySiteWithNamesOfOldVersionsIsWrittenSoThatItOpens(long seed) throws IOException {
    Blueprint site = RandomSite.of(seed);
    Random random = new Random(seed);
    Inventory old = site.inventory().copy();
    int spoiled = 0;
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      for (int row = 0; old.table(kind) != null && row < old.table(kind).size(); row++) {
        Entity entity = (Entity) old.table(kind).get(row);
        if (entity != null && random.nextInt(3) == 0) {
          old.set(entity.withName(OLD_NAMES.get(random.nextInt(OLD_NAMES.size()))));
          spoiled++;
        }
      }
    }
    Path file = folder.resolve("old.json");
    Blueprint of = new Blueprint("old", "\u200bOld ", "", site.start(), site.seed(), old.freeze());
    ScenarioWriter.Result.Written written =
        assertInstanceOf(ScenarioWriter.Result.Written.class, ScenarioWriter.write(file, of));
    assertEquals(spoiled > 0, !written.mended().isEmpty());
    Blueprint read =
        assertInstanceOf(ScenarioReader.Result.Read.class, ScenarioReader.read(file)).blueprint();
    assertEquals("Old", read.title());
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      if (old.table(kind) != null) {
        assertEquals(count(old, kind), count(read.inventory(), kind), kind.name());
      }
    }
    Path again = folder.resolve("again.json");
    assertEquals(new ScenarioWriter.Result.Written(List.of()), ScenarioWriter.write(again, read));
    assertEquals(Files.readString(file), Files.readString(again));
  }

  private static int count(Inventory inventory, EntityId.Kind kind) {
    AtomicInteger count = new AtomicInteger();
    inventory.table(kind).forEach(_ -> count.incrementAndGet());
    return count.get();
  }

  @Test
  void whatIsMendedInAFileIsToldWithBothNames() throws IOException {
    Inventory old = SmallSite.of(1, 3).inventory().copy();
    old.set(old.machine(new MachineId(0)).withName("web"));
    old.set(old.machine(new MachineId(1)).withName("WEB"));
    old.set(old.machine(new MachineId(2)).withName("a\u200bb"));
    Machine noted = old.machine(new MachineId(0));
    Set<Tag> tags = Set.of(new Tag("env", "x".repeat(SiteLimits.TAG)), new Tag("env", "prod"));
    old.machines()
        .set(0, noted.withAbout(new Machine.About(tags, "y".repeat(SiteLimits.TEXT + 1))));
    Blueprint of = new Blueprint("old", "Old", "", SimTime.ZERO, 7, old.freeze());
    Path file = folder.resolve("old.json");
    ScenarioWriter.Result.Written written =
        assertInstanceOf(ScenarioWriter.Result.Written.class, ScenarioWriter.write(file, of));
    Messages words = new Messages(Locale.ENGLISH);
    assertEquals(
        List.of(
            "2 names are written otherwise in the file, because a name of today is visible and"
                + " stands only once in its place: \"WEB\" → \"WEB (2)\", \"a\\u200bb\" →"
                + " \"ab\".",
            "2 texts or tags are cut or left out in the file, which takes 100,000 characters in a"
                + " text, 10,000 tags on an object and 256 characters in a tag."),
        written.mended().stream().map(words::what).toList());
    Inventory read =
        assertInstanceOf(ScenarioReader.Result.Read.class, ScenarioReader.read(file))
            .blueprint()
            .inventory();
    assertEquals("WEB (2)", read.machine(new MachineId(1)).name());
    assertEquals(Set.of(new Tag("env", "prod")), read.machine(new MachineId(0)).about().tags());
    assertEquals(
        "y".repeat(SiteLimits.TEXT - 1) + '…', read.machine(new MachineId(0)).about().notes());
  }

  /** Reserving more memory than it has is refused to a file as to a form. */
  @Test
  void aSiteThatNoFileCanSayLeavesTheOldFileAndSaysWhy() throws IOException {
    Inventory old = SmallSite.of(1, 1).inventory().copy();
    Machine machine = old.machine(new MachineId(0));
    Machine.Placement was = machine.placement();
    Allocation tooMuch = new Allocation(1_000, 1_000_000_000, Allocation.UNLIMITED, true);
    old.machines()
        .set(0, machine.withPlacement(new Machine.Placement(was.cpu(), tooMuch, was.restart())));
    Path file = Files.writeString(folder.resolve("old.json"), "old");
    ScenarioWriter.Result.Unreadable unreadable =
        assertInstanceOf(
            ScenarioWriter.Result.Unreadable.class,
            ScenarioWriter.write(
                file, new Blueprint("old", "Old", "", SimTime.ZERO, 7, old.freeze())));
    assertFalse(unreadable.problems().isEmpty());
    assertEquals("old", Files.readString(file));
    assertFalse(Files.exists(folder.resolve("old.json.part")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aSiteThatWasWorkedOnComesBackSaveWhoCrashed(long seed) throws IOException {
    Blueprint small = SmallSite.of(4, 24);
    Worlds worlds = Worlds.of(small);
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      worlds.submit(RandomOperations.any(random, worlds));
      worlds.pass(Duration.ofMillis(random.nextInt(15_000)));
    }
    Inventory now = worlds.world().inventory().freeze();
    Inventory crashedAreOff = crashedAreOff(now.copy());
    Blueprint exported =
        new Blueprint("small", "Small", "", worlds.world().now(), small.seed(), now);
    assertSame(crashedAreOff, again(exported).inventory());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void forkGroupsThatWereWorkedOnComeBackAndLiveOn(long seed) throws IOException {
    Worlds worlds = Worlds.of(SmallSite.of(3, 9));
    Random random = new Random(seed);
    for (int step = 0; step < 60; step++) {
      for (int tries = 0; tries < 6; tries++) {
        worlds.submit(RandomForks.any(worlds.world(), random, step));
      }
      worlds.pass(Duration.ofMillis(random.nextInt(12_000)));
    }
    SimTime now = worlds.world().now();
    List<GroupPlan> plans = GroupPlan.of(worlds.world().forks(), now);
    Inventory there = worlds.world().inventory().freeze();
    Blueprint exported = new Blueprint("small", "Small", "", now, 7, there, plans);
    Blueprint read = again(exported);
    assertEquals(groups(exported), groups(read));

    Worlds begun = Worlds.of(read);
    RandomForks.whole(begun.world());
    SimTime start = begun.world().now();
    assertEquals(
        groups(exported),
        groups(
            new Blueprint(
                "",
                "",
                "",
                start,
                7,
                begun.world().inventory().freeze(),
                GroupPlan.of(begun.world().forks(), start))));
    begun.pass(Duration.ofSeconds(90));
    RandomForks.whole(begun.world());
  }

  private static List<String> groups(Blueprint blueprint) {
    Inventory inventory = blueprint.inventory();
    return blueprint.groups().stream()
        .map(
            plan ->
                withoutIds(plan.group())
                    + plan.changed()
                    + plan.group().bases().stream().map(base -> said(base, inventory)).toList()
                    + plan.members().stream().map(one -> said(one, inventory)).sorted().toList())
        .toList();
  }

  private static String withoutIds(ForkGroup group) {
    return List.of(
            group.name(),
            group.trust(),
            group.sharing(),
            group.expires(),
            group.counts(),
            group.made(),
            group.elastic().map(it -> List.of(it.policy(), it.arrivals(), it.spec())))
        .toString();
  }

  private static String said(ForkBase base, Inventory inventory) {
    return List.of(
            base.key(),
            base.parent(),
            base.over(),
            place(base.source(), inventory),
            inventory.host(base.host()).name(),
            base.state(),
            base.chain(),
            base.pages(),
            base.resident(),
            base.depth(),
            base.diskDepth(),
            base.taken())
        .toString();
  }

  /**
   * Of a member that never came up, the machine and why it failed are not kept; of one that
   * stopped, where it ran before.
   */
  private static String said(GroupPlan.Member plan, Inventory inventory) {
    ForkMember member = plan.is();
    boolean failed = member.state() == ForkMember.State.FAILED;
    return List.of(
            member.name(),
            failed ? "none" : place(member.machine(), inventory),
            member.base(),
            member.origin(),
            member.state(),
            member.generation(),
            member.diskDepth(),
            member.state() == ForkMember.State.STOPPED
                ? "any"
                : inventory.host(member.host()).name(),
            member.remote(),
            member.phases(),
            failed ? "closed" : member.gate().verdicts(),
            member.expires(),
            plan.diverged(),
            plan.swapped(),
            plan.blocks())
        .toString();
  }

  /** A machine by what is its own, so that two of a name are told apart. */
  private static String place(MachineId id, Inventory inventory) {
    Machine machine = inventory.machine(id);
    return machine == null
        ? "gone"
        : machine.name() + ' ' + machine.power() + ' ' + machine.hardware().nics().getFirst().mac();
  }

  /** Nothing in a scenario refers to snapshots that are gone, so their keys are not kept. */
  private static Set<String> described(Inventory inventory) {
    Set<String> all = new TreeSet<>();
    InventoryDescription.of(inventory)
        .forEach(object -> all.add(object.replaceAll("nextKey=\\d+; ", "")));
    return all;
  }

  /** Names only the objects that differ. */
  private static void assertSame(Inventory expected, Inventory actual) {
    Set<String> missing = described(expected);
    Set<String> extra = described(actual);
    Set<String> both = new TreeSet<>(missing);
    both.retainAll(extra);
    missing.removeAll(both);
    extra.removeAll(both);
    assertEquals(String.join("\n", missing), String.join("\n", extra));
  }

  /** Nor is kept what DRS recommended, which it finds again. */
  private static Inventory crashedAreOff(Inventory inventory) {
    for (int row = 0; row < inventory.clusters().size(); row++) {
      Cluster cluster = inventory.clusters().get(row);
      if (cluster != null) {
        inventory.clusters().set(row, cluster.withAdvice(DrsAdvice.NONE));
      }
    }
    for (int row = 0; row < inventory.hosts().size(); row++) {
      Host host = inventory.hosts().get(row);
      if (host.state() == Host.State.NOT_RESPONDING && HostLinks.isManaged(host)) {
        inventory.hosts().set(row, host.withState(Host.State.POWERED_OFF));
      }
    }
    return inventory;
  }

  /**
   * Of two hosts with a switch of one name each, beside a distributed one that is called so too.
   */
  @Test
  void anAdapterIsLinkedToTheSwitchOfItsOwnHostAgain() throws IOException {
    Blueprint small = SmallSite.of(3, 3);
    Inventory site = small.inventory().copy();
    for (int row = 0; row < 3; row++) {
      SwitchId id = new SwitchId(site.switches().size());
      Optional<HostId> on = row == 2 ? Optional.empty() : Optional.of(new HostId(row));
      site.switches().add(new NetworkSwitch(id, "vSwitch0", SmallSite.NETWORKS, on, 1500));
    }
    Host first = site.host(new HostId(0));
    Host second = site.host(new HostId(1));
    Host third = site.host(new HostId(2));
    site.set(first.withUplink("vmnic1", Optional.of(new SwitchId(1))));
    site.set(second.withUplink("vmnic1", Optional.of(new SwitchId(2))));
    site.set(third.withUplink("vmnic1", Optional.of(new SwitchId(3))));
    Blueprint linked = new Blueprint("small", "Small", "", SimTime.ZERO, 7, site.freeze());
    Inventory read = again(linked).inventory();
    assertSame(linked.inventory(), read);
    List<Optional<HostId>> joined = new ArrayList<>();
    read.hosts()
        .forEach(
            host -> {
              SwitchId on = host.hardware().nics().get(1).uplinkOf().orElseThrow();
              joined.add(read.switches().get(on.value()).host());
            });
    assertEquals(
        List.of(Optional.of(new HostId(0)), Optional.of(new HostId(1)), Optional.empty()), joined);
  }

  /** A file that a person wrote names the switch of each host as people do. */
  @Test
  void anAdapterMayNameTheSwitchOfItsHostByItsNameButNotAnotherHosts() {
    String file =
        """
        {"format": 1, "title": "t", "datacentre": "dc",
         "hosts": [
          {"name": "a", "sockets": 1, "cores": 4, "mhz": 2000, "memory": "64 GiB",
           "nics": [{"name": "vmnic0", "switch": "vSwitch0"}]},
          {"name": "b", "sockets": 1, "cores": 4, "mhz": 2000, "memory": "64 GiB",
           "nics": [{"name": "vmnic0", "switch": "%s"}]}],
         "networks": [
          {"name": "vSwitch0", "host": "a"},
          {"name": "vSwitch1", "host": "a"},
          {"name": "vSwitch0", "id": "vSwitch0 of b", "host": "b"}]}
        """;
    Inventory read =
        assertInstanceOf(ScenarioReader.Result.Read.class, read(file.formatted("vSwitch0")))
            .blueprint()
            .inventory();
    SwitchId on = read.host(new HostId(1)).hardware().nics().getFirst().uplinkOf().orElseThrow();
    assertEquals(Optional.of(new HostId(1)), read.switches().get(on.value()).host());

    Messages words = new Messages(Locale.ENGLISH);
    assertEquals(
        List.of(
            "x, line 6, column 42 ($.hosts[1].nics[0].switch): \"vSwitch1\" is a switch of another"
                + " host, and b has none of that name."),
        assertInstanceOf(ScenarioReader.Result.Faulty.class, read(file.formatted("vSwitch1")))
            .problems()
            .stream()
            .map(words::what)
            .toList());
  }

  /** It is not managed over the adapter that it has left, and its machines run on. */
  @Test
  void aHostThatLostItsManagementLinkAloneComesBackWithItsMachinesRunning() throws IOException {
    Inventory site = SmallSite.of(3, 9).inventory().copy();
    SwitchId other = new SwitchId(site.switches().size());
    site.switches()
        .add(new NetworkSwitch(other, "spare", SmallSite.NETWORKS, Optional.empty(), 1500));
    Host host = site.host(new HostId(1)).withUplink("vmnic1", Optional.of(other));
    Worlds worlds =
        Worlds.of(new Blueprint("s", "S", "", SimTime.ZERO, 7, setting(site, host).freeze()));
    worlds.run(new FaultOperation.CutNic(host.id(), "vmnic0"));
    assertEquals(Host.State.NOT_RESPONDING, worlds.host(1).state());
    Inventory now = worlds.world().inventory().freeze();
    Inventory read = again(new Blueprint("s", "S", "", worlds.world().now(), 7, now)).inventory();
    assertEquals(Host.State.NOT_RESPONDING, read.host(host.id()).state());
    assertSame(now, read);
  }

  /** What is left of a base that was given up is the group's past, which no longer needs a host. */
  @Test
  void aGroupWhoseBaseLayOnAHostThatIsGoneComesBack() throws IOException {
    Worlds worlds = Worlds.of(SmallSite.of(3, 9));
    worlds.pass(Duration.ofMinutes(1));
    worlds.run(new ForkOperation.Fork(new MachineId(1), ForkSpec.of(1, "c-#")));
    worlds.run(new ForkOperation.EndSubtree(new MachineId(9)));
    worlds.run(new MachineOperation.PowerOff(new MachineId(1)));
    worlds.pass(Duration.ofMinutes(1));
    HostId host = new HostId(1);
    worlds.run(new HostOperation.EnterMaintenance(host, true));
    for (int row = 0; row < worlds.world().inventory().machines().size(); row++) {
      if (worlds.machine(row) != null && worlds.machine(row).host().equals(host)) {
        worlds.run(
            new MachineOperation.Migrate(
                new MachineId(row), Optional.of(new HostId(0)), Optional.empty()));
      }
    }
    worlds.run(new InventoryOperation.RemoveCompute(host));
    assertNull(worlds.world().inventory().host(host));
    SimTime now = worlds.world().now();
    Blueprint exported =
        new Blueprint(
            "small",
            "Small",
            "",
            now,
            7,
            worlds.world().inventory().freeze(),
            GroupPlan.of(worlds.world().forks(), now));
    assertEquals(host, exported.groups().getFirst().group().bases().getFirst().host());
    assertEquals(
        exported.groups().getFirst().members().size(),
        again(exported).groups().getFirst().members().size());
  }

  private static Inventory setting(Inventory site, Host host) {
    site.set(host);
    return site;
  }

  private static ScenarioReader.Result read(String text) {
    return ScenarioReader.read(
        "x", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aWorldBegunFromAnExportTakesAHostThatCrashedAsPoweredOff() throws IOException {
    Worlds worlds = Worlds.of(SmallSite.of(3, 9));
    worlds.run(new FaultOperation.CrashHost(new HostId(1)));
    Blueprint exported =
        new Blueprint(
            "small", "Small", "", worlds.world().now(), 7, worlds.world().inventory().freeze());
    Worlds again = Worlds.of(again(exported));
    assertEquals(Host.State.POWERED_OFF, again.host(1).state());
    again.run(new HostOperation.PowerOn(new HostId(1)));
    assertEquals(Host.State.CONNECTED, again.host(1).state());
  }

  @Test
  void anExportThatCannotBeWrittenLeavesTheFileThatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("old.json"), "old");
    Files.createDirectory(folder.resolve("old.json.part"));
    assertThrows(IOException.class, () -> ScenarioWriter.write(file, SmallSite.of(1, 1)));
    assertEquals("old", Files.readString(file));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anExportToAFullDiskFailsAndLeavesNothingBehind() throws IOException {
    Path file = Files.writeString(folder.resolve("old.json"), "old");
    Path beside = Files.createSymbolicLink(folder.resolve("old.json.part"), Path.of("/dev/full"));
    assertThrows(IOException.class, () -> ScenarioWriter.write(file, SmallSite.of(1, 1)));
    assertEquals("old", Files.readString(file));
    assertFalse(Files.exists(beside, LinkOption.NOFOLLOW_LINKS));
  }

  private Blueprint again(Blueprint blueprint) throws IOException {
    Path file = folder.resolve("written.json");
    ScenarioWriter.write(file, blueprint);
    return switch (ScenarioReader.read(file)) {
      case ScenarioReader.Result.Read read -> read.blueprint();
      case ScenarioReader.Result.Faulty faulty -> {
        Messages words = new Messages(Locale.ENGLISH);
        yield fail(
            faulty.problems().stream().map(words::what).toList() + "\n" + Files.readString(file));
      }
    };
  }
}
