package io.coppice.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.FakeSite;
import io.coppice.testkit.ForkSamples;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.shell.PaletteState.Found;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaletteStateTest {
  private LiveSession session;

  @BeforeEach
  void open() {
    session = Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(2, 6));
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Optional<String> refusalOfCrash(EntityId... selection) {
    PaletteState state =
        PaletteState.of(
            session.snapshot(),
            "crash-host",
            List.of(selection),
            InventoryActions.all(session),
            action -> List.of(action.id()));
    Found.Do crash = (Found.Do) state.found().getFirst();
    assertEquals("crash-host", crash.action().id());
    return crash.refusal().map(Problem::code);
  }

  @Test
  void anActionForWhatIsSelectedCanRun() {
    assertEquals(Optional.empty(), refusalOfCrash(new HostId(0)));
  }

  private List<Found> crashFound(EntityId... selection) {
    return PaletteState.of(
            session.snapshot(),
            "crash-host",
            List.of(selection),
            InventoryActions.all(session),
            action -> List.of(action.id()))
        .found();
  }

  private Action asking(EntityId... selection) {
    Found.Ask ask = (Found.Ask) crashFound(selection).getFirst();
    assertEquals("crash-host", ask.action().id());
    return ask.action();
  }

  @Test
  void anActionThatIsNotForTheSelectionAsksWhatItIsFor() {
    asking(new MachineId(0));
    List<Found> hosts = PaletteState.targets(session.snapshot(), "", asking()).found();
    assertEquals(
        List.of(new HostId(0), new HostId(1)),
        hosts.stream().map(found -> ((Found.Aim) found).id()).toList());
    List<Found> one = PaletteState.targets(session.snapshot(), "esx-01", asking()).found();
    assertEquals(new HostId(1), ((Found.Aim) one.getFirst()).id());
    assertEquals(1, one.size());
  }

  @Test
  void aTargetThatRefusesSaysWhy() {
    Action mend =
        InventoryActions.all(session).stream()
            .filter(action -> action.id().equals("remove-cluster"))
            .findFirst()
            .orElseThrow();
    Found.Aim aim =
        (Found.Aim) PaletteState.targets(session.snapshot(), "", mend).found().getFirst();
    assertEquals(Optional.of("compute.not-empty"), aim.refusal().map(Problem::code));
  }

  @Test
  void withoutAnyLetterOnlyWhatCanBeDoneIsShown() {
    PaletteState state =
        PaletteState.of(
            session.snapshot(),
            "",
            List.of(),
            InventoryActions.all(session),
            action -> List.of(action.id()));
    assertTrue(
        state.found().stream()
            .noneMatch(f -> f instanceof Found.Do act && act.refusal().isPresent()));
  }

  private List<String> found(String typed, EntityId... selection) {
    Texts texts = new Texts(Locale.ENGLISH);
    return PaletteState.of(
            session.snapshot(),
            typed,
            List.of(selection),
            InventoryActions.all(session),
            action -> List.of(texts.get("action." + action.id())))
        .found()
        .stream()
        .map(
            one ->
                switch (one) {
                  case Found.Do act -> act.action().id();
                  case Found.Ask ask -> ask.action().id() + "?";
                  case Found.Aim aim -> aim.name();
                  case Found.Go go -> go.name();
                })
        .toList();
  }

  @Test
  void aMachineIsFoundByTheBeginningOfItsAddress() {
    Machine machine = session.snapshot().inventory().machine(new MachineId(3));
    VirtualNic nic = machine.hardware().nics().getFirst();
    String ip = nic.ip().toString();
    assertEquals(machine.name(), found(ip).getFirst());
    assertEquals(machine.name(), found("ip:" + ip).getFirst());
    assertEquals(machine.name(), found(nic.mac().toString().toUpperCase(Locale.ROOT)).getFirst());
    List<String> start = found(ip.substring(0, ip.lastIndexOf('.') + 1));
    assertTrue(start.contains(machine.name()), start.toString());
    assertEquals(start.stream().distinct().toList(), start);
    assertEquals(List.of(), found("203.0.113.9"));
  }

  @Test
  void aTargetIsFoundByItsAddressToo() {
    Machine machine = session.snapshot().inventory().machine(new MachineId(3));
    String ip = machine.hardware().nics().getFirst().ip().toString();
    Action take =
        InventoryActions.all(session).stream()
            .filter(action -> action.id().equals("snapshot-take"))
            .findFirst()
            .orElseThrow();
    List<Found> named = PaletteState.targets(session.snapshot(), ip, take).found();
    assertEquals(machine.id(), ((Found.Aim) named.getFirst()).id());
  }

  @Test
  void whatHasTheWordIsFoundAloneWhereAnythingHasIt() {
    List<String> snapshots = found("snap", new HostId(0));
    assertTrue(snapshots.contains("snapshot-take?"), snapshots.toString());
    assertTrue(snapshots.stream().allMatch(id -> id.startsWith("snapshot-")), snapshots.toString());
    List<String> own = found("snap", new MachineId(1));
    assertEquals("snapshot-take", own.getFirst(), "what can be done to the selection is first");
  }

  @Test
  void lettersInTheirOrderAreEnoughWhereNothingHasTheWord() {
    assertTrue(found("crsh", new HostId(0)).contains("crash-host"));
  }

  @Test
  void wordsAreFoundInWhateverOrderTheyAreTyped() {
    assertTrue(PaletteState.score("crash host (fault)", "host crash") > 0);
    assertEquals(0, PaletteState.score("crash host (fault)", "host mend"));
    assertTrue(
        PaletteState.score("crash host (fault)", "crash host")
            > PaletteState.score("crash host (fault)", "host crash"));
  }

  @ParameterizedTest
  @CsvSource({
    "fence…, fence...",
    "fence…, fence",
    "crash host (fault), crash-host",
    "crash host (fault), 'host, crash'",
    "esx-01.lab, esx_01"
  })
  void punctuationThatWasTypedNeedNotBeTheNames(String name, String typed) {
    assertTrue(PaletteState.score(name, typed) >= 1500, typed);
  }

  @Test
  void punctuationAloneFindsOnlyWhatHasIt() {
    assertEquals(0, PaletteState.score("crash host", "..."));
    assertTrue(PaletteState.score("esx-01", "-") > 0);
    assertTrue(PaletteState.score("esx-01", "esx-01") > PaletteState.score("esx_01", "esx-01"));
    assertEquals(0, PaletteState.score("mend host", "crash..."));
  }

  @Test
  void aForkGroupIsFoundByItsName() {
    try (LiveSession forked =
        Sessions.over(
            new MemoryStore(List.of()),
            (past, log) -> new FakeSite(past, log, now -> ForkSamples.group(3, now)),
            SmallSite.of(2, 6))) {
      String name = forked.snapshot().forks().groups().get(0).name();
      assertTrue(
          PaletteState.of(
                  forked.snapshot(), name, List.of(), List.of(), action -> List.of(action.id()))
              .found()
              .contains(new Found.Go(ForkSamples.GROUP, name, PaletteState.score(name, name))));
    }
  }
}
