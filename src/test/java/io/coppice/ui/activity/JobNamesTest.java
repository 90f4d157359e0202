package io.coppice.ui.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation.Delete;
import io.coppice.model.EntityId.MachineId;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JobNamesTest {
  private static final MachineId MACHINE = new MachineId(6);

  private final Worlds worlds = Worlds.of(SmallSite.of(3, 24));

  private static String target(Worlds worlds, JobId job) {
    return JobNames.target(worlds.snapshot().jobs().get(job.value()), worlds.snapshot().contents());
  }

  @Test
  void aJobOfWhatIsGoneKeepsTheNameItsTargetHad() throws IOException {
    String name = worlds.machine(6).name();
    Job job = worlds.run(new Delete(MACHINE));
    assertTrue(worlds.snapshot().contents().find(MACHINE).isEmpty());
    assertEquals(name, target(worlds, job.id()));
    assertEquals(name, target(worlds.throughAnImage(), job.id()));
  }

  @Test
  void aJobOfWhatIsThereTellsTheNameItHasNow() {
    Job job = worlds.run(new Rename(MACHINE, "called-otherwise"));
    assertEquals("called-otherwise", target(worlds, job.id()));
  }
}
