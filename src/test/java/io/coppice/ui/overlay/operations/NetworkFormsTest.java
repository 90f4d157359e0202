package io.coppice.ui.overlay.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.NetworkOperation.DeleteFence;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MirrorSession;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PortRange;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.inventory.UplinkPolicy;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.kit.forms.CheckList;
import io.coppice.ui.kit.forms.NumberField;
import io.coppice.ui.shell.Shell;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Every operation on a network by its form, taken back and done again. */
@ExtendWith(ApplicationExtension.class)
class NetworkFormsTest {
  private static final DatacentreId SITE = new DatacentreId(0);

  private ConsoleWindow console;
  private Fabric first;

  @Start
  void start(Stage stage) {
    Blueprint site = ((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint();
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), site),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(), List.of(), List.of(InventoryActions::all, NetworkActions::all)));
    first = fabric();
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  private Snapshot now() {
    return console.session().snapshot();
  }

  private Fabric fabric() {
    return DerivedFabric.orSaid(now().fabric(), now().inventory());
  }

  private void fx(Runnable run) {
    WaitForAsyncUtils.waitForAsyncFx(30_000, run);
  }

  private void type(String field, String text) {
    TextField line = console.node("network-form-" + field, TextField.class);
    fx(() -> line.setText(text));
  }

  private void number(String field, int value) {
    NumberField number = console.node("network-form-" + field, NumberField.class);
    fx(() -> number.getEditor().setText(Integer.toString(value)));
  }

  private void tick(String field, boolean on) {
    CheckBox box = console.node("network-form-" + field, CheckBox.class);
    fx(
        () -> {
          if (box.isSelected() != on) {
            box.fire();
          }
        });
  }

  @SuppressWarnings("unchecked")
  private <T> void choose(String field, Predicate<T> which) {
    ComboBox<T> box = console.node("network-form-" + field, ComboBox.class);
    fx(() -> box.setValue(box.getItems().stream().filter(which).findFirst().orElseThrow()));
  }

  /** Submits the open form, waits until it shows, takes it back and does it again. */
  private void submitUndoRedo(Predicate<Fabric> done) {
    console.submit();
    console.until(() -> done.test(fabric()));
    undoRedo(done);
  }

  private void undoRedo(Predicate<Fabric> done) {
    console.until(() -> now().jobs().size() > 0 && jobsEnded());
    console.session().undo().toCompletableFuture().join();
    console.until(() -> fabric().equals(first));
    console.until(this::jobsEnded);
    console.session().redo().toCompletableFuture().join();
    console.until(() -> done.test(fabric()));
  }

  private boolean jobsEnded() {
    boolean[] ended = {true};
    now().jobs().forEach(job -> ended[0] &= job.state().isEnded());
    return ended[0];
  }

  private SwitchId distributed() {
    SwitchId[] found = new SwitchId[1];
    now()
        .inventory()
        .switches()
        .forEach(it -> found[0] = it.isDistributed() && found[0] == null ? it.id() : found[0]);
    return found[0];
  }

  private PortGroupId segment(Encapsulation as) {
    return fabric().segments().stream()
        .filter(it -> it.encapsulation() == as)
        .findFirst()
        .orElseThrow()
        .portGroup();
  }

  @Test
  void aSegmentIsCreatedWithAFreeIdOfItsEncapsulation() {
    console.act("segment-new", distributed());
    type("name", "Payments");
    choose("encapsulation", (Encapsulation it) -> it == Encapsulation.NVGRE);
    type("tenant", "Bank");
    number("mtu", 1400);
    console.until(console::ready);
    console.picture("segment-form");
    submitUndoRedo(
        it ->
            it.segments().stream()
                .anyMatch(
                    s ->
                        s.encapsulation() == Encapsulation.NVGRE
                            && s.tenant().equals("Bank")
                            && s.mtu() == 1400));
  }

  private MachineId named(String name) {
    MachineId[] found = new MachineId[1];
    now()
        .inventory()
        .machines()
        .forEach(it -> found[0] = it.name().equals(name) ? it.id() : found[0]);
    return found[0];
  }

  @Test
  void aFenceIsEditedByItsMachineAndDeleted() {
    MachineId fence = named("fence-a");
    console.act("fence-set", fence);
    TextArea table = console.node("network-form-table", TextArea.class);
    fx(() -> table.setText(table.getText() + "\n10.50.0.3"));
    console.until(() -> !console.ready());
    fx(() -> table.appendText(" 10.60.1.03"));
    console.until(console::ready);
    console.picture("fence-form");
    submitUndoRedo(it -> it.fence(fence).orElseThrow().addresses().size() == 3);
  }

  /** A table that nobody wrote in follows the router that is chosen. */
  @Test
  void anotherRouterHasAnotherTable() {
    MachineId fence = named("fence-a");
    Machine router = now().inventory().machine(fence);
    PortGroupId outer = router.hardware().nics().getLast().portGroup();
    console.act("segment-fence", outer);
    TextArea table = console.node("network-form-table", TextArea.class);
    choose("appliance", (Machine it) -> it.name().equals("fence-a"));
    console.until(() -> table.getText().contains("10.60.1.1"));
    choose("appliance", (Machine it) -> it.name().equals("fence-b"));
    console.until(() -> table.getText().contains("10.60.2.1"));
    choose("inner", (VirtualNic it) -> it.portGroup().equals(outer));
    console.until(() -> !table.getText().contains("10.60.2.1"));
  }

  @Test
  void aSegmentIsFencedAndTheTableIsProposed() {
    MachineId fence = named("fence-b");
    PortGroupId inner = now().inventory().machine(fence).hardware().nics().getFirst().portGroup();
    console.session().submit("x", List.of(new DeleteFence(fence))).toCompletableFuture().join();
    console.until(() -> fabric().fence(fence).isEmpty());
    first = fabric();
    console.act("segment-fence", inner);
    console.until(console::ready);
    assertEquals(
        "10.50.0.1 10.60.0.3\n10.50.0.2 10.60.0.4",
        console.node("network-form-table", TextArea.class).getText());
    submitUndoRedo(it -> it.fence(fence).isPresent());
  }

  private PortPolicy policy(PortGroupId of) {
    return now().inventory().portGroups().get(of.value()).policy();
  }

  /** Submits the open form of a port group's policy, takes it back and does it again. */
  private void policyUndoRedo(PortGroupId of, Predicate<PortPolicy> done) {
    PortPolicy before = policy(of);
    console.until(console::ready);
    console.submit();
    console.until(() -> done.test(policy(of)));
    console.until(this::jobsEnded);
    console.session().undo().toCompletableFuture().join();
    console.until(() -> policy(of).equals(before));
    console.until(this::jobsEnded);
    console.session().redo().toCompletableFuture().join();
    console.until(() -> done.test(policy(of)));
  }

  @Test
  void aPortGroupIsMadeIsolatedInAPrivateVlan() {
    PortGroupId vxlan = segment(Encapsulation.VXLAN);
    console.act("port-policy", vxlan);
    choose("private-vlan", Optional.of(PrivateVlan.Role.ISOLATED)::equals);
    number("primary", 300);
    number("secondary", 300);
    console.until(() -> !console.ready());
    number("secondary", 301);
    policyUndoRedo(
        vxlan,
        it ->
            it.privateVlan()
                .equals(Optional.of(new PrivateVlan(PrivateVlan.Role.ISOLATED, 300, 301))));
  }

  @Test
  void copiesOfFramesAreSentToACollector() {
    PortGroupId vxlan = segment(Encapsulation.VXLAN);
    String collector = fabric().endpoints().getFirst().address().toString();
    console.act("port-policy", vxlan);
    choose("mirror", Optional.of(MirrorSession.Type.III)::equals);
    console.until(() -> !console.ready());
    type("mirror-collector", collector);
    number("mirror-session", 9);
    policyUndoRedo(
        vxlan,
        it ->
            it.mirror()
                .filter(s -> s.id() == 9 && s.address().toString().equals(collector))
                .isPresent());
  }

  @Test
  void portsArePinnedToASubGroupByHand() {
    PortGroupId vxlan = segment(Encapsulation.VXLAN);
    console.act("port-policy", vxlan);
    tick("pinned", true);
    number("pinning", 1);
    policyUndoRedo(vxlan, it -> it.pinning().equals(Optional.of(1)));
  }

  @Test
  void aFieldIsToBeFilledInWhateverElseIsMissing() {
    console.act("port-policy", segment(Encapsulation.VXLAN));
    choose("private-vlan", it -> it.equals(Optional.of(PrivateVlan.Role.ISOLATED)));
    NumberField primary = console.node("network-form-primary", NumberField.class);
    fx(() -> primary.getEditor().clear());
    console.until(() -> !console.ready());
    tick("pinned", true);
    assertFalse(console.node("network-form-pinning", NumberField.class).isDisabled());
  }

  private UplinkPolicy uplinks() {
    return now().inventory().switches().get(0).uplinks();
  }

  @Test
  void aSwitchIsPutIntoHostModeAndShowsWhatComesOfIt() {
    console.act("uplink-policy", new SwitchId(0));
    Label preview = console.node("network-form-uplinks-preview", Label.class);
    console.until(() -> !console.ready());
    choose("uplinks", UplinkPolicy.SUB_GROUPS::equals);
    console.until(() -> preview.getText().contains("sub-group 0 is vmnic"));
    assertTrue(preview.getText().endsWith(": sub-group 0 is vmnic0 to leaf-east"));
    console.picture("uplink-policy-form");
    console.submit();
    console.until(() -> uplinks() == UplinkPolicy.SUB_GROUPS && jobsEnded());
    console.session().undo().toCompletableFuture().join();
    console.until(() -> uplinks() == UplinkPolicy.FLOW_HASH && jobsEnded());
    console.session().redo().toCompletableFuture().join();
    console.until(() -> uplinks() == UplinkPolicy.SUB_GROUPS);
  }

  private void press(String button) {
    Button its = console.node("network-form-" + button, Button.class);
    fx(its::fire);
  }

  @Test
  void anAccessListIsWrittenRuleByRuleAndPutIntoOrder() {
    PortGroupId vxlan = segment(Encapsulation.VXLAN);
    console.act("port-policy", vxlan);
    press("rule-add");
    type("rule-name", "all");
    press("rule-add");
    type("rule-name", "web");
    choose("rule-permits", Boolean.TRUE::equals);
    choose("rule-protocol", AccessRule.Protocol.TCP::equals);
    type("rule-to", "10.0.0.0/8/8");
    console.until(() -> !console.ready());
    type("rule-to", "10.0.0.0/8");
    type("rule-to-ports", "80-90");
    press("rule-up");
    console.picture("port-policy-form");
    policyUndoRedo(
        vxlan,
        it ->
            it.rules().stream().map(AccessRule::name).toList().equals(List.of("web", "all"))
                && it.rules().getFirst().targetPorts().equals(new PortRange(80, 90))
                && it.rules().getFirst().target().bits() == 8
                && !it.rules().getLast().permits());
  }

  @Test
  void anIdThatIsTakenIsSaidInTheFormBeforeItIsAsked() {
    console.act("segment-new", distributed());
    type("name", "Twice");
    long taken = fabric().segment(segment(Encapsulation.VXLAN)).orElseThrow().id();
    type("id", Long.toString(taken));
    console.until(console::toldWhy);
    type("id", "none");
    console.until(() -> !console.ready() && console.toldWhy());
  }

  @Test
  void anMtuThatIsTooLargeForTheWayNamesTheLinksAndOneButtonMendsThem() {
    PortGroupId vxlan = segment(Encapsulation.VXLAN);
    console.act("segment-edit", vxlan);
    number("mtu", 8950);
    Button mend = console.node("network-form-mend", Button.class);
    // what was asked for before the last letter may still stand there
    console.until(() -> mend.getParent().isVisible() && mend.getText().contains("9000"));
    Label small = console.node("network-form-small", Label.class);
    assertTrue(small.getText().contains(" – "), small.getText());
    console.picture("segment-form-small");
    fx(mend::fire);
    console.until(() -> !mend.getParent().isVisible());
    Fabric mended = fabric();
    assertTrue(mended.links().stream().anyMatch(link -> link.mtu() == 9000));
    console.submit();
    console.until(() -> fabric().segment(vxlan).orElseThrow().mtu() == 8950);
    console.until(this::jobsEnded);
    console.session().undo().toCompletableFuture().join();
    console.until(() -> fabric().equals(mended));
    console.until(this::jobsEnded);
    console.session().undo().toCompletableFuture().join();
    console.until(() -> fabric().equals(first));
  }

  @Test
  void machinesAreAttachedByTheSegmentAndDetachedByThemselves() {
    PortGroupId to = segment(Encapsulation.GENEVE);
    MachineId machine = outside(to);
    console.act("segment-members", to);
    type("find-machines", now().contents().displayName(machine));
    CheckList<?> list = console.node("network-form-machines", CheckList.class);
    console.until(() -> list.getItems().size() == 1);
    fx(
        () -> {
          list.getFocusModel().focus(0);
          list.fireEvent(key(javafx.scene.input.KeyCode.SPACE));
        });
    console.submit();
    console.until(() -> nic(machine).portGroup().equals(to));
    console.until(this::jobsEnded);
    Optional<String> attached = console.session().undoState().undo();
    console.act("segment-detach", machine);
    console.node("network-form-adapters", CheckList.class);
    console.submit();
    console.until(() -> !nic(machine).connected());
    console.until(this::jobsEnded);
    console.until(() -> !console.session().undoState().undo().equals(attached));
    console.session().undo().toCompletableFuture().join();
    console.until(() -> nic(machine).connected());
    console.until(this::jobsEnded);
    console.session().undo().toCompletableFuture().join();
    console.until(() -> !nic(machine).portGroup().equals(to));
  }

  @Test
  void aMachineChoosesItsSegment() {
    PortGroupId to = segment(Encapsulation.STT);
    MachineId machine = outside(to);
    PortGroupId home = nic(machine).portGroup();
    console.act("segment-attach", machine);
    choose(
        "segment",
        (io.coppice.model.overlay.fabric.SegmentSettings it) -> it.portGroup().equals(to));
    console.submit();
    console.until(() -> nic(machine).portGroup().equals(to));
    console.until(this::jobsEnded);
    console.session().undo().toCompletableFuture().join();
    console.until(() -> nic(machine).portGroup().equals(home));
  }

  private static javafx.scene.input.KeyEvent key(javafx.scene.input.KeyCode code) {
    return new javafx.scene.input.KeyEvent(
        javafx.scene.input.KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false);
  }

  private MachineId outside(PortGroupId segment) {
    MachineId[] found = new MachineId[1];
    now()
        .inventory()
        .machines()
        .forEach(
            it -> {
              boolean in =
                  it.hardware().nics().stream().anyMatch(nic -> nic.portGroup().equals(segment));
              boolean member =
                  it.hardware().nics().stream()
                      .anyMatch(nic -> fabric().segment(nic.portGroup()).isPresent());
              if (!in && member && !it.template() && found[0] == null) {
                found[0] = it.id();
              }
            });
    return found[0];
  }

  private VirtualNic nic(MachineId machine) {
    return now().inventory().machine(machine).hardware().nics().getFirst();
  }

  @Test
  void theMtuIsSetOnTheWayBetweenTwoHostsAndEachLinkGetsItsOwnBack() {
    console.act("path-mtu", new HostId(0), new HostId(1));
    Label way = console.node("network-form-way", Label.class);
    console.until(() -> !way.getText().isEmpty());
    number("link-mtu", 4321);
    submitUndoRedo(it -> it.links().stream().anyMatch(link -> link.mtu() == 4321));
  }

  @Test
  void anEndpointMovesToAnotherAddress() {
    console.act("endpoint-move", new HostId(0));
    type("address", "nowhere");
    console.until(console::toldWhy);
    type("address", "172.30.0.9");
    submitUndoRedo(
        it -> it.endpoints().stream().anyMatch(e -> e.address().toString().equals("172.30.0.9")));
  }

  @Test
  void aLinkIsDegradedAndCut() {
    console.act("link-set", SITE);
    tick("up", false);
    number("latency", 777);
    number("loss", 1000);
    submitUndoRedo(
        it -> it.links().stream().anyMatch(link -> !link.up() && link.latencyMicros() == 777));
  }

  @Test
  void aLinkThatIsChosenBeforeIsTheOnlyOneOfTheForm() {
    FabricLink link = first.links().getLast();
    fx(() -> LinkForm.open(SITE, link, console.context()));
    tick("up", !link.up());
    console.submit();
    console.until(() -> fabric().links().getLast().up() != link.up());
  }

  @Test
  void aRuleIsAddedAtItsPlaceAndTakenAway() {
    String box =
        first.nodes().stream().filter(it -> it.box().isPresent()).findFirst().orElseThrow().name();
    int before = rules(first, box).size();
    console.act("box-rule-add", SITE);
    choose("box", (String it) -> it.equals(box));
    number("port", 4790);
    number("place", before + 1);
    submitUndoRedo(
        it -> rules(it, box).size() == before + 1 && rules(it, box).getLast().port() == 4790);
    console.until(this::jobsEnded);
    Fabric added = fabric();
    console.act("box-rule-remove", SITE);
    ListView<?> list = console.node("network-form-rules", ListView.class);
    fx(() -> list.getSelectionModel().clearAndSelect(before));
    console.submit();
    console.until(() -> fabric().equals(first));
    console.until(this::jobsEnded);
    console.session().undo().toCompletableFuture().join();
    console.until(() -> fabric().equals(added));
  }

  private static List<Middlebox.Rule> rules(Fabric in, String box) {
    return in.node(box).orElseThrow().box().orElseThrow().rules();
  }

  @Test
  void deletingASegmentAsksFirstUndoMakesItAgainAndRedoDeletesWhatWasMade() {
    console.act("segment-new", distributed());
    type("name", "Gone");
    console.submit();
    console.until(() -> fabric().segments().size() == first.segments().size() + 1);
    console.until(this::jobsEnded);
    PortGroupId made = fabric().segments().getLast().portGroup();
    console.act("segment-delete", made);
    Button yes = console.node("dialog-go", Button.class);
    fx(yes::fire);
    console.until(() -> fabric().equals(first));
    console.until(this::jobsEnded);
    console.session().undo().toCompletableFuture().join();
    console.until(() -> fabric().segments().size() == first.segments().size() + 1);
    assertEquals("Gone", now().contents().displayName(fabric().segments().getLast().portGroup()));
    console.until(this::jobsEnded);
    // it has another id now
    console.session().redo().toCompletableFuture().join();
    console.until(() -> fabric().equals(first));
    console.until(this::jobsEnded);
    console.session().undo().toCompletableFuture().join();
    console.until(() -> fabric().segments().size() == first.segments().size() + 1);
  }

  @Test
  void aSegmentWithMachinesIsNotOfferedForDeletion() {
    PortGroupId used = segment(Encapsulation.VXLAN);
    assertEquals(
        "segment.in-use",
        console
            .context()
            .actions()
            .find("segment-delete")
            .orElseThrow()
            .refusal(List.of(used), now())
            .orElseThrow()
            .code());
    assertTrue(console.shown("form-go", Node.class).isEmpty());
  }
}
