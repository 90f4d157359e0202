package io.coppice.ui.inventory.forms;

import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * What reverting to a snapshot takes away and does to a machine's power and memory: with saved
 * memory of a running guest it runs on from there, else it is off afterwards.
 */
public final class RevertConfirmation {
  /** Machines that are named before the rest is only counted. */
  private static final int NAMED = 8;

  private RevertConfirmation() {}

  /**
   * The words to ask with.
   *
   * @param to the key of the snapshot a machine goes back to
   */
  public static String of(List<Machine> machines, ToIntFunction<Machine> to, UiContext context) {
    StringBuilder said = new StringBuilder();
    Optional<SnapshotTree.Node> only =
        machines.size() == 1 ? node(machines.getFirst(), to) : Optional.empty();
    said.append(
        only.isPresent()
            ? context
                .texts()
                .get(
                    "revert.written",
                    machines.getFirst().name(),
                    only.get().name(),
                    context.format().moment(only.get().taken()))
            : context
                .texts()
                .get("revert.written-many", machines.size(), names(machines, context)));
    Predicate<Machine> back =
        machine -> node(machine, to).filter(RevertConfirmation::runs).isPresent();
    add(said, "revert.off", machines, back.negate().and(Machine::isOn), context);
    add(said, "revert.back", machines, back.and(Machine::isOn), context);
    add(said, "revert.on", machines, back.and(machine -> !machine.isOn()), context);
    return said.toString();
  }

  private static Optional<SnapshotTree.Node> node(Machine machine, ToIntFunction<Machine> to) {
    return machine.snapshots().find(to.applyAsInt(machine));
  }

  private static boolean runs(SnapshotTree.Node node) {
    return node.memory() && node.power() == PowerState.POWERED_ON;
  }

  private static void add(
      StringBuilder said,
      String key,
      List<Machine> machines,
      Predicate<Machine> which,
      UiContext context) {
    List<Machine> its = machines.stream().filter(which).toList();
    if (!its.isEmpty()) {
      said.append(' ').append(context.texts().get(key, its.size(), names(its, context)));
    }
  }

  private static String names(List<Machine> machines, UiContext context) {
    String first =
        machines.stream().limit(NAMED).map(Machine::name).collect(Collectors.joining(", "));
    return machines.size() <= NAMED
        ? first
        : context.texts().get("form.and-more", first, machines.size() - NAMED);
  }
}
