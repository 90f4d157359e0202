package io.coppice.ui.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.ForkOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Speed;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.fork.actions.ForkActions;
import io.coppice.ui.fork.navigator.ForkSection;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Forking over a simulated site, as a person does it. */
@ExtendWith(ApplicationExtension.class)
class ForkingTest {
  private static final MachineId SOURCE = new MachineId(1);

  private ConsoleWindow console;

  @Start
  void start(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(4, 12)),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new ForkScreens()),
                List.of(ForkSection.factory()),
                List.of(ForkActions::all)));
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  private Snapshot now() {
    return console.session().snapshot();
  }

  private List<ForkGroup> groups() {
    List<ForkGroup> groups = new ArrayList<>();
    now().forks().groups().forEach(groups::add);
    return groups;
  }

  private ForkGroupId forked() {
    console.act("fork", SOURCE);
    console.node("form-fork", Node.class);
    console.submit();
    console.until(() -> !groups().isEmpty());
    return groups().getFirst().id();
  }

  @Test
  void aMachineIsForkedInTwoClicks() {
    console.act("fork", SOURCE);
    console.node("fork-preview", Node.class);
    console.until(console::ready);
    console.picture("fork-form-light");
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.theme().choose(Theme.Choice.DARK));
    WaitForAsyncUtils.waitForFxEvents();
    console.picture("fork-form-dark");
    console.submit();
    console.until(() -> !groups().isEmpty());
    ForkGroupId group = groups().getFirst().id();
    console.until(
        () ->
            now().forks().membersOf(group).stream()
                    .filter(member -> member.origin() == ForkMember.Origin.CHILD)
                    .count()
                == 3);
    ListView<?> tree = console.node("tree-forks", ListView.class);
    console.until(() -> tree.getItems().size() == 1);
    console.node("group-page", Node.class);
  }

  @Test
  void whoTurnedToSomethingElseIsNotLedToTheGroup() {
    console.session().site().time().orElseThrow().setSpeed(Speed.PAUSED);
    console.act("fork", SOURCE);
    console.node("form-fork", Node.class);
    console.submit();
    console.until(() -> jobs().stream().anyMatch(ForkOperation.Fork.class::isInstance));
    WaitForAsyncUtils.waitForAsyncFx(
        30_000, () -> console.context().selection().set(List.of(new MachineId(2))));
    console.session().site().time().orElseThrow().setSpeed(Speed.X1);
    console.until(() -> !groups().isEmpty());
    console.until(
        () ->
            now().forks().membersOf(groups().getFirst().id()).stream()
                .allMatch(m -> m.state() != ForkMember.State.STARTING));
    assertTrue(
        WaitForAsyncUtils.waitForAsyncFx(
            30_000, () -> console.shown("group-page", Node.class).isEmpty()));
  }

  @Test
  void whatStaysTheParentsKeepsTheLinkDownAndTheFormSaysSo() {
    console.act("fork", SOURCE);
    CheckBox mac = console.node("fork-identity-MAC", CheckBox.class);
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> mac.setSelected(false));
    console.until(console::toldWhy);
    console.picture("fork-form-kept");
  }

  @Test
  void endingAGroupSaysWhatItFreesAndFreesIt() {
    ForkGroupId group = forked();
    console.until(
        () ->
            now().forks().membersOf(group).stream()
                .allMatch(m -> m.state() != ForkMember.State.STARTING));
    console.act("fork-end", group);
    Button go = console.node("dialog-go", Button.class);
    console.picture("fork-end");
    WaitForAsyncUtils.waitForAsyncFx(30_000, go::fire);
    console.until(() -> groups().isEmpty());
    assertEquals(List.of(), groups());
  }

  private List<Operation> jobs() {
    List<Operation> all = new ArrayList<>();
    now().jobs().forEach(job -> all.add(job.operation()));
    return all;
  }

  private List<String> said() {
    Button go = console.node("dialog-go", Button.class);
    List<String> all = new ArrayList<>();
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () ->
            go.getScene()
                .getRoot()
                .lookupAll(".label")
                .forEach(label -> all.add(((Label) label).getText())));
    return all;
  }

  @Test
  void keepingTheWinnerNamesWhoEndsAndWhatThatFrees() {
    ForkGroupId group = forked();
    console.until(
        () ->
            now().forks().membersOf(group).stream()
                .allMatch(m -> m.state() == ForkMember.State.RUNNING));
    MachineId winner = now().forks().membersOf(group).getLast().machine();
    console.act("fork-keep-winner", winner);
    Button go = console.node("dialog-go", Button.class);
    console.picture("fork-keep-winner");
    String gone = said().stream().filter(text -> text.contains("frees")).findFirst().orElseThrow();
    assertTrue(gone.contains("2 members end"), gone);
    assertTrue(gone.contains("-01") && gone.contains("-02"), gone);
    assertTrue(gone.contains("vm-001 goes on by itself"), gone);
    assertTrue(gone.contains("MiB of memory"), gone);
    WaitForAsyncUtils.waitForAsyncFx(30_000, go::fire);
    console.until(() -> jobs().contains(new ForkOperation.KeepWinner(winner)));
  }

  @Test
  void freezingAsksForTheGroupsNameAndItsTrustDomain() {
    console.act("fork-freeze", SOURCE);
    TextField name = console.node("freeze-name", TextField.class);
    ComboBox<?> trust = console.node("freeze-trust", ComboBox.class);
    console.until(console::ready);
    console.picture("fork-freeze");
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> name.setText("x".repeat(200)));
    console.until(console::toldWhy);
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () -> {
          name.setText("shop");
          trust.getEditor().setText("customer 7");
        });
    console.submit();
    console.until(() -> !groups().isEmpty());
    assertEquals("shop", groups().getFirst().name());
    assertEquals("customer 7", groups().getFirst().trust().name());
  }

  @Test
  void anActionThatCannotRunSaysWhy() {
    var promote = console.context().actions().find("fork-promote").orElseThrow();
    assertTrue(!promote.applies(List.of(SOURCE), now()), "a machine in no group has no base");
    ForkGroupId group = forked();
    console.context().navigation();
    WaitForAsyncUtils.waitForAsyncFx(
        30_000, () -> console.context().navigation().open(new Place.Page(group)));
    console.until(() -> now().forks().member(SOURCE).isPresent());
    var resume = console.context().actions().find("fork-resume-parent").orElseThrow();
    assertTrue(!resume.applies(List.of(SOURCE), now()), "its parent goes on, it is not frozen");
    var off = console.context().actions().find("fork").orElseThrow();
    assertTrue(off.refusal(List.of(new MachineId(0)), now()).isPresent(), "machine 0 is off");
  }

  private MachineId[] twoChildren() {
    ForkGroupId group = forked();
    console.until(() -> running(group).size() >= 2);
    return running(group).stream().limit(2).toArray(MachineId[]::new);
  }

  private List<MachineId> running(ForkGroupId group) {
    return now().forks().membersOf(group).stream()
        .filter(member -> member.origin() == ForkMember.Origin.CHILD)
        .filter(member -> member.state() == ForkMember.State.RUNNING)
        .map(ForkMember::machine)
        .toList();
  }

  @Test
  void promotingSeveralAsksFirst() {
    MachineId[] two = twoChildren();
    console.act("fork-promote", two);
    Button go = console.node("dialog-go", Button.class);
    assertTrue(jobs().stream().noneMatch(ForkOperation.Promote.class::isInstance));
    WaitForAsyncUtils.waitForAsyncFx(30_000, go::fire);
    console.until(
        () -> jobs().stream().filter(ForkOperation.Promote.class::isInstance).count() == 2);
  }

  @Test
  void leasesThatDifferAreCalledVariousAndOneIsSaid() {
    MachineId[] two = twoChildren();
    console.act("fork-lease", two[0]);
    String one = console.node("fork-lease-now", Label.class).getText();
    Button cancel = console.node("form-cancel", Button.class);
    WaitForAsyncUtils.waitForAsyncFx(30_000, cancel::fire);
    console.until(() -> console.shown("fork-lease-now", Label.class).isEmpty());
    console
        .session()
        .submit(
            "Lease", List.of(new ForkOperation.SetLease(two[1], Optional.of(Duration.ofHours(9)))))
        .toCompletableFuture()
        .join();
    console.until(() -> now().forks().member(two[1]).flatMap(ForkMember::expires).isPresent());
    console.act("fork-lease", two);
    assertNotEquals(one, console.node("fork-lease-now", Label.class).getText());
    assertEquals(
        "Those that are chosen end at various times as things stand.",
        console.node("fork-lease-now", Label.class).getText());
  }
}
