package io.coppice.ui.inventory.page.summary;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Say;
import io.coppice.ui.inventory.table.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What matters of a resource pool or vApp. */
final class PoolSummary {
  private PoolSummary() {}

  static Summary of(Say say, ResourcePool pool, List<Problem> problems) {
    Set<EntityId> pools = Scope.poolsBelow(say.inventory(), pool.id());
    int machines = 0;
    int running = 0;
    for (int row = 0; row < say.inventory().machines().size(); row++) {
      Machine machine = say.inventory().machines().get(row);
      if (machine != null && pools.contains(machine.pool())) {
        machines++;
        running += machine.isOn() ? 1 : 0;
      }
    }
    List<Card> cards = new ArrayList<>();
    cards.add(share(say, pool));
    pool.vapp().ifPresent(vapp -> cards.add(order(say, vapp)));
    cards.add(related(say, pool));
    return new Summary(
        List.of(
            Summary.course(
                say,
                "cpu",
                Metric.CPU_USED,
                say.figure(pool.id(), Metric.CPU_USED),
                say.allocation(pool.cpu(), Metric.CPU_USED)),
            Summary.course(
                say,
                "memory-granted",
                Metric.MEMORY_GRANTED,
                say.figure(pool.id(), Metric.MEMORY_GRANTED),
                say.allocation(pool.memory(), Metric.MEMORY_GRANTED)),
            Summary.count(say, "machines", running, say.the("running.detail", machines))),
        cards,
        problems);
  }

  static Card share(Say say, ResourcePool pool) {
    return new Card.Builder("allocation")
        .actions("edit-allocation")
        .words(say.the("processors"), say.allocation(pool.cpu(), Metric.CPU_USED))
        .words(say.the("memory"), say.allocation(pool.memory(), Metric.MEMORY_GRANTED))
        .words(
            say.the("expandable"),
            say.yes(pool.cpu().expandable()) + " / " + say.yes(pool.memory().expandable()))
        .build();
  }

  private static Card order(Say say, ResourcePool.VApp vapp) {
    Card.Builder card = new Card.Builder("start-order").orElse(say.the("start-order.none"));
    int turn = 1;
    for (MachineId id : vapp.startOrder()) {
      card.line(Integer.toString(turn++), say.link(id));
    }
    return card.build();
  }

  private static Card related(Say say, ResourcePool pool) {
    Card.Builder card =
        new Card.Builder("related").actions("move").line(say.the("owner"), say.link(pool.owner()));
    pool.parent()
        .map(parent -> say.inventory().pools().get(parent.value()))
        .filter(parent -> !parent.isRoot())
        .ifPresent(parent -> card.line(say.the("parent"), say.link(parent.id())));
    List<EntityId> below = new ArrayList<>();
    say.inventory()
        .pools()
        .forEach(
            other -> {
              if (other.parent().filter(pool.id()::equals).isPresent()) {
                below.add(other.id());
              }
            });
    if (!below.isEmpty()) {
      card.line(say.the("below"), say.links(below));
    }
    return card.build();
  }
}
