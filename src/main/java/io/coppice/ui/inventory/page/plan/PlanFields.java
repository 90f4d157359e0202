package io.coppice.ui.inventory.page.plan;

import io.coppice.backend.CapacityPlanner.MachineKind;
import io.coppice.backend.CapacityPlanner.Question;
import io.coppice.backend.CapacityPlanner.Targets;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.model.inventory.VirtualDisk.Provisioning;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.NumberField;
import io.coppice.ui.kit.forms.ObjectChoice;
import io.coppice.ui.kit.forms.SizeField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** What is asked: the kind of machine, how they become more, how full things may be. FX thread. */
final class PlanFields {
  private static final int MOST_PERCENT = 1_000;

  /** What a typed kind begins with. */
  private static final MachineKind TYPED =
      new MachineKind(
          Optional.empty(),
          2,
          Bytes.ofGiB(4),
          Bytes.ofGiB(40),
          Bytes.ofGiB(20),
          Provisioning.THIN,
          0,
          0,
          Optional.empty());

  private final UiContext context;
  private final ClusterId cluster;
  private final Runnable changed;
  private final ComboBox<ObjectChoice> like;
  private final FlowPane kind = new FlowPane();
  private final VBox box;
  private final ComboBox<Growth.Unit> unit = new ComboBox<>();
  private final NumberField rate;
  private final NumberField busiest;
  private final NumberField cpu;
  private final NumberField memory;
  private final NumberField space;
  private NumberField vcpus;
  private SizeField ram;
  private SizeField disk;
  private SizeField used;
  private ComboBox<Provisioning> provisioning;
  private NumberField mhz;
  private NumberField mib;

  /**
   * @param choices machines and templates a kind may be like, after the kind that is typed
   * @param changed after every change
   */
  PlanFields(UiContext context, ClusterId cluster, List<ObjectChoice> choices, Runnable changed) {
    this.context = context;
    this.cluster = cluster;
    this.changed = changed;
    Texts texts = context.texts();
    List<ObjectChoice> all = new ArrayList<>();
    all.add(new ObjectChoice(cluster, text("kind.typed")));
    all.addAll(choices);
    EntityId first = choices.isEmpty() ? cluster : choices.getFirst().id();
    like = ObjectChoice.box("plan-like", all, first, this::chosen);
    rate = new NumberField("plan-rate", 0, 100_000, 5, 1, texts, changed);
    unit.setId("plan-unit");
    unit.getItems().setAll(Growth.Unit.values());
    unit.setValue(Growth.Unit.PERCENT);
    unit.setConverter(ChoiceLabels.by(it -> text("unit." + it)));
    unit.valueProperty().addListener((_, _, _) -> changed.run());
    busiest = new NumberField("plan-busiest", 1, MOST_PERCENT, 100, 10, texts, changed);
    cpu = percent("plan-cpu", Targets.STANDARD.cpu());
    memory = percent("plan-memory", Targets.STANDARD.memory());
    space = new NumberField("plan-space", 1, 100, Targets.STANDARD.space(), 5, texts, changed);
    kind.getStyleClass().add("plan-fields");
    FlowPane others =
        new FlowPane(
            labelled("growth", rate, rate.note()),
            labelled("unit", unit, null),
            labelled("busiest", busiest, busiest.note()),
            labelled("cpu", cpu, cpu.note()),
            labelled("memory", memory, memory.note()),
            labelled("space", space, space.note()));
    others.getStyleClass().add("plan-fields");
    box = new VBox(kind, others);
    kind(choices.isEmpty() ? TYPED : machine().map(MachineKind::of).orElse(TYPED));
  }

  private NumberField percent(String id, int value) {
    return new NumberField(id, 1, MOST_PERCENT, value, 5, context.texts(), changed);
  }

  private String text(String key, Object... args) {
    return context.texts().get("page.plan." + key, args);
  }

  private VBox labelled(String key, Node field, Node note) {
    Label name = new Label(text("field." + key));
    name.setLabelFor(field);
    name.setMinWidth(Label.USE_PREF_SIZE);
    name.getStyleClass().add("quiet");
    field.setAccessibleText(name.getText());
    if (field instanceof Control control) {
      control.setMaxWidth(Double.MAX_VALUE);
      control.setTooltip(new Tooltip(text("field." + key + ".help")));
    }
    VBox all = new VBox(name, field);
    if (note != null) {
      all.getChildren().add(note);
    }
    return all;
  }

  private Optional<Machine> machine() {
    return Optional.ofNullable(like.getValue())
        .map(ObjectChoice::id)
        .filter(MachineId.class::isInstance)
        .map(id -> context.session().snapshot().inventory().machine((MachineId) id));
  }

  private void chosen() {
    kind(machine().map(MachineKind::of).orElse(TYPED));
    changed.run();
  }

  /** Fills the fields of the kind with another one. */
  private void kind(MachineKind of) {
    Texts texts = context.texts();
    vcpus = new NumberField("plan-vcpus", 1, SiteLimits.PROCESSORS, of.vcpus(), 1, texts, changed);
    ram = new SizeField("plan-ram", text("field.ram"), of.memory(), texts, changed);
    disk = new SizeField("plan-disk", text("field.disk"), of.disk(), texts, changed);
    used = new SizeField("plan-used", text("field.used"), of.used(), texts, changed);
    provisioning = new ComboBox<>();
    provisioning.setId("plan-provisioning");
    provisioning.getItems().setAll(Provisioning.values());
    provisioning.setValue(of.provisioning());
    provisioning.setConverter(ChoiceLabels.by(it -> text("provisioning." + it)));
    provisioning.valueProperty().addListener((_, _, _) -> changed.run());
    mhz = new NumberField("plan-mhz", 0, 10_000_000, of.cpuReservation(), 100, texts, changed);
    mib = new NumberField("plan-mib", 0, 25_165_824, of.memoryReservation(), 256, texts, changed);
    kind.getChildren()
        .setAll(
            labelled("like", like, null),
            labelled("vcpus", vcpus, vcpus.note()),
            labelled("ram", ram, ram.note()),
            labelled("disk", disk, disk.note()),
            labelled("provisioning", provisioning, null),
            labelled("used", used, used.note()),
            labelled("mhz", mhz, mhz.note()),
            labelled("mib", mib, mib.note()));
  }

  /** What is asked now; empty while a field holds nothing that can be asked. */
  Optional<Question> question() {
    Optional<Bytes> memories = ram.bytes().filter(it -> it.compareTo(SiteLimits.MEMORY) <= 0);
    Optional<Bytes> disks = disk.bytes().filter(it -> it.compareTo(SiteLimits.DISK) <= 0);
    Optional<Bytes> full = used.bytes();
    boolean fine =
        memories.filter(it -> it.compareTo(SiteLimits.LEAST_MEMORY) >= 0).isPresent()
            && disks.isPresent()
            && full.isPresent()
            && within(vcpus, 1, SiteLimits.PROCESSORS)
            && within(busiest, 1, MOST_PERCENT)
            && within(cpu, 1, MOST_PERCENT)
            && within(memory, 1, MOST_PERCENT)
            && within(space, 1, 100)
            && within(mhz, 0, 10_000_000)
            && within(mib, 0, 25_165_824);
    if (!fine) {
      return Optional.empty();
    }
    MachineKind of =
        new MachineKind(
            machine().map(Machine::id),
            vcpus.orElse(1),
            memories.get(),
            disks.get(),
            full.get(),
            provisioning.getValue(),
            mhz.orElse(0),
            (int) Math.min(mib.orElse(0), memories.get().mib()),
            Optional.empty());
    return Optional.of(
        new Question(
            cluster,
            of,
            new Targets(cpu.orElse(1), memory.orElse(1), space.orElse(1)),
            busiest.orElse(100)));
  }

  private static boolean within(NumberField field, int least, int most) {
    return field.number().stream().anyMatch(n -> n >= least && n <= most);
  }

  Growth growth() {
    return new Growth(rate.orElse(0), unit.getValue());
  }

  /** What was found of the past, unless somebody typed something else. */
  void busiest(int percent) {
    if (busiest.orElse(0) == 100) {
      busiest.getValueFactory().setValue(Math.clamp(percent, 1, MOST_PERCENT));
    }
  }

  Node node() {
    return box;
  }

  void focus() {
    like.requestFocus();
  }
}
