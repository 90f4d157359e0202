package io.coppice.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Backend;
import io.coppice.backend.NetworkOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationLog;
import io.coppice.backend.SiteFactory;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Subscription;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.Problem;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.sim.SimSites;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Faults of a site's network among its problems. */
class NetworkAlarmsTest {
  private final BlockingQueue<Snapshot> published = new LinkedBlockingQueue<>();

  private List<Problem> until(Predicate<List<Problem>> said) {
    return assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          while (true) {
            List<Problem> faults =
                published.take().alarms().stream()
                    .filter(problem -> problem.code().startsWith("fault."))
                    .toList();
            if (said.test(faults)) {
              return faults;
            }
          }
        });
  }

  private static void ask(Backend site, Operation operation) {
    site.submit(List.of(operation)).toCompletableFuture().join();
  }

  @Test
  void theyStandThereAsLongAsTheirCauseDoes() throws IOException {
    SiteFactory.Past past =
        SiteFactory.Past.none(
            ((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint());
    try (Backend site = new SimSites().open(past, OperationLog.NONE)) {
      Subscription subscription = site.subscribe(published::add);
      List<Problem> all = until(faults -> faults.size() == 4);
      assertTrue(all.stream().anyMatch(it -> it.code().equals("fault.box-rule")), all.toString());
      assertTrue(all.stream().noneMatch(it -> it.about().isEmpty()), all.toString());
      ask(site, new NetworkOperation.RemoveBoxRule(new DatacentreId(0), "firewall", 0));
      List<Problem> fewer = until(faults -> faults.size() == 3);
      assertTrue(fewer.stream().noneMatch(it -> it.code().equals("fault.box-rule")));
      subscription.close();
    }
  }

  @Test
  void whereNothingChangedNothingIsPublishedForThem() throws IOException {
    SiteFactory.Past past =
        SiteFactory.Past.none(
            ((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint());
    int[] asked = new int[1];
    try (Backend site = new SimSites().open(past, OperationLog.NONE)) {
      Snapshot one = site.snapshot();
      NetworkAlarms alarms = new NetworkAlarms(() -> one, () -> asked[0]++);
      alarms.look();
      assertEquals(4, alarms.standing().size());
      alarms.look();
      alarms.look();
      assertEquals(1, asked[0]);
      alarms.close();
      assertEquals(4, alarms.standing().size());
    }
  }
}
