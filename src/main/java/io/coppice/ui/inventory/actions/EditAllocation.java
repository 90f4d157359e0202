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
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;

/**
 * Changes how machines or pools compete: shares, reservations and limits. Where several differ,
 * each keeps its own until something else is chosen for all.
 */
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
      case Machine _ -> machineFields();
      case ResourcePool _ -> poolFields();
      default -> throw new IllegalArgumentException("does not compete");
    }
    form.open(
        fields,
        fields,
        this::asked,
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }

  private void machineFields() {
    List<Machine> machines = objects.stream().map(Machine.class::cast).toList();
    cpu = resource("cpu", machines, m -> m.placement().cpu(), ShareLevels::cpu, false);
    memory = resource("memory", machines, m -> m.placement().memory(), ShareLevels::memory, false);
    restart.setId("form-restart");
    restart.getItems().setAll(Machine.RestartPriority.values());
    restart.setPromptText(context.texts().get("form.various"));
    if (machines.stream().map(m -> m.placement().restart()).distinct().count() == 1) {
      restart.setValue(machines.getFirst().placement().restart());
    }
    restart.setConverter(
        ChoiceLabels.by(priority -> context.texts().get("form.restart-" + priority)));
    restart.valueProperty().addListener((_, _, _) -> form.changed());
    fields.row(context.texts().get("form.restart"), restart);
  }

  private void poolFields() {
    List<ResourcePool> pools = objects.stream().map(ResourcePool.class::cast).toList();
    cpu = resource("cpu", pools, ResourcePool::cpu, (level, _) -> level.poolCpu(), true);
    memory =
        resource("memory", pools, ResourcePool::memory, (level, _) -> level.poolMemory(), true);
  }

  private <E> AllocationFields resource(
      String what,
      List<E> its,
      Function<E, Allocation> now,
      ToIntBiFunction<ShareLevels, E> preset,
      boolean expands) {
    List<AllocationFields.Before> before =
        its.stream()
            .map(
                one ->
                    new AllocationFields.Before(
                        now.apply(one), level -> preset.applyAsInt(level, one)))
            .toList();
    return new AllocationFields(what, before, expands, fields, context, form::changed);
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

  private Machine.RestartPriority restartOf(Machine machine) {
    return restart.getValue() == null ? machine.placement().restart() : restart.getValue();
  }

  private Optional<Operation> operation(Entity object) {
    return switch (object) {
      case Machine machine ->
          cpu.allocation(machine.placement().cpu(), level -> level.cpu(machine))
              .flatMap(
                  c ->
                      memory
                          .allocation(machine.placement().memory(), level -> level.memory(machine))
                          .map(m -> edit(machine, c, m, restartOf(machine))));
      case ResourcePool pool ->
          cpu.allocation(pool.cpu(), ShareLevels::poolCpu)
              .flatMap(
                  c ->
                      memory
                          .allocation(pool.memory(), ShareLevels::poolMemory)
                          .map(m -> new InventoryOperation.EditPool(pool.id(), c, m)));
      default -> Optional.empty();
    };
  }
}
