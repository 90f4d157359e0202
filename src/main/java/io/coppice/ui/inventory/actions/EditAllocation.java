package io.coppice.ui.inventory.actions;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;

/** Changes how machines or pools compete: shares, reservations and limits. */
final class EditAllocation {
  private final Action action;
  private final List<Entity> objects;
  private final UiContext context;
  private final Form form;
  private final Fields fields = new Fields();
  private final ComboBox<Machine.RestartPriority> restart = new ComboBox<>();
  private AllocationFields cpu;
  private AllocationFields memory;

  private EditAllocation(Action action, List<Entity> objects, UiContext context) {
    this.action = action;
    this.objects = objects;
    this.context = context;
    form = SelectedObjects.form("form-allocation", action, objects, context);
  }

  static boolean isShown(Entity entity) {
    return entity instanceof Machine machine && !machine.template()
        || entity instanceof ResourcePool pool && !pool.isRoot();
  }

  /** What it has now. */
  static Stream<Operation> probe(Entity entity) {
    return Stream.of(
        switch (entity) {
          case Machine machine ->
              edit(
                  machine,
                  machine.placement().cpu(),
                  machine.placement().memory(),
                  machine.placement().restart());
          case ResourcePool pool ->
              new InventoryOperation.EditPool(pool.id(), pool.cpu(), pool.memory());
          default -> throw new IllegalArgumentException("does not compete: " + entity.id());
        });
  }

  private static Operation edit(
      Machine machine, Allocation cpu, Allocation memory, Machine.RestartPriority restart) {
    return new MachineOperation.EditPlacement(machine.id(), cpu, memory, restart);
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    new EditAllocation(action, objects, context).open();
  }

  private void open() {
    switch (objects.getFirst()) {
      case Machine machine -> fields(machine);
      case ResourcePool pool -> fields(pool);
      default -> throw new IllegalArgumentException("does not compete");
    }
    form.open(
        fields,
        fields,
        this::asked,
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }

  private void fields(Machine machine) {
    Allocation cpuBefore = machine.placement().cpu();
    Allocation memoryBefore = machine.placement().memory();
    cpu = resource("cpu", cpuBefore, level -> level.cpu(machine), false);
    memory = resource("memory", memoryBefore, level -> level.memory(machine), false);
    restart.setId("form-restart");
    restart.getItems().setAll(Machine.RestartPriority.values());
    restart.setValue(machine.placement().restart());
    restart.setConverter(
        ChoiceLabels.by(priority -> context.texts().get("form.restart-" + priority)));
    restart.valueProperty().addListener((_, _, _) -> form.changed());
    fields.row(context.texts().get("form.restart"), restart);
  }

  private void fields(ResourcePool pool) {
    cpu = resource("cpu", pool.cpu(), ShareLevels::poolCpu, true);
    memory = resource("memory", pool.memory(), ShareLevels::poolMemory, true);
  }

  private AllocationFields resource(
      String what, Allocation before, ToIntFunction<ShareLevels> preset, boolean expands) {
    ShareLevels level = ShareLevels.of(before, preset.applyAsInt(ShareLevels.NORMAL));
    return new AllocationFields(
        what, before, level, preset, expands, fields, context, form::changed);
  }

  private Form.Asked asked() {
    List<Operation> operations = new ArrayList<>();
    for (Entity object : objects) {
      Optional<Operation> operation = operation(object);
      if (operation.isEmpty()) {
        return new Form.Asked.Incomplete(context.texts().get("form.allocation-shape"));
      }
      if (!probe(object).toList().contains(operation.get())) {
        operations.add(operation.get());
      }
    }
    return operations.isEmpty()
        ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
        : new Form.Asked.Ready(operations);
  }

  private Optional<Operation> operation(Entity object) {
    return switch (object) {
      case Machine machine ->
          cpu.allocation(level -> level.cpu(machine))
              .flatMap(
                  c ->
                      memory
                          .allocation(level -> level.memory(machine))
                          .map(m -> edit(machine, c, m, restart.getValue())));
      case ResourcePool pool ->
          cpu.allocation(ShareLevels::poolCpu)
              .flatMap(
                  c ->
                      memory
                          .allocation(ShareLevels::poolMemory)
                          .map(m -> new InventoryOperation.EditPool(pool.id(), c, m)));
      default -> Optional.empty();
    };
  }
}
