package io.coppice.ui.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.backend.SiteEvent;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What calls for the eye, and what no longer does. */
class UnseenAlertsTest {
  private static final Problem DEAD =
      Problem.error("alarm.host-not-responding", new HostId(0), "a");

  private final Object site = new Object();
  private final UnseenAlerts unseen = new UnseenAlerts();

  /** Events of these severities, oldest first. */
  private static ActivityState state(List<Problem> problems, Severity... severities) {
    List<SiteEvent> events =
        IntStream.range(0, severities.length)
            .mapToObj(
                serial ->
                    new SiteEvent(
                        serial,
                        new SimTime(0),
                        severities[serial],
                        "event",
                        List.of(),
                        List.of(),
                        Optional.empty()))
            .toList();
    return new ActivityState(List.of(), events.reversed(), problems, 0);
  }

  @Test
  void whatWasThereAtFirstIsNoNews() {
    unseen.came(site, state(List.of(DEAD), Severity.ERROR));
    assertEquals(0, unseen.events());
    assertEquals(Optional.empty(), unseen.worstProblem());
  }

  @Test
  void warningsAndErrorsCountUntilSomebodyLooks() {
    unseen.came(site, state(List.of(), Severity.INFO));
    unseen.came(
        site, state(List.of(DEAD), Severity.INFO, Severity.WARNING, Severity.INFO, Severity.ERROR));
    assertEquals(2, unseen.events());
    assertEquals(Optional.of(Severity.ERROR), unseen.worstEvent());
    assertEquals(Optional.of(Severity.ERROR), unseen.worstProblem());
    unseen.sawEvents();
    assertEquals(0, unseen.events());
    assertEquals(Optional.of(Severity.ERROR), unseen.worstProblem());
    unseen.sawProblems();
    assertEquals(Optional.empty(), unseen.worstProblem());
  }

  @Test
  void aProblemWhoseFigureChangesIsTheSameAndOneThatComesAgainIsNews() {
    Problem full = Problem.warning("alarm.host-memory", new HostId(0), "a", "91");
    Problem fuller = Problem.warning("alarm.host-memory", new HostId(0), "a", "92");
    unseen.came(site, state(List.of(full)));
    unseen.came(site, state(List.of(fuller)));
    assertEquals(Optional.empty(), unseen.worstProblem());
    unseen.came(site, state(List.of()));
    unseen.came(site, state(List.of(full)));
    assertEquals(Optional.of(Severity.WARNING), unseen.worstProblem());
  }

  @Test
  void anotherSiteBeginsAnew() {
    unseen.came(site, state(List.of(), Severity.ERROR, Severity.ERROR));
    unseen.came(new Object(), state(List.of(DEAD), Severity.ERROR));
    assertEquals(0, unseen.events());
    assertEquals(Optional.empty(), unseen.worstProblem());
  }
}
