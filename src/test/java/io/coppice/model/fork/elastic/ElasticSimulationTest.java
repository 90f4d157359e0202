package io.coppice.model.fork.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Bytes;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.fork.elastic.ElasticPolicy.Mode;
import io.coppice.model.fork.elastic.ElasticPolicy.Victim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElasticSimulationTest {
  private static final SimTime START = SimTime.of(Instant.parse("2026-03-02T00:00:00Z"));
  private static final Bytes MUCH = Bytes.ofGiB(10_000);
  private static final MemberCost FORK = MemberCost.fork(32, Bytes.ofMiB(100), Bytes.ofGiB(1));
  private static final MemberCost CLONE =
      MemberCost.cloneAndBoot(Bytes.ofGiB(4), Bytes.ofGiB(1), false);

  private static ElasticPolicy policy(Mode mode, int each, int pool, int most) {
    return new ElasticPolicy(
        mode,
        each,
        pool,
        Duration.ofMinutes(1),
        Victim.OLDEST,
        most,
        MUCH,
        Duration.ofSeconds(2),
        Duration.ZERO);
  }

  private static ElasticRun run(ElasticPolicy policy, Arrivals arrivals, MemberCost cost) {
    return ElasticRun.of(policy, arrivals, cost, START, Duration.ofHours(6), 3);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void everyRequestIsServedRefusedOrStillThere(Mode mode) {
    ElasticPolicy policy = policy(mode, mode == Mode.PER_REQUEST ? 1 : 5, 2, 20);
    ElasticRun run = run(policy, new Arrivals.Constant(20_000), FORK);
    long left = run.requests() - run.served() - run.refused();
    assertTrue(left >= 0 && left <= 2L * 20 * policy.each(), left + " left of " + run);
    assertTrue(run.most() <= 20, "the budget holds");
  }

  @Test
  void theSameLoadComesWhoeverServesIt() {
    Arrivals load = new Arrivals.Spiky(5_000, 20, Duration.ofHours(1), Duration.ofMinutes(5));
    ElasticPolicy policy = policy(Mode.AT_LOAD, 4, 1, 500);
    ElasticRun fork = run(policy, load, FORK);
    ElasticRun clone = run(policy, load, CLONE);
    assertEquals(fork.requests(), clone.requests());
    assertTrue(fork.p99() < clone.p99(), fork.p99() + " " + clone.p99());
    assertTrue(fork.memory() < clone.memory());
  }

  @Test
  void aWarmPoolSparesTheWaitOfAFork() {
    Arrivals load = new Arrivals.Constant(3_600);
    ElasticRun cold = run(policy(Mode.PER_REQUEST, 1, 0, 100), load, FORK);
    ElasticRun warm = run(policy(Mode.PER_REQUEST, 1, 8, 100), load, FORK);
    assertTrue(cold.p50() >= 300_000 && cold.p50() < 400_000, cold.p50() + " us");
    assertEquals(0, warm.p50());
  }

  @Test
  void idleMembersGoAfterTheCoolDownAndThePoolStays() {
    List<Integer> counts = new ArrayList<>(Collections.nCopies(60, 0));
    counts.set(0, 3_000);
    ElasticRun run =
        ElasticRun.of(
            policy(Mode.AT_LOAD, 2, 3, 200),
            new Arrivals.Trace("burst", counts),
            FORK,
            START,
            Duration.ofMinutes(30),
            1);
    assertEquals(3_000, run.requests());
    assertTrue(run.most() > 20, run.most() + " members");
    assertEquals(3, run.samples().getLast().members());
  }

  @Test
  void spikesAreAsManyTimesAsHigh() {
    Arrivals load = new Arrivals.Spiky(6_000, 10, Duration.ofHours(1), Duration.ofMinutes(5));
    ElasticRun run = run(policy(Mode.AT_LOAD, 10, 1, 500), load, FORK);
    int high = run.samples().get(2).requests();
    int low = run.samples().get(30).requests();
    assertTrue(high > 700 && low < 200, high + " " + low);
  }

  @Test
  void aRunThatIsWrittenOutGoesOnAsIfItNeverWas() {
    ElasticPolicy policy = policy(Mode.AT_LOAD, 3, 2, 50);
    Arrivals load = new Arrivals.Daily(50_000, 12);
    Counting one = new Counting();
    ElasticSimulation whole = new ElasticSimulation(policy, load, one, START.micros(), 5);
    whole.runTo(START.plus(Duration.ofHours(10)).micros());
    Counting two = new Counting();
    ElasticSimulation cut = new ElasticSimulation(policy, load, two, START.micros(), 5);
    Random random = new Random(1);
    for (int minute = 0; minute < 600; minute += 1 + random.nextInt(60)) {
      cut.runTo(START.plus(Duration.ofMinutes(minute)).micros());
      cut = new ElasticSimulation(cut.image(), two);
    }
    cut.runTo(START.plus(Duration.ofHours(10)).micros());
    assertEquals(whole.requests(), cut.requests());
    assertEquals(whole.served(), cut.served());
    assertEquals(whole.samples(), cut.samples());
    assertEquals(one.hired, two.hired);
  }

  private static long requests(Arrivals load, Duration before, Duration then) {
    long now = START.plus(before).micros();
    ElasticSimulation underWay =
        new ElasticSimulation(
            policy(Mode.AT_LOAD, 4, 0, 50), load, new Counting(), START.micros(), now, 5);
    assertTrue(underWay.next() > now, "nothing happens at once");
    underWay.runTo(now + then.toNanos() / 1_000);
    return underWay.requests();
  }

  @Test
  void aLoadUnderWayGoesOnWhereItWas() {
    Arrivals spiky = new Arrivals.Spiky(60, 100, Duration.ofHours(1), Duration.ofMinutes(5));
    long calm = requests(spiky, Duration.ofMinutes(10), Duration.ofMinutes(20));
    assertTrue(calm < 60, calm + " requests, none of a spike");
    long spike = requests(spiky, Duration.ofMinutes(62), Duration.ofMinutes(3));
    assertTrue(spike > 200, spike + " requests, all of a spike");
    Arrivals trace = new Arrivals.Trace("t", List.of(0, 600, 7));
    assertEquals(300, requests(trace, Duration.ofSeconds(90), Duration.ofSeconds(30)));
    assertEquals(7, requests(trace, Duration.ofMinutes(2), Duration.ofSeconds(119)));
  }

  @Test
  void whereThereIsNoRoomTheQueueEndsAndTheRestIsTurnedAway() {
    Counting crew = new Counting();
    crew.room = 3;
    ElasticPolicy policy = policy(Mode.AT_LOAD, 2, 0, 20);
    ElasticSimulation simulation =
        new ElasticSimulation(policy, new Arrivals.Constant(36_000), crew, START.micros(), 4);
    simulation.runTo(START.plus(Duration.ofMinutes(10)).micros());
    assertEquals(3, simulation.members());
    assertTrue(simulation.refused() > 3_000, simulation.refused() + " turned away");
    assertTrue(
        simulation.requests() - simulation.served() - simulation.refused() <= 20 * 2 + 3 * 2);
  }

  @Test
  void roomThatIsNotThereIsLookedForOnceASecondHoweverManyRequestsCome() {
    Counting crew = new Counting();
    crew.room = 0;
    ElasticSimulation simulation =
        new ElasticSimulation(
            policy(Mode.AT_LOAD, 2, 0, 20),
            new Arrivals.Constant(3_600_000),
            crew,
            START.micros(),
            4);
    simulation.runTo(START.plus(Duration.ofMinutes(1)).micros());
    assertTrue(simulation.requests() > 50_000, simulation.requests() + " requests");
    assertTrue(crew.asked <= 62, crew.asked + " times asked");
    crew.room = 3;
    simulation.runTo(START.plus(Duration.ofSeconds(62)).micros());
    assertEquals(3, simulation.members(), "what is free is taken within the second");
  }

  @Test
  void aMemberThatGoesMakesRoomAtOnce() {
    Counting crew = new Counting();
    crew.room = 1;
    ElasticSimulation simulation =
        new ElasticSimulation(
            policy(Mode.PER_REQUEST, 1, 0, 20),
            new Arrivals.Constant(3_600_000),
            crew,
            START.micros(),
            4);
    simulation.runTo(START.plus(Duration.ofMinutes(1)).micros());
    // one after the other, 300 ms until it is there and two seconds in the mean to serve
    assertTrue(crew.hired > 18 && crew.hired < 36, crew.hired + " members");
  }

  private static final class Counting implements ElasticSimulation.MemberPool {
    private int hired;
    private int there;
    private int room = Integer.MAX_VALUE;
    private int asked;

    @Override
    public long hire(int slot, long now) {
      asked++;
      if (there == room) {
        return -1;
      }
      hired++;
      there++;
      return now + 300_000;
    }

    @Override
    public void dismiss(int slot, long now) {
      there--;
    }

    @Override
    public long memory() {
      return there * Bytes.MIB;
    }
  }

  @Test
  void aTraceIsReadLineByLine() {
    TraceCsv good = TraceCsv.read("day.csv", "minute,requests\n0,12\n1,0\n\n2,7\n");
    assertEquals(List.of(12, 0, 7), good.trace().orElseThrow().perMinute());
    TraceCsv mixed = TraceCsv.read("mixed.csv", "minute,requests\n0,12\n2;7\n");
    assertEquals(Optional.empty(), mixed.trace(), "what is divided in two ways is not guessed at");
    assertEquals("fork.csv-line", mixed.problems().getFirst().code());
    List<String> codes =
        TraceCsv.read("bad.csv", "1,12\n2,many\n3,-4\n").problems().stream()
            .map(Problem::code)
            .toList();
    assertEquals(List.of("fork.csv-line", "fork.csv-line"), codes);
    assertEquals(
        "fork.csv-empty",
        TraceCsv.read("empty.csv", "minute,requests\n").problems().getFirst().code());
  }
}
