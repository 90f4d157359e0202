package io.coppice.ui.fork;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.fork.actions.ForkActions;
import io.coppice.ui.fork.navigator.ForkSection;
import io.coppice.ui.kit.forms.NumberField;
import io.coppice.ui.shell.Shell;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What cannot be forked is refused in the wizard, by the rule that stands in the way. */
@ExtendWith(ApplicationExtension.class)
class ForkRefusalsTest {
  private static final MachineId PLAIN = new MachineId(1);
  private static final MachineId OFF = new MachineId(0);
  private static final MachineId PASSES_THROUGH = new MachineId(2);
  private static final MachineId DEEP = new MachineId(4);

  private ConsoleWindow console;

  /** What is asked for, and the words that refuse it. */
  private enum Refusal {
    NO_MEMORY(OFF, "fork.machine-off"),
    SNAPSHOTS(PLAIN, "fork.has-snapshots"),
    PASSTHROUGH(PASSES_THROUGH, "machine.has-passthrough"),
    CHAIN_LIMIT(DEEP, "fork.chain-too-deep"),
    FAILING_DATASTORE(PLAIN, "storage.unreachable"),
    FULL_DATASTORE(PLAIN, "datastore.no-room"),
    NAMES_COLLIDE(PLAIN, "fork.names-taken"),
    NO_PATTERN(PLAIN, "fork.bad-pattern"),
    NO_ROOM(PLAIN, "fork.no-room");

    private final MachineId source;
    private final String code;

    Refusal(MachineId source, String code) {
      this.source = source;
      this.code = code;
    }

    /** What happens to the site before. */
    Optional<Operation> before(Inventory inventory) {
      HostId host = inventory.machine(source).host();
      DatastoreId store = inventory.machine(source).hardware().disks().getFirst().datastore();
      return Optional.ofNullable(
          switch (this) {
            case SNAPSHOTS -> new SnapshotOperation.Take(source, "before", "", false, false);
            case FAILING_DATASTORE -> new FaultOperation.CutPath(host, store);
            case FULL_DATASTORE -> new FaultOperation.FillDatastore(store, 0);
            default -> null;
          });
    }

    private static TextField names(ConsoleWindow console) {
      return console.shown("fork-names", TextField.class).orElseThrow();
    }

    /** What a person types into the form. */
    void type(ConsoleWindow console) {
      switch (this) {
        case NAMES_COLLIDE -> names(console).setText("vm-###");
        case NO_PATTERN -> names(console).setText("same");
        case NO_ROOM -> {
          console.shown("fork-fewer", CheckBox.class).orElseThrow().setSelected(false);
          names(console).setText("many-####");
        }
        default -> {}
      }
    }
  }

  /** Hosts with little memory; one machine uses a device of its host, one hangs on a long chain. */
  private static Blueprint site() {
    Blueprint plain = SmallSite.of(4, 12);
    Inventory all = plain.inventory().copy();
    for (int row = 0; row < all.hosts().size(); row++) {
      Host host = all.hosts().get(row);
      Host.HostHardware has = host.hardware();
      all.hosts()
          .set(
              row,
              host.withHardware(
                  new Host.HostHardware(
                      has.model(),
                      has.sockets(),
                      has.coresPerSocket(),
                      has.coreSpeed(),
                      Bytes.ofGiB(16),
                      has.nics(),
                      has.hbas(),
                      has.idlePower(),
                      has.maxPower())));
    }
    Machine through = all.machine(PASSES_THROUGH);
    MachineHardware has = through.hardware();
    all.machines()
        .set(
            PASSES_THROUGH.value(),
            through.withHardware(
                new MachineHardware(
                    has.vcpus(), has.memory(), has.disks(), has.nics(), false, false, true)));
    Machine.LinkedTo far = new Machine.LinkedTo(PLAIN, 0, 254);
    all.machines().set(DEEP.value(), all.machine(DEEP).withLinked(Optional.of(far)));
    return new Blueprint("small", "Small", "", plain.start(), plain.seed(), all.freeze());
  }

  @Start
  void start(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), site()),
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

  @ParameterizedTest
  @EnumSource
  void theWizardNamesTheRuleAndDoesNotFork(Refusal refusal) {
    refusal
        .before(console.session().snapshot().inventory())
        .ifPresent(
            operation ->
                console
                    .session()
                    .submit("before", List.of(operation))
                    .toCompletableFuture()
                    .join());
    console.act("fork", refusal.source);
    console.node("form-fork", Node.class);
    NumberField count = console.node("fork-count", NumberField.class);
    console.node("fork-fewer", CheckBox.class);
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () -> {
          count.getValueFactory().setValue(1_000);
          refusal.type(console);
        });
    console.until(() -> says(refusal.code));
    console.until(() -> !console.ready());
    assertFalse(console.session().snapshot().forks().members().count() > 0);
  }

  /** Whether the form shows every word of that problem. */
  private boolean says(String code) {
    StringBuilder shown = new StringBuilder();
    console.shown("form-problems", Parent.class).ifPresent(list -> texts(list, shown));
    Problem bare = Problem.error(code);
    return Stream.of(new Messages(Locale.ENGLISH).what(bare).split("\\{\\d}"))
        .allMatch(part -> shown.indexOf(part) >= 0);
  }

  private static void texts(Parent at, StringBuilder into) {
    for (Node child : at.getChildrenUnmodifiable()) {
      if (child instanceof Labeled label) {
        into.append(label.getText()).append('\n');
      } else if (child instanceof Text text) {
        into.append(text.getText()).append('\n');
      }
      if (child instanceof Parent parent) {
        texts(parent, into);
      }
    }
  }
}
