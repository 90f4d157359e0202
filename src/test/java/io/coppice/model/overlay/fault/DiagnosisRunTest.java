package io.coppice.model.overlay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fabric.FabricNetwork;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Over a site with planted faults. */
class DiagnosisRunTest {
  private final NetworkState state = shootOut();
  private final List<Fault> all = Diagnosis.of(state);

  private static NetworkState shootOut() {
    var site = ((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint();
    return FabricNetwork.of("Shoot-out", site.fabric(), site.inventory());
  }

  @Test
  void whatIsFoundBitByBitIsWhatIsFoundAtOnce() {
    assertTrue(all.size() > 1, all::toString);
    AtomicReference<DiagnosisRun> run = new AtomicReference<>();
    List<Integer> counts = new ArrayList<>();
    run.set(
        new DiagnosisRun(
            state,
            Optional.empty(),
            () -> {
              synchronized (counts) {
                counts.add(run.get().faults().size());
              }
            }));
    assertEquals(all, run.get().run());
    assertTrue(counts.contains(0) && counts.contains(all.size()), counts::toString);
    DiagnosisRun.Progress progress = run.get().progress();
    assertTrue(progress.isWhole() && !progress.cancelled() && !progress.older());
    assertEquals(progress.of(), progress.done());
  }

  @Test
  void whatWasFoundUntilItIsEndedStays() {
    AtomicReference<DiagnosisRun> run = new AtomicReference<>();
    run.set(
        new DiagnosisRun(
            state,
            Optional.empty(),
            () -> {
              if (!run.get().faults().isEmpty()) {
                run.get().cancel();
              }
            }));
    assertThrows(CancellationException.class, () -> run.get().run());
    assertFalse(run.get().faults().isEmpty());
    assertTrue(all.containsAll(run.get().faults()));
    assertTrue(run.get().progress().cancelled());
    assertFalse(run.get().progress().isWhole());
  }

  @Test
  void whatWasWrongBeforeAChangeStandsUntilThatIsLookedAtAgain() {
    DiagnosisRun before = new DiagnosisRun(state);
    before.run();
    Fault mended = all.stream().filter(fault -> !fault.cure().isEmpty()).findFirst().orElseThrow();
    NetworkState after = mended.cured(state);
    DiagnosisRun run = new DiagnosisRun(after, Optional.of(before), () -> {});
    assertEquals(all, run.faults());
    assertTrue(run.progress().older());
    List<Fault> left = run.run();
    assertEquals(Diagnosis.of(after), left);
    assertFalse(left.contains(mended));
    assertFalse(run.progress().older());
  }

  @Test
  void whatNoRunEverSettledDoesNotPileUpWhereTheNetworkKeepsChanging() {
    AtomicReference<DiagnosisRun> first = new AtomicReference<>();
    first.set(
        new DiagnosisRun(
            state,
            Optional.empty(),
            () -> {
              if (!first.get().faults().isEmpty()) {
                throw new IllegalStateException("something was found");
              }
            }));
    assertThrows(IllegalStateException.class, () -> first.get().run());
    DiagnosisRun second = new DiagnosisRun(state, Optional.of(first.get()), () -> {});
    assertEquals(first.get().faults(), second.faults());
    DiagnosisRun third = new DiagnosisRun(state, Optional.of(second), () -> {});
    assertEquals(List.of(), third.faults());
  }
}
