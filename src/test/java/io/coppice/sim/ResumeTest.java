package io.coppice.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.coppice.backend.Backend;
import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.OperationLog;
import io.coppice.backend.SiteFactory.Origin;
import io.coppice.backend.SiteFactory.Past;
import io.coppice.backend.WorldImage;
import io.coppice.model.EntityId.MachineId;
import io.coppice.testkit.SmallSite;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeTest {
  private static final OperationLog NOWHERE = OperationLog.NONE;

  private static Job job(Backend site) {
    return site.snapshot().jobs().get(0);
  }

  private static void runToTheEnd(Backend site) {
    for (int step = 0; step < 10_000 && !job(site).state().isEnded(); step++) {
      site.time().orElseThrow().step().toCompletableFuture().join();
    }
  }

  @Test
  void aJobThatRanWhenTheWorldWasWrittenOutEndsInTheWorldThatIsReadBack() throws IOException {
    WorldImage image;
    try (Backend site = new SimSites().open(Past.none(SmallSite.of(2, 6)), NOWHERE)) {
      site.submit(List.of(new PowerOn(new MachineId(0)))).toCompletableFuture().join();
      assertFalse(job(site).state().isEnded());
      image = site.durable().orElseThrow().image().toCompletableFuture().join();
    }
    Past past = new Past("Small", new Origin.Checkpoint(image), List.of(), image.at());
    try (Backend site = new SimSites().open(past, NOWHERE)) {
      runToTheEnd(site);
      assertEquals(Job.State.SUCCEEDED, job(site).state());
    }
  }
}
