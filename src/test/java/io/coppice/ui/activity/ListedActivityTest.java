package io.coppice.ui.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation.CrashHost;
import io.coppice.backend.HostOperation.EnterMaintenance;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation.Migrate;
import io.coppice.backend.MachineOperation.PowerOff;
import io.coppice.backend.MachineOperation.Restart;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import io.coppice.ui.activity.RowFilter.Standing;
import io.coppice.ui.kit.Csv;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListedActivityTest {
  private static final RowText TEXT =
      new RowText(new Texts(Locale.ENGLISH), new Format(Locale.ENGLISH));

  private final Worlds worlds = Worlds.of(SmallSite.of(3, 9));

  private static RowFilter words(String typed) {
    return RowFilter.ALL.withText(typed);
  }

  private ListedActivity listed(Optional<EntityId> about, RowFilter jobs, RowFilter events) {
    return listed(about, jobs, events, Set.of());
  }

  private ListedActivity listed(
      Optional<EntityId> about, RowFilter jobs, RowFilter events, Set<JobRow.Key> toggled) {
    return ListedActivity.of(
        worlds.snapshot(),
        new ListedActivity.Choices(about, jobs, events, toggled, Set.of(), TEXT));
  }

  private List<JobRow> jobs(RowFilter filter) {
    return listed(Optional.empty(), filter, RowFilter.ALL).jobs();
  }

  private void renameAndSwitchOff() {
    worlds.run(new Rename(new MachineId(1), "zebra"));
    worlds.run(new PowerOff(new MachineId(2)));
  }

  @Test
  void withoutAFilterAllIsListedNewestFirst() {
    renameAndSwitchOff();
    ListedActivity listed = listed(Optional.empty(), RowFilter.ALL, RowFilter.ALL);
    assertEquals(listed.all().jobs(), listed.jobs().stream().map(JobRow::job).toList());
    assertEquals(2, listed.jobs().size());
    assertEquals(listed.all().events(), listed.events());
  }

  @Test
  void aFilterLooksAtObjectKindStateAndText() {
    renameAndSwitchOff();
    assertEquals(1, jobs(words("zebra")).size());
    assertEquals(1, jobs(words("power off vm-002")).size());
    assertEquals(2, jobs(words("DONE")).size());
    assertEquals(0, jobs(words("failed")).size());
    var events = listed(Optional.empty(), RowFilter.ALL, words("note zebra")).events();
    assertFalse(events.isEmpty());
    assertTrue(events.stream().allMatch(event -> event.about().contains(new MachineId(1))));
    assertEquals(List.of(), listed(Optional.empty(), RowFilter.ALL, words("error zebra")).events());
  }

  @Test
  void eachChoiceNarrowsWhatIsListed() {
    renameAndSwitchOff();
    String rename = RowText.kind(jobs(words("zebra")).getFirst().job());
    assertEquals(1, jobs(filter(Optional.empty(), Optional.of(rename), Optional.empty())).size());
    assertEquals(
        0, jobs(filter(Optional.of(Standing.FAILED), Optional.empty(), Optional.empty())).size());
    assertEquals(
        2,
        jobs(filter(Optional.of(Standing.SUCCEEDED), Optional.empty(), Optional.empty())).size());
    assertEquals(1, jobs(RowFilter.ALL.with(Optional.of(new MachineId(2)))).size());
    worlds.pass(Duration.ofHours(2));
    Optional<Duration> hour = Optional.of(Duration.ofHours(1));
    assertEquals(0, jobs(filter(Optional.empty(), Optional.empty(), hour)).size());
    worlds.run(new Rename(new MachineId(1), "lion"));
    assertEquals(1, jobs(filter(Optional.empty(), Optional.empty(), hour)).size());
  }

  private static RowFilter filter(
      Optional<Standing> standing, Optional<String> kind, Optional<Duration> within) {
    return new RowFilter(List.of(), standing, kind, within, Optional.empty());
  }

  @Test
  void aFilterHidesNothingFromWhatCountsAndCalls() {
    renameAndSwitchOff();
    Optional<EntityId> one = Optional.of(new MachineId(1));
    ListedActivity listed = listed(one, words("no such thing"), words("no such thing"));
    assertEquals(List.of(), listed.jobs());
    assertEquals(1, listed.all().jobs().size());
    assertEquals(1, listed(one, words("rename"), RowFilter.ALL).jobs().size());
    assertEquals(0, listed(one, words("power"), RowFilter.ALL).jobs().size());
  }

  @Test
  void migrationsAreFoldedUnderTheMaintenanceThatAskedForThem() {
    worlds.run(new EnterMaintenance(new HostId(0), true));
    List<JobRow> folded = jobs(RowFilter.ALL);
    assertEquals(1, folded.size());
    JobRow maintenance = folded.getFirst();
    assertFalse(maintenance.open());
    assertTrue(maintenance.below().size() > 1);
    assertTrue(maintenance.below().stream().allMatch(job -> job.operation() instanceof Migrate));
    List<JobRow> open =
        listed(Optional.empty(), RowFilter.ALL, RowFilter.ALL, Set.of(maintenance.key())).jobs();
    assertEquals(1 + maintenance.below().size(), open.size());
    assertEquals(1, open.getLast().depth());
    Optional<EntityId> host = Optional.of(new HostId(0));
    assertEquals(
        maintenance.below(), listed(host, RowFilter.ALL, RowFilter.ALL).jobs().getFirst().below());
  }

  @Test
  void whatIsFoundUnderAnotherJobShowsUnderIt() {
    worlds.run(new EnterMaintenance(new HostId(0), true));
    Job child = jobs(RowFilter.ALL).getFirst().below().getLast();
    List<JobRow> found = jobs(RowFilter.ALL.with(Optional.of(child.operation().target())));
    assertEquals(2, found.size());
    assertTrue(found.getFirst().open());
    assertEquals(child, found.getLast().job());
  }

  @Test
  void restartsAreFoldedUnderTheCrashThatCausedThem() {
    worlds.run(new CrashHost(new HostId(1)));
    worlds.pass(Duration.ofMinutes(5));
    JobRow crash = jobs(RowFilter.ALL).getLast();
    assertTrue(crash.job().operation() instanceof CrashHost);
    assertFalse(crash.below().isEmpty());
    assertTrue(crash.below().stream().allMatch(job -> job.operation() instanceof Restart));
    assertEquals(1, jobs(RowFilter.ALL).size());
  }

  @Test
  void aSelectionIsOneLineThatTellsOfAll() {
    worlds.start(new PowerOff(new MachineId(1)));
    worlds.start(new PowerOff(new MachineId(2)));
    worlds.start(new Rename(new MachineId(3), "zebra"));
    worlds.pass(Duration.ofMinutes(1));
    List<JobRow> rows = jobs(RowFilter.ALL);
    assertEquals(2, rows.size());
    JobRow both = rows.getLast();
    assertTrue(both.together());
    assertEquals(2, both.told().size());
    assertEquals(Job.State.SUCCEEDED, both.state());
    assertEquals(1000, both.permille());
    assertEquals(
        4,
        listed(Optional.empty(), RowFilter.ALL, RowFilter.ALL, Set.of(both.key())).jobs().size());
  }

  @Test
  void whatIsExportedIsQuotedAndRunsInNoSpreadsheet() {
    assertEquals(
        Csv.MARK + "a,\"b, c\",\"say \"\"x\"\"\"\r\n'=1+1,'-2,\"two\nlines\"\r\n",
        Csv.of(List.of(List.of("a", "b, c", "say \"x\""), List.of("=1+1", "-2", "two\nlines"))));
  }
}
