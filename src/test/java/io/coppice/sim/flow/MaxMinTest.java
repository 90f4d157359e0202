package io.coppice.sim.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.testkit.FairParts;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaxMinTest {
  private static final int[] ONCE = {1, 1, 1, 1};

  private static int[] uses(int... things) {
    return things;
  }

  @Test
  void whoUsesOneThingSharesItByWeight() {
    MaxMin solver = new MaxMin(new double[] {900});
    solver.add(1, 1e9, uses(0), ONCE);
    solver.add(2, 1e9, uses(0), ONCE);
    solver.solve();
    assertEquals(300, solver.rate(0), 1e-6);
    assertEquals(600, solver.rate(1), 1e-6);
  }

  /** Bertsekas and Gallager's example: what is held up elsewhere leaves the rest to the others. */
  @Test
  void whoIsHeldUpElsewhereLeavesTheRestToOthers() {
    MaxMin solver = new MaxMin(new double[] {100, 1_000});
    solver.add(1, 1e9, uses(0, 1), ONCE);
    solver.add(1, 1e9, uses(0), ONCE);
    solver.add(1, 1e9, uses(1), ONCE);
    solver.solve();
    assertEquals(50, solver.rate(0), 1e-6);
    assertEquals(50, solver.rate(1), 1e-6);
    assertEquals(950, solver.rate(2), 1e-6);
  }

  @Test
  void whoWantsLittleGetsItAndNoMore() {
    MaxMin solver = new MaxMin(new double[] {100});
    solver.add(1, 10, uses(0), ONCE);
    solver.add(1, 1e9, uses(0), ONCE);
    solver.add(5, 0, uses(0), ONCE);
    solver.solve();
    assertEquals(10, solver.rate(0), 1e-6);
    assertEquals(90, solver.rate(1), 1e-6);
    assertEquals(0, solver.rate(2), 1e-6);
  }

  @Test
  void whatGoesThroughAThingTwiceTakesTwiceOfIt() {
    MaxMin solver = new MaxMin(new double[] {100});
    solver.add(1, 1e9, uses(0), new int[] {2});
    solver.solve();
    assertEquals(50, solver.rate(0), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingIsOverloadedAndNobodyIsHeldUpByAThingWithRoom(long seed) {
    Random random = new Random(seed);
    for (int world = 0; world < 50; world++) {
      double[] capacity = new double[1 + random.nextInt(12)];
      for (int thing = 0; thing < capacity.length; thing++) {
        capacity[thing] = random.nextInt(10) == 0 ? 0 : random.nextInt(1_000_000_000);
      }
      int count = 1 + random.nextInt(60);
      int[][] uses = new int[count][];
      double[] ceilings = new double[count];
      MaxMin solver = new MaxMin(capacity);
      for (int flow = 0; flow < count; flow++) {
        uses[flow] =
            random
                .ints(0, capacity.length)
                .distinct()
                .limit(1 + random.nextInt(capacity.length))
                .toArray();
        ceilings[flow] = random.nextInt(1_000_000_000);
        int[] times = new int[uses[flow].length];
        java.util.Arrays.fill(times, 1);
        solver.add(1 + random.nextInt(4), ceilings[flow], uses[flow], times);
      }
      solver.solve();
      double[] load = new double[capacity.length];
      for (int flow = 0; flow < count; flow++) {
        assertTrue(solver.rate(flow) >= 0 && solver.rate(flow) <= ceilings[flow]);
        for (int thing : uses[flow]) {
          load[thing] += solver.rate(flow);
        }
      }
      for (int flow = 0; flow < count; flow++) {
        boolean full = solver.rate(flow) >= ceilings[flow] - 1e-3;
        for (int thing : uses[flow]) {
          assertTrue(load[thing] <= capacity[thing] * (1 + 1e-9) + 1e-3);
          full |= load[thing] >= capacity[thing] * (1 - 1e-9) - 1e-3;
        }
        assertTrue(full, "flow " + flow + " could go faster");
      }
    }
  }

  /** So are hosts' processors and memory, by the other engine, where nothing is reserved. */
  @Test
  void overOneThingItIsFillingLikeWater() {
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      FairParts fair = FairParts.random(random);
      MaxMin solver = new MaxMin(new double[] {fair.amount()});
      for (int i = 0; i < fair.weights().length; i++) {
        solver.add(fair.weights()[i], fair.ceilings()[i], uses(0), ONCE);
      }
      solver.solve();
      double[] parts = fair.parts();
      for (int i = 0; i < parts.length; i++) {
        assertEquals(parts[i], solver.rate(i), 1e-3);
      }
    }
  }
}
