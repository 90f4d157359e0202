package io.coppice.bench;

import io.coppice.backend.Backend;
import io.coppice.backend.OperationLog;
import io.coppice.backend.SiteFactory.Origin;
import io.coppice.backend.SiteFactory.Past;
import io.coppice.backend.Snapshot;
import io.coppice.backend.WorldImage;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.sim.SimSites;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.load.LoadModel;
import io.coppice.sim.world.World;
import io.coppice.testkit.ShowFloor;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The world of the show floor: begun and published, copied, published under load, written out and
 * read back.
 */
public final class WorldBench implements Bench {
  private static final int ROUNDS = 300;

  @Override
  public String name() {
    return "world";
  }

  @Override
  public void run(Out out) throws Exception {
    long before = System.nanoTime();
    Blueprint blueprint = ShowFloor.build();
    Backend site = new SimSites().open(Past.none(blueprint), OperationLog.NONE);
    Snapshot first = site.time().orElseThrow().step().toCompletableFuture().get();
    out.figure("first-snapshot", millis(before), "ms");
    out.figure("heap", heap(), "MB");
    if (first.inventory().machines().count() != ShowFloor.HOSTS * ShowFloor.MACHINES_A_HOST) {
      throw new IllegalStateException("The show floor is not whole");
    }
    copies(out, blueprint);
    images(out, site);
    site.close();
  }

  private static void copies(Out out, Blueprint blueprint) {
    Engine engine = new Engine(List.of(new LoadModel()));
    World world = new World(blueprint.inventory().copy(), blueprint.start(), blueprint.seed());
    engine.begin(world);
    double[] copy = new double[ROUNDS];
    double[] freeze = new double[ROUNDS];
    double[] tick = new double[ROUNDS];
    long kept = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long before = System.nanoTime();
      engine.advanceTo(world, world.now().plus(Duration.ofSeconds(20)));
      tick[i] = millis(before);
      before = System.nanoTime();
      World other = world.copy();
      copy[i] = millis(before) * 1000;
      before = System.nanoTime();
      Snapshot snapshot = world.freeze(i);
      freeze[i] = millis(before) * 1000;
      kept += other.now().micros() - snapshot.time().micros();
    }
    if (kept != 0) {
      throw new IllegalStateException("Copies of another instant");
    }
    out.figure("copy-p50", PageMapBench.percentile(copy, 50), "us");
    out.figure("copy-p95", PageMapBench.percentile(copy, 95), "us");
    out.figure("publish-p50", PageMapBench.percentile(freeze, 50), "us");
    out.figure("publish-p95", PageMapBench.percentile(freeze, 95), "us");
    out.figure("tick-p50", PageMapBench.percentile(tick, 50), "ms");
    out.figure("tick-p95", PageMapBench.percentile(tick, 95), "ms");
    out.figure("tick-sum", Arrays.stream(tick).sum(), "ms");
  }

  private static void images(Out out, Backend site) throws Exception {
    long before = System.nanoTime();
    WorldImage image = site.durable().orElseThrow().image().toCompletableFuture().get();
    out.figure("image-write", millis(before), "ms");
    out.figure("image-size", image.bytes().length / 1e6, "MB");
    before = System.nanoTime();
    Past past = new Past("floor", new Origin.Checkpoint(image), List.of(), image.at());
    try (Backend again = new SimSites().open(past, OperationLog.NONE)) {
      out.figure("image-read-cold", millis(before), "ms");
      before = System.nanoTime();
      String digest = again.durable().orElseThrow().digest().toCompletableFuture().get();
      out.figure("digest", millis(before), "ms");
      if (!digest.equals(image.digest())) {
        throw new IllegalStateException("Another world came back");
      }
    }
  }

  static double heap() {
    System.gc();
    return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6;
  }

  static double millis(long before) {
    return (System.nanoTime() - before) / 1e6;
  }
}
