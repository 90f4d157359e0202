package io.coppice.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Backend;
import io.coppice.backend.InventoryOperation.SetNotes;
import io.coppice.backend.MachineOperation.PowerOff;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationLog;
import io.coppice.backend.Outcome;
import io.coppice.backend.SiteFactory.Origin;
import io.coppice.backend.SiteFactory.Past;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Speed;
import io.coppice.backend.Subscription;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.testkit.SmallSite;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimSiteTest {
  private static final Blueprint SITE = SmallSite.of(3, 30);
  private static final MachineId MACHINE = new MachineId(1);

  /** Keeps batches; fails while told to. */
  private static final class Log implements OperationLog {
    private final List<List<Entry>> batches = new ArrayList<>();
    private volatile boolean broken;

    @Override
    public void append(List<Entry> entries) throws IOException {
      if (broken) {
        throw new IOException("full");
      }
      batches.add(List.copyOf(entries));
    }

    List<Entry> entries() {
      return batches.stream().flatMap(List::stream).toList();
    }
  }

  private final Log log = new Log();

  private Backend open() throws IOException {
    return new SimSites().open(Past.none(SITE), log);
  }

  private static <T> T get(CompletionStage<T> context) {
    return context.toCompletableFuture().join();
  }

  /** The first snapshot that stands at that time or later. */
  private static Snapshot await(Backend site, SimTime time) {
    CompletableFuture<Snapshot> reached = new CompletableFuture<>();
    Subscription subscription =
        site.subscribe(
            snapshot -> {
              if (!snapshot.time().isBefore(time)) {
                reached.complete(snapshot);
              }
            });
    Snapshot snapshot = reached.join();
    subscription.close();
    return snapshot;
  }

  @Test
  void aBatchIsOneEntryOfTheLogAndSeenInTheNextSnapshot() throws IOException {
    try (Backend site = open()) {
      List<Outcome> outcomes =
          get(site.submit(List.of(new SetNotes(MACHINE, "one"), new SetNotes(MACHINE, "two"))));
      assertEquals(2, outcomes.size());
      assertEquals(1, log.batches.size());
      assertEquals(List.of(0L, 1L), log.entries().stream().map(e -> e.serial()).toList());
      assertEquals("two", site.snapshot().inventory().machine(MACHINE).about().notes());
    }
  }

  @Test
  void whatTheLogCannotKeepDoesNotHappen() throws IOException {
    try (Backend site = open()) {
      String before = get(site.durable().orElseThrow().digest());
      log.broken = true;
      List<Outcome> outcomes = get(site.submit(List.of(new SetNotes(MACHINE, "lost"))));
      assertInstanceOf(Outcome.Refused.class, outcomes.getFirst());
      assertEquals(before, get(site.durable().orElseThrow().digest()));
      log.broken = false;
      outcomes = get(site.submit(List.of(new SetNotes(MACHINE, "kept"))));
      assertInstanceOf(Outcome.Accepted.class, outcomes.getFirst());
      assertEquals("kept", site.snapshot().inventory().machine(MACHINE).about().notes());
    }
  }

  @Test
  void whatWasTriedInVainLeavesNoTraceInTheWorld() throws IOException {
    Past past = Past.none(SITE);
    String undisturbed;
    try (Backend site = new SimSites().open(past, OperationLog.NONE)) {
      site.time().orElseThrow().step();
      undisturbed = get(site.durable().orElseThrow().digest());
    }
    try (Backend site = open()) {
      log.broken = true;
      get(site.submit(List.of(new PowerOff(MACHINE))));
      log.broken = false;
      get(site.submit(List.of(new PowerOn(MACHINE))));
      site.time().orElseThrow().step();
      assertEquals(undisturbed, get(site.durable().orElseThrow().digest()));
    }
  }

  @Test
  void aRefusedOperationIsNotLogged() throws IOException {
    try (Backend site = open()) {
      List<Outcome> outcomes =
          get(site.submit(List.of(new PowerOn(MACHINE), new SetNotes(MACHINE, "x"))));
      assertInstanceOf(Outcome.Refused.class, outcomes.getFirst());
      assertInstanceOf(Outcome.Accepted.class, outcomes.getLast());
      assertEquals(1, log.entries().size());
    }
  }

  @Test
  void theNewestSnapshotComesFirstAndRevisionsRise() throws IOException {
    try (Backend site = open()) {
      List<Snapshot> heard = new ArrayList<>();
      Snapshot first = site.snapshot();
      site.subscribe(heard::add);
      for (int i = 0; i < 5; i++) {
        get(site.time().orElseThrow().step());
      }
      assertSame(first, heard.getFirst());
      assertEquals(6, heard.size());
      for (int i = 1; i < heard.size(); i++) {
        assertTrue(heard.get(i).revision() > heard.get(i - 1).revision());
      }
    }
  }

  @Test
  void aListenerThatFailsDoesNotStopTheWorld() throws IOException {
    try (Backend site = open()) {
      site.subscribe(
          snapshot -> {
            throw new IllegalStateException("a test's listener fails");
          });
      SimTime before = site.snapshot().time();
      get(site.time().orElseThrow().step());
      assertTrue(get(site.time().orElseThrow().step()).time().isAfter(before));
    }
  }

  @Test
  void aClosedSiteAnswersNothingAndKeepsNobodyWaiting() throws IOException {
    Backend site = open();
    site.close();
    CompletionException thrown =
        assertThrows(
            CompletionException.class, () -> get(site.submit(List.of(new PowerOff(MACHINE)))));
    assertInstanceOf(IllegalStateException.class, thrown.getCause());
  }

  @ParameterizedTest
  @EnumSource(
      value = Speed.class,
      names = {"X600", "MAX"})
  void whateverTheSpeedTheLogGivesTheSameWorldAgain(Speed speed) throws IOException {
    SimTime reached;
    String digest;
    try (Backend site = open()) {
      site.time().orElseThrow().setSpeed(speed);
      Random random = new Random(1);
      SimTime next = SITE.start();
      for (int i = 0; i < 12; i++) {
        MachineId machine = new MachineId(random.nextInt(30));
        Operation power = i % 2 == 0 ? new PowerOff(machine) : new PowerOn(machine);
        get(site.submit(List.of(power, new SetNotes(machine, "note " + i))));
        next = next.plus(Duration.ofSeconds(15));
        await(site, next);
      }
      site.time().orElseThrow().setSpeed(Speed.PAUSED);
      digest = get(site.durable().orElseThrow().digest());
      reached = site.snapshot().time();
      get(site.time().orElseThrow().step());
    }
    assertTrue(log.entries().size() >= 12);
    Past past = new Past("again", new Origin.Beginning(SITE), log.entries(), reached);
    try (Backend again = new SimSites().open(past, OperationLog.NONE)) {
      assertEquals(digest, get(again.durable().orElseThrow().digest()));
    }
  }
}
