package io.coppice.ui.overlay.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Backend;
import io.coppice.backend.Snapshot;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fabric.FabricNetwork;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.ui.kit.FrameGate;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A search of which the test says when it is worked on. */
class FaultSearchTest {
  private static final Backend SITE = site();

  private final List<Throwable> failures = new ArrayList<>();
  private final List<Boolean> told = new ArrayList<>();
  private final WaitingGate gate = new WaitingGate();
  private final FaultSearch search = new FaultSearch(gate, failures::add);
  private final NetworkState state = shootOut();
  private final List<Fault> all = Diagnosis.of(state);

  /** One that nobody asks anything. */
  private static Backend site() {
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.toString());
            });
  }

  private static NetworkState shootOut() {
    var site = ((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint();
    return FabricNetwork.of("Shoot-out", site.fabric(), site.inventory());
  }

  private static final class WaitingGate implements FrameGate {
    private final Deque<Runnable> work = new ArrayDeque<>();

    @Override
    public <S> Binding bind(Function<Snapshot, S> compute, Consumer<S> show) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void later(Runnable action) {
      action.run();
    }

    @Override
    public <T> void async(Callable<T> task, Consumer<T> done, Consumer<Throwable> failed) {
      work.add(
          () -> {
            try {
              done.accept(task.call());
            } catch (Exception e) {
              failed.accept(e);
            }
          });
    }
  }

  private FaultSearch.Found found() {
    return search.in(SITE, state);
  }

  @Test
  void whoAsksDoesNotWaitAndIsToldTheEnd() {
    search.listen(told::add);
    assertFalse(found().progress().isWhole());
    found();
    assertEquals(1, gate.work.size(), "one search for all who ask");
    gate.work.remove().run();
    assertTrue(told.getLast());
    assertEquals(all, found().faults());
    assertTrue(found().progress().isWhole());
    assertTrue(gate.work.isEmpty(), "the same network is not looked through again");
  }

  @Test
  void nobodyIsToldWhoNoLongerListens() {
    search.listen(told::add).run();
    found();
    gate.work.remove().run();
    assertEquals(List.of(), told);
  }

  @Test
  void aSearchThatWasStoppedIsNotBegunAgainUntilThatIsAsked() {
    found();
    search.listen(told::add);
    search.stop();
    assertEquals(List.of(false), told, "told at once, before the run notices");
    assertTrue(found().progress().cancelled());
    gate.work.remove().run();
    assertTrue(found().progress().cancelled());
    assertFalse(found().progress().isWhole());
    assertEquals(List.of(), failures, "that somebody ended it is no failure");
    assertTrue(gate.work.isEmpty());
    search.again();
    assertFalse(found().progress().cancelled());
    gate.work.remove().run();
    assertEquals(all, found().faults());
  }

  @Test
  void afterAChangeTheFaultsBeforeItStandUntilItIsLookedThrough() {
    found();
    gate.work.remove().run();
    Fault mended = all.stream().filter(fault -> !fault.cure().isEmpty()).findFirst().orElseThrow();
    NetworkState after = mended.cured(state);
    assertEquals(all, search.in(SITE, after).faults());
    assertTrue(search.in(SITE, after).progress().older());
    gate.work.remove().run();
    assertEquals(Diagnosis.of(after), search.in(SITE, after).faults());
  }

  @Test
  void aSearchThatTheNextOneReplacedSaysNothingMore() {
    found();
    NetworkState other = NetworkState.empty("Another site");
    assertEquals(List.of(), search.in(site(), other).faults());
    search.listen(told::add);
    gate.work.remove().run();
    assertEquals(List.of(), told, "the one of the network before");
    gate.work.remove().run();
    assertTrue(told.getLast());
    assertEquals(List.of(), failures);
  }

  @Test
  void anotherSiteWhoseNetworkHasTheSameTitleHasNoneOfItsFaults() {
    found();
    gate.work.remove().run();
    FaultSearch.Found there = search.in(site(), NetworkState.empty(state.title()));
    assertEquals(List.of(), there.faults());
    assertFalse(there.progress().older());
  }
}
