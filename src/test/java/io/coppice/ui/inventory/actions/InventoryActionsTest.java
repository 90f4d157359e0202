package io.coppice.ui.inventory.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Capability;
import io.coppice.backend.MachineOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ImmediateGate;
import io.coppice.testkit.LimitedSite;
import io.coppice.testkit.RecordingDialogs;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.forms.RevertConfirmation;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Actions;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.SelectionHub;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.UiContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InventoryActionsTest {
  private static final MachineId OFF = new MachineId(0);
  private static final MachineId ON = new MachineId(1);

  private final RecordingDialogs dialogs = new RecordingDialogs();
  private LiveSession session;
  private Actions actions;
  private UiContext context;

  @BeforeEach
  void open() {
    session = Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(3, 300));
    actions = new Actions(InventoryActions.all(session), session);
    context =
        new UiContext(
            session,
            new ImmediateGate(),
            null,
            new Texts(Locale.ENGLISH),
            new Format(Locale.ENGLISH),
            actions,
            dialogs,
            new SelectionHub());
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Action action(String id) {
    return actions.find(id).orElseThrow();
  }

  private Optional<String> refusal(String id, EntityId... on) {
    return action(id).refusal(List.of(on), session.snapshot()).map(Problem::code);
  }

  private Set<String> shown(EntityId... on) {
    return actions.on(List.of(on), session.snapshot()).stream()
        .map(Action::id)
        .collect(Collectors.toSet());
  }

  private static List<EntityId> machines(int count) {
    return IntStream.range(0, count).<EntityId>mapToObj(MachineId::new).toList();
  }

  @Test
  void aMenuOffersWhatAppliesByItself() {
    List<EntityId> machines = IntStream.range(0, 300).<EntityId>mapToObj(MachineId::new).toList();
    List<EntityId> mixed = List.of(OFF, new HostId(0));
    for (List<EntityId> on :
        List.<List<EntityId>>of(
            machines, machines.subList(200, 300), mixed, List.of(ON), List.of())) {
      assertEquals(
          actions.all().stream().filter(it -> it.applies(on, session.snapshot())).toList(),
          actions.on(on, session.snapshot()));
    }
  }

  @Test
  void everyActionHasItsWordsInEveryLanguageAndItsOwnKeys() {
    Set<String> ids = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (Action action : actions.all()) {
      assertTrue(ids.add(action.id()), action.id());
      action.keys().ifPresent(k -> assertTrue(keys.add(k.getName()), k.getName()));
      for (Locale locale : Messages.SUPPORTED) {
        Messages words = new Messages(locale);
        assertTrue(words.has("action." + action.id()), action.id());
        assertTrue(words.has("action." + action.id() + ".help"), action.id());
      }
    }
  }

  @Test
  void faultsAreOfferedOnlyWhereThereAreAny() {
    HostId host = new HostId(0);
    assertTrue(shown(host).contains("crash-host"));
    try (LiveSession limited = limited(Set.of(Capability.OPERATIONS))) {
      Actions there = new Actions(InventoryActions.all(limited), limited);
      Set<String> offered =
          there.on(List.of(host), limited.snapshot()).stream()
              .map(Action::id)
              .collect(Collectors.toSet());
      assertFalse(offered.contains("crash-host"));
      assertFalse(offered.contains("links"));
      assertTrue(offered.contains("enter-maintenance"));
      assertTrue(there.all().stream().noneMatch(a -> a.group() == Action.Group.FAULT));
    }
  }

  @Test
  void aSiteThatIsOnlyReadRefusesWithTheReason() {
    try (LiveSession limited = limited(Set.of())) {
      Actions there = new Actions(InventoryActions.all(limited), limited);
      for (String id : List.of("power-off", "suspend", "snapshot-take", "migrate", "clone")) {
        assertEquals(
            Optional.of("site.no-operations"),
            there
                .find(id)
                .orElseThrow()
                .refusal(List.of(ON), limited.snapshot())
                .map(Problem::code),
            id);
      }
    }
  }

  private static LiveSession limited(Set<Capability> can) {
    return Sessions.over(
        new MemoryStore(List.of()),
        LimitedSite.factory(Sessions.sims(), can),
        SmallSite.of(3, 300));
  }

  @Test
  void whatCannotRunSaysTheRuleThatFails() {
    assertEquals(Optional.of("machine.already-on"), refusal("power-on", ON));
    assertEquals(Optional.of("machine.must-be-on"), refusal("suspend", OFF));
    assertEquals(Optional.of("machine.must-be-off"), refusal("delete", ON));
    assertEquals(Optional.empty(), refusal("power-off", ON));
    assertEquals(Optional.empty(), refusal("snapshot-take", ON));
    assertEquals(Optional.empty(), refusal("migrate", ON));
    assertEquals(Optional.empty(), refusal("clone", ON));
  }

  @Test
  void anActionRunsOnManyWhenItRunsOnOneOfThem() {
    assertEquals(Optional.empty(), refusal("power-on", ON, OFF));
    assertEquals(Optional.empty(), refusal("power-off", ON, OFF));
  }

  @Test
  void formsOfADisconnectedHostsMachinesSayWhyTheyDoNotOpen() {
    HostId host = session.snapshot().inventory().machine(ON).host();
    session
        .submit("away", List.of(new io.coppice.backend.HostOperation.Disconnect(host)))
        .toCompletableFuture()
        .join();
    while (session.snapshot().inventory().host(host).state().name().equals("CONNECTED")) {
      Thread.onSpinWait();
    }
    for (String id : List.of("edit-hardware", "snapshot-take", "clone", "migrate")) {
      assertEquals(Optional.of("host.disconnected"), refusal(id, ON), id);
    }
  }

  @Test
  void onlyActionsForOneKindAreShownForAMixedSelection() {
    assertEquals(Set.of(), shown(ON, new HostId(0)));
    assertTrue(shown(ON).containsAll(Set.of("power-off", "rename", "migrate", "edit-hardware")));
    assertFalse(shown(ON, OFF).contains("rename"));
    assertFalse(shown(ON, OFF).contains("edit-hardware"));
    assertTrue(shown(ON, OFF).containsAll(Set.of("edit-tags", "snapshot-take", "edit-allocation")));
    assertTrue(
        shown(new HostId(0)).containsAll(Set.of("enter-maintenance", "crash-host", "links")));
    assertFalse(shown(SmallSite.MACHINES).contains("rename"));
    assertTrue(shown(SmallSite.TEAM_A).containsAll(Set.of("rename", "new-machine", "new-folder")));
    assertTrue(shown(SmallSite.CLUSTER).containsAll(Set.of("new-pool", "ha-off", "drs-off")));
  }

  @Test
  void nothingIsOfferedForASelectionOfWhichSomethingIsGone() {
    assertTrue(shown(new MachineId(900)).isEmpty());
    assertTrue(shown(ON, new MachineId(900)).isEmpty());
    assertTrue(shown(new HostId(0), ON, new HostId(1)).isEmpty(), "of two kinds");
  }

  @Test
  void whatIsDoneToSomeIsOfferedIfOneOfThemPasses() {
    assertFalse(shown(OFF).contains("reset"), "it is off");
    assertTrue(shown(ON).contains("reset"));
    assertTrue(shown(OFF, ON).contains("reset"));
    assertTrue(shown(ON, OFF).contains("reset"));
  }

  @Test
  void whatCannotBeUndoneAsksOnceAndSaysWhatWillBeGone() {
    action("delete").run(machines(20), context);
    assertEquals(1, dialogs.questions().size());
    String gone = dialogs.questions().getFirst();
    assertTrue(gone.contains("vm-000") && gone.contains("12 more"), gone);
    assertEquals(1, dialogs.steps().size());
    assertEquals(20, dialogs.steps().getFirst().operations().size());
    action("power-off").run(List.of(ON), context);
    assertEquals(2, dialogs.questions().size());
    action("crash-host").run(List.of(new HostId(0)), context);
    assertTrue(dialogs.questions().getLast().contains("esx-00"));
  }

  @Test
  void whatStopsGuestsAsksOnceAndCountsThem() {
    for (String id : List.of("shut-down-guest", "power-off", "reset", "suspend")) {
      int asked = dialogs.questions().size();
      action(id).run(machines(20), context);
      assertEquals(asked + 1, dialogs.questions().size(), id);
      String said = dialogs.questions().getLast();
      // of twenty, seven are off
      assertTrue(said.contains("13 ") && said.contains("vm-001"), id + ": " + said);
      assertFalse(said.contains("vm-000"), id + ": " + said);
    }
    action("enter-maintenance").run(List.of(new HostId(0), new HostId(1)), context);
    assertTrue(dialogs.questions().getLast().contains("2 hosts"), dialogs.questions()::getLast);
    action("fill-datastore").run(datastores(2), context);
    assertTrue(
        dialogs.questions().getLast().contains("2 datastores"), dialogs.questions()::getLast);
  }

  private List<EntityId> datastores(int most) {
    List<EntityId> ids = new ArrayList<>();
    session.snapshot().inventory().datastores().forEach(datastore -> ids.add(datastore.id()));
    return ids.subList(0, most);
  }

  @Test
  void oneGuestIsAskedAboutWhereNothingTakesItBack() {
    action("shut-down-guest").run(List.of(ON), context);
    assertEquals(1, dialogs.questions().size());
    action("suspend").run(List.of(ON), context);
    action("enter-maintenance").run(List.of(new HostId(0)), context);
    assertEquals(1, dialogs.questions().size());
    assertEquals(3, dialogs.steps().size());
  }

  @Test
  void revertingNamesMachineSnapshotPowerAndMemory() {
    Machine off = session.snapshot().inventory().machine(OFF);
    Machine on = session.snapshot().inventory().machine(ON);
    String without = RevertConfirmation.of(List.of(snapped(on, false)), _ -> 0, context);
    assertTrue(without.contains("vm-001") && without.contains("before update"), without);
    assertTrue(without.contains("will be off") && without.contains("holds in memory"), without);
    String with = RevertConfirmation.of(List.of(snapped(on, true)), _ -> 0, context);
    assertTrue(with.contains("runs on from the memory"), with);
    String wakes = RevertConfirmation.of(List.of(snapped(off, true)), _ -> 0, context);
    assertTrue(wakes.contains("is off now and will run"), wakes);
    String both =
        RevertConfirmation.of(List.of(snapped(off, false), snapped(on, true)), _ -> 0, context);
    assertTrue(both.startsWith("2 machines lose") && both.contains("vm-001 runs on"), both);
  }

  private static Machine snapped(Machine machine, boolean memory) {
    return machine.withSnapshots(
        new SnapshotTree(
            List.of(
                new SnapshotTree.Node(
                    0,
                    -1,
                    "before update",
                    "",
                    SimTime.of(Instant.parse("2026-03-02T08:00:00Z")),
                    memory,
                    false,
                    memory ? PowerState.POWERED_ON : PowerState.POWERED_OFF,
                    Bytes.ofGiB(1),
                    machine.hardware())),
            0));
  }

  @Test
  void whatCanBeUndoneRunsAtOnceAsOneNamedStep() {
    action("power-on").run(machines(300), context);
    assertEquals(List.of(), dialogs.questions());
    RecordingDialogs.Step step = dialogs.steps().getFirst();
    assertEquals(300, step.operations().size());
    assertEquals("Power on: 300 objects", step.name());
    action("power-on").run(List.of(OFF), context);
    assertEquals("Power on: vm-000", dialogs.steps().getLast().name());
    assertEquals(
        List.of(new MachineOperation.PowerOn(OFF)), dialogs.steps().getLast().operations());
  }

  @Test
  void anObjectThatIsGoneMeanwhileIsLeftOut() {
    action("power-on").run(List.of(new MachineId(1_000)), context);
    assertEquals(List.of(), dialogs.steps());
  }
}
