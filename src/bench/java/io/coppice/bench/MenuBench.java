package io.coppice.bench;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.Sessions;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Actions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a context menu on the show floor waits for: which actions apply to what is selected, and why
 * some of them cannot run. For one machine, for 300, for all 37,248 and for a host. A console
 * listens to the site, and the first menu is asked for a second after it began to.
 */
public final class MenuBench implements Bench {
  private static final int ROUNDS = 15;

  @Override
  public String name() {
    return "menu";
  }

  @Override
  public void run(Out out) throws Exception {
    var floor = ((ScenarioReader.Result.Read) Scenarios.read("show-floor")).blueprint();
    try (LiveSession session = Sessions.over(new MemoryStore(List.of()), Sessions.sims(), floor)) {
      session.onSnapshot(_ -> {});
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      Actions actions = new Actions(InventoryActions.all(session), session);
      List<EntityId> machines = new ArrayList<>();
      for (Machine machine : rows(session.snapshot())) {
        machines.add(machine.id());
      }
      measure(
          "host",
          List.of(session.snapshot().inventory().hosts().get(0).id()),
          actions,
          session,
          out);
      measure("one", List.of(new MachineId(20_000)), actions, session, out);
      measure("many", machines.subList(10_000, 10_300), actions, session, out);
      measure("all", machines, actions, session, out);
    }
  }

  private static List<Machine> rows(Snapshot snapshot) {
    List<Machine> rows = new ArrayList<>();
    snapshot.inventory().machines().forEach(rows::add);
    return rows;
  }

  private static void measure(
      String what, List<EntityId> selection, Actions actions, LiveSession session, Out out) {
    List<Double> times = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Snapshot snapshot = session.snapshot();
      long before = System.nanoTime();
      for (Action action : actions.on(selection, snapshot)) {
        action.refusal(selection, snapshot);
      }
      times.add((System.nanoTime() - before) / 1e6);
    }
    out.figure(what + "-first", times.getFirst(), "ms");
    double[] all = times.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
    out.figure(what + "-p50", PageMapBench.percentile(all, 50), "ms");
    out.figure(what + "-p95", PageMapBench.percentile(all, 95), "ms");
  }
}
