package io.coppice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.CancelJob;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.NetworkOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.SiteEvent;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.testkit.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class JsonCodecTest {
  private static final JsonCodec CODEC = new JsonCodec();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Comparator<JsonNode> BY_TEXT = Comparator.comparing(JsonNode::toString);

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
              List.of(samples.of(io.coppice.model.Problem.class)),
              "vm-000",
              Optional.of(new JobId(7)));
      assertEquals(job, CODEC.job(CODEC.write(job)));
    }
  }

  /** Jobs were kept without the name of their target once. */
  @Test
  void aJobWithoutANameOfItsTargetReadsBackWithNone() throws IOException {
    Job job =
        Job.queued(
            new io.coppice.backend.JobId(1),
            (Operation) new Samples(3).of(CancelJob.class),
            List.of("run"),
            true,
            new io.coppice.model.SimTime(0));
    String text = CODEC.write(job.withTargetName("vm-000"));
    String older = text.replace(",\"targetName\":\"vm-000\",\"askedBy\":null", "");
    assertNotEquals(text, older);
    assertEquals(job, CODEC.job(older));
  }

  @Test
  void outcomesReadBackAsTheyWere() throws IOException {
    Samples samples = new Samples(2);
    for (int i = 0; i < 50; i++) {
      Outcome outcome = samples.of(Outcome.class);
      assertEquals(outcome, CODEC.outcome(CODEC.write(outcome)));
    }
    assertEquals(
        "{\"is\":\"Outcome.Accepted\",\"job\":7}", CODEC.write(new Outcome.Accepted(new JobId(7))));
  }

  /**
   * Texts as the first version wrote them, kept: a line for each, whatever became of the records.
   */
  @ParameterizedTest
  @ValueSource(strings = {"operations-1", "jobs-1", "events-1"})
  void textsOfTheFirstVersionReadWithEverythingInThem(String file) throws IOException {
    for (String line : lines(file)) {
      String again =
          switch (file) {
            case "operations-1" -> CODEC.write(CODEC.operation(line));
            case "jobs-1" -> CODEC.write(CODEC.job(line));
            default -> CODEC.write(CODEC.event(line));
          };
      assertHolds(JSON.readTree(again), JSON.readTree(line), line);
    }
  }

  @Test
  void everyOperationOfTheFirstVersionIsKept() throws IOException {
    Set<String> kept = new HashSet<>();
    for (String line : lines("operations-1")) {
      kept.add(JSON.readTree(line).get("is").asString());
    }
    assertEquals(59, kept.size());
  }

  private static List<String> lines(String file) throws IOException {
    try (InputStream in = JsonCodecTest.class.getResourceAsStream(file + ".jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** Whether all that the old text says stands in the new one; it may say more. */
  private static void assertHolds(JsonNode now, JsonNode then, String line) {
    if (then.isObject()) {
      then.propertyNames().forEach(name -> assertHolds(now.path(name), then.get(name), line));
    } else if (then.isArray()) {
      assertEquals(then.size(), now.size(), line);
      List<JsonNode> had = then.values().stream().sorted(BY_TEXT).toList();
      List<JsonNode> has = now.values().stream().sorted(BY_TEXT).toList();
      boolean plain = then.values().stream().noneMatch(JsonNode::isContainer);
      for (int i = 0; i < then.size(); i++) {
        // What stands in a set has no order.
        assertHolds(plain ? has.get(i) : now.get(i), plain ? had.get(i) : then.get(i), line);
      }
    } else {
      assertEquals(then, now, line);
    }
  }

  /**
   * A component that was added later is missing in every older text. What can be empty reads as
   * empty; of anything else the error names what is missing, and nothing is null.
   */
  @ParameterizedTest
  @MethodSource("everyOperation")
  void whateverComponentIsMissingReadsAsEmptyOrIsNamed(Class<?> type) throws IOException {
    Samples samples = new Samples(type.getName().hashCode());
    for (RecordComponent component : type.getRecordComponents()) {
      ObjectNode text = (ObjectNode) JSON.readTree(CODEC.write((Operation) samples.of(type)));
      text.remove(component.getName());
      if (canBeEmpty(component.getType())) {
        CODEC.operation(text.toString());
      } else {
        IOException refused =
            assertThrows(IOException.class, () -> CODEC.operation(text.toString()));
        assertTrue(refused.getMessage().contains(component.getName()), refused.getMessage());
      }
    }
  }

  private static boolean canBeEmpty(Class<?> type) {
    return type.isPrimitive()
        || List.of(String.class, List.class, Set.class, Optional.class).contains(type);
  }

  @Test
  void aProtocolIsKeptByTheNameThatItAlwaysHadWhateverItIsCalledOnTheScreen() throws IOException {
    Operation create =
        new NetworkOperation.CreateSegment(
            new SwitchId(1),
            "red",
            Encapsulation.GENEVE,
            77,
            "",
            "",
            false,
            0,
            0,
            false,
            Optional.empty());
    String text = CODEC.write(create);
    assertTrue(text.contains("\"GENEVE\""), text);
    assertEquals(create, CODEC.operation(text));
  }

  @Test
  void theTextNamesTheOperationAndItsTarget() {
    assertEquals(
        "{\"is\":\"Machine.PowerOn\",\"target\":\"vm-7\",\"host\":null}",
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
        JsonCodec.names()
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
