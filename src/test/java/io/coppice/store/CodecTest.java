package io.coppice.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.Operation;
import io.coppice.backend.SiteEvent;
import io.coppice.model.EntityId.MachineId;
import io.coppice.testkit.Samples;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
  private static final Codec CODEC = new Codec();

  static Stream<Class<?>> everyOperation() {
    return Samples.recordsOf(Operation.class).stream();
  }

  @ParameterizedTest
  @MethodSource("everyOperation")
  void everyOperationReadsBackAsItWas(Class<?> type) throws IOException {
    Samples samples = new Samples(type.getName().hashCode());
    for (int i = 0; i < 50; i++) {
      Operation operation = (Operation) samples.of(type);
      assertEquals(operation, CODEC.operation(CODEC.write(operation)));
    }
  }

  @Test
  void eventsAndJobsReadBackAsTheyWere() throws IOException {
    Samples samples = new Samples(1);
    for (int i = 0; i < 50; i++) {
      SiteEvent event = samples.of(SiteEvent.class);
      assertEquals(event, CODEC.event(CODEC.write(event)));
    }
    for (Class<?> type : Samples.recordsOf(Operation.class)) {
      Job job =
          new Job(
              samples.of(io.coppice.backend.JobId.class),
              (Operation) samples.of(type),
              samples.of(Job.State.class),
              List.of("check", "run"),
              1,
              500,
              true,
              samples.of(io.coppice.model.SimTime.class),
              Optional.of(samples.of(io.coppice.model.SimTime.class)),
              Optional.empty(),
              Optional.of(samples.of(io.coppice.model.Problem.class)),
              List.of(samples.of(io.coppice.model.Problem.class)));
      assertEquals(job, CODEC.job(CODEC.write(job)));
    }
  }

  @Test
  void theTextNamesTheOperationAndItsTarget() {
    assertEquals(
        "{\"is\":\"Machine.PowerOn\",\"target\":\"vm-7\"}",
        CODEC.write(new PowerOn(new MachineId(7))));
  }

  @Test
  void whatAnOldTextLacksIsEmptyAndWhatANewOneAddsIsIgnored() throws IOException {
    assertEquals(
        new EditHardware(
            new MachineId(1),
            Optional.of(4),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty()),
        CODEC.operation(
            "{\"is\":\"Machine.EditHardware\",\"target\":\"vm-1\",\"vcpus\":4,"
                + "\"disks\":[],\"nics\":[],\"unheard\":{\"of\":1}}"));
  }

  @Test
  void whatIsNoOperationIsRefused() {
    for (String text :
        List.of(
            "",
            "{",
            "{}",
            "{\"is\":\"Machine.Dance\",\"target\":\"vm-1\"}",
            "{\"is\":\"Machine.PowerOn\",\"target\":\"host-1\"}")) {
      assertThrows(IOException.class, () -> CODEC.operation(text), text);
    }
  }

  @Test
  void namesAreTheFileFormatAndOnlyGrow() {
    assertTrue(
        Codec.names()
            .keySet()
            .containsAll(
                List.of(
                    "CancelJob",
                    "Machine.Create",
                    "Machine.Clone",
                    "Machine.Delete",
                    "Machine.PowerOn",
                    "Machine.ShutDownGuest",
                    "Machine.PowerOff",
                    "Machine.Suspend",
                    "Machine.Resume",
                    "Machine.Reset",
                    "Machine.SetTemplate",
                    "Machine.EditHardware",
                    "DiskChange.Add",
                    "DiskChange.Grow",
                    "DiskChange.Remove",
                    "NicChange.Add",
                    "NicChange.Connect",
                    "NicChange.Rewire",
                    "NicChange.Remove",
                    "Machine.EditPlacement",
                    "Machine.Migrate",
                    "Machine.MigrateStorage",
                    "Snapshot.Take",
                    "Snapshot.Revert",
                    "Snapshot.Remove",
                    "Snapshot.RemoveAll",
                    "Snapshot.Describe",
                    "Inventory.Rename",
                    "Inventory.Move",
                    "Inventory.SetTags",
                    "Inventory.SetNotes",
                    "Inventory.CreateFolder",
                    "Inventory.RemoveFolder",
                    "Inventory.CreatePool",
                    "Inventory.EditPool",
                    "Inventory.RemovePool",
                    "Inventory.SetClusterServices",
                    "Inventory.CreateCluster",
                    "Inventory.RemoveCompute",
                    "Host.EnterMaintenance",
                    "Host.ExitMaintenance",
                    "Host.Disconnect",
                    "Host.Reconnect",
                    "Host.ShutDown",
                    "Host.PowerOn",
                    "Fault.CrashHost",
                    "Fault.RepairHost",
                    "Fault.CutNic",
                    "Fault.RestoreNic",
                    "Fault.CutPath",
                    "Fault.RestorePath",
                    "Fault.FillDatastore",
                    "Fault.DrainDatastore")));
  }
}
