package io.coppice.ui.inventory.page.summary;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.site.Scope;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.FactFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What matters of a resource pool or vApp. */
final class PoolSummary {
  private PoolSummary() {}

  static Summary of(FactFormatter facts, ResourcePool pool, List<Problem> problems) {
    Set<EntityId> pools = Scope.poolsBelow(facts.contents(), pool.id());
    int machines = 0;
    int running = 0;
    for (int row = 0; row < facts.inventory().machines().size(); row++) {
      Machine machine = facts.inventory().machines().get(row);
      if (machine != null && pools.contains(machine.pool())) {
        machines++;
        running += machine.isOn() ? 1 : 0;
      }
    }
    List<Card> cards = new ArrayList<>();
    cards.add(share(facts, pool));
    pool.vapp().ifPresent(vapp -> cards.add(order(facts, vapp)));
    cards.add(related(facts, pool));
    return new Summary(
        List.of(
            Summary.course(
                facts,
                "cpu",
                Metric.CPU_USED,
                facts.figure(pool.id(), Metric.CPU_USED),
                facts.allocation(pool.cpu(), Metric.CPU_USED)),
            Summary.course(
                facts,
                "memory-granted",
                Metric.MEMORY_GRANTED,
                facts.figure(pool.id(), Metric.MEMORY_GRANTED),
                facts.allocation(pool.memory(), Metric.MEMORY_GRANTED)),
            Summary.count(facts, "machines", running, facts.the("running.detail", machines))),
        cards,
        problems);
  }

  static Card share(FactFormatter facts, ResourcePool pool) {
    return new Card.Builder("allocation")
        .actions("edit-allocation")
        .words(facts.the("processors"), facts.allocation(pool.cpu(), Metric.CPU_USED))
        .words(facts.the("memory"), facts.allocation(pool.memory(), Metric.MEMORY_GRANTED))
        .words(
            facts.the("expandable"),
            facts.yes(pool.cpu().expandable()) + " / " + facts.yes(pool.memory().expandable()))
        .build();
  }

  private static Card order(FactFormatter facts, ResourcePool.VApp vapp) {
    Card.Builder card = new Card.Builder("start-order").orElse(facts.the("start-order.none"));
    int turn = 1;
    for (MachineId id : vapp.startOrder()) {
      card.line(Integer.toString(turn++), facts.link(id));
    }
    return card.build();
  }

  private static Card related(FactFormatter facts, ResourcePool pool) {
    Card.Builder card =
        new Card.Builder("related")
            .actions("move")
            .line(facts.the("owner"), facts.link(pool.owner()));
    pool.parent()
        .map(parent -> facts.inventory().pools().get(parent.value()))
        .filter(parent -> !parent.isRoot())
        .ifPresent(parent -> card.line(facts.the("parent"), facts.link(parent.id())));
    List<EntityId> below = new ArrayList<>();
    facts
        .inventory()
        .pools()
        .forEach(
            other -> {
              if (other.parent().filter(pool.id()::equals).isPresent()) {
                below.add(other.id());
              }
            });
    if (!below.isEmpty()) {
      card.line(facts.the("below"), facts.links(below));
    }
    return card.build();
  }
}
