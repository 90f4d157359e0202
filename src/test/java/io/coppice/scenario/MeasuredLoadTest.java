package io.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MeasuredLoad;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.PowerState;
import io.coppice.scenario.MeasuredTraceReader.BadTrace;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was measured, in the forms in which it comes, is what a machine asks for. */
class MeasuredLoadTest {
  @TempDir private Path home;

  private static MeasuredLoad read(String text, String id) throws IOException, BadTrace {
    return MeasuredTraceReader.read(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), id)
        .load("a.csv", SimTime.ZERO, true, 1);
  }

  @Test
  void columnsOfOnesOwnAreRead() throws Exception {
    MeasuredLoad load =
        read(
            """
            \uFEFFtime,cpu,memory,disk,network
            2026-03-02T08:00:00Z,10,50,100,7
            2026-03-02T08:05:00Z,20.5,60,,8

            2026-03-02T08:10:00Z,120,60,300,9
            """
                .replace("\n", "\r\n"),
            "");
    assertEquals(300, load.stepSeconds());
    assertArrayEquals(new int[] {1_000, 2_050, 10_000}, load.cpu());
    assertArrayEquals(new int[] {5_000, 6_000, 6_000}, load.memory());
    assertArrayEquals(new int[] {100, 100, 300}, load.disk());
    assertArrayEquals(new int[] {7, 8, 9}, load.network());
  }

  @Test
  void theTracesOfBitbrainsAreRead() throws Exception {
    MeasuredLoad load =
        read(
            "Timestamp [ms];\tCPU cores;\tCPU capacity provisioned [MHZ];\tCPU usage [MHZ];\t"
                + "CPU usage [%];\tMemory capacity provisioned [KB];\tMemory usage [KB];\t"
                + "Disk read throughput [KB/s];\tDisk write throughput [KB/s];\t"
                + "Network received throughput [KB/s];\tNetwork transmitted throughput [KB/s]\n"
                + "1376314846;\t4;\t11703.99;\t10912.0;\t93.23;\t67108864.0;\t6129274.4;\t"
                + "0.13;\t20.0;\t0.0;\t2.9\n"
                + "1376315146;\t4;\t11703.99;\t10890.5;\t93.05;\t67108864.0;\t6755624.0;\t"
                + "1.0;\t21.0;\t0.1;\t3.0\n",
            "");
    assertEquals(300, load.stepSeconds());
    assertArrayEquals(new int[] {9_323, 9_305}, load.cpu());
    assertArrayEquals(new int[] {913, 1_007}, load.memory());
    assertArrayEquals(new int[] {20, 22}, load.disk());
    assertArrayEquals(new int[] {3, 3}, load.network());
  }

  @Test
  void separatorsAtTheEndOfALineHoldNothing() throws Exception {
    assertArrayEquals(new int[] {1_000, 2_000}, read("time,cpu\n0,10,\n60,20,\n", "").cpu());
  }

  @Test
  void timesOfTodayMayBeMilliseconds() throws Exception {
    MeasuredLoad load = read("time,cpu\n1767225600000,10\n1767225660000,20\n", "");
    assertEquals(60, load.stepSeconds());
    assertArrayEquals(new int[] {1_000, 2_000}, load.cpu());
  }

  @Test
  void theTracesOfAzureAreReadMachineByMachine() throws Exception {
    String text = "0,vmA,1.0,5.0,2.5\n0,vmB,1,9,8\n300,vmA,1,5,3\n300,vmB,1,9,7.25\n";
    assertArrayEquals(new int[] {250, 300}, read(text, "").cpu());
    assertArrayEquals(new int[] {800, 725}, read(text, "vmB").cpu());
    assertEquals(
        "scenario.trace-empty", assertThrows(BadTrace.class, () -> read(text, "vmC")).code());
  }

  @Test
  void whatSadfWritesIsReadOverItsTables() throws Exception {
    MeasuredLoad load =
        read(
            """
            # hostname;interval;timestamp;CPU;%user;%nice;%system;%iowait;%steal;%idle
            web;600;2026-03-02 08:10:01 UTC;-1;10;0;5;1;0;84
            web;600;2026-03-02 08:20:01 UTC;-1;10;0;5;1;0;70
            # hostname;interval;timestamp;kbmemfree;kbavail;kbmemused;%memused
            web;600;2026-03-02 08:10:01 UTC;1;1;1;40
            web;600;2026-03-02 08:20:01 UTC;1;1;1;41
            # hostname;interval;timestamp;proc/s;cswch/s
            web;600;2026-03-02 08:10:01 UTC;1;1
            """,
            "");
    assertEquals(600, load.stepSeconds());
    assertArrayEquals(new int[] {1_600, 3_000}, load.cpu());
    assertArrayEquals(new int[] {4_000, 4_100}, load.memory());
  }

  @Test
  void whatPowerCliAndChartsExportIsRead() throws Exception {
    assertArrayEquals(
        new int[] {1_250, 1_500},
        read(
                """
                "MetricId","Timestamp","Value","Unit"
                "cpu.usage.average","3/2/2026 8:00:00 AM","12.5","%"
                "cpu.usage.average","3/2/2026 8:00:20 AM","15","%"
                "cpu.ready.summation","3/2/2026 8:00:20 AM","99","ms"
                """,
                "")
            .cpu());
    assertArrayEquals(
        new int[] {500, 700},
        read(
                """
                "Time","CPU Usage (Percent)","Disk usage (KBps)"
                "2026-03-02 08:00:00","5","10"
                "2026-03-02 08:00:20","7","11"
                """,
                "")
            .cpu());
  }

  @ParameterizedTest
  @CsvSource({
    "'time,cpu\nx,1\n', scenario.trace-time, 2",
    "'time,cpu\n1,x\n', scenario.trace-number, 2",
    "'time,cpu\n1,-5\n', scenario.trace-number, 2",
    "'time,cpu\n1,NaN\n', scenario.trace-number, 2",
    "'time,cpu\n1,5\n2,12,5\n', scenario.trace-columns, 3",
    "'a,b\n1,2\n', scenario.trace-heading, 1",
    "'time,cpu\n', scenario.trace-empty, 1",
    "'', scenario.trace-empty, 0",
  })
  void whatCannotBeReadIsToldWithItsLine(String text, String code, int line) {
    BadTrace bad = assertThrows(BadTrace.class, () -> read(text, ""));
    assertEquals(code, bad.code());
    assertEquals(line, bad.line());
  }

  @Test
  void itRepeatsOrEnds() throws Exception {
    String text = "time,cpu\n0,1\n60,2\n120,3\n";
    MeasuredLoad again = read(text, "");
    assertEquals(300, again.cpuAt(again.step(SimTime.ZERO.plus(Duration.ofSeconds(150)))));
    assertEquals(200, again.cpuAt(again.step(SimTime.ZERO.plus(Duration.ofSeconds(250)))));
    MeasuredLoad once =
        MeasuredTraceReader.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "")
            .load("a", SimTime.ZERO, false, 2);
    assertEquals(600, once.cpuAt(once.step(SimTime.ZERO.plus(Duration.ofSeconds(150)))));
    assertEquals(0, once.cpuAt(once.step(SimTime.ZERO.plus(Duration.ofSeconds(250)))));
  }

  /** The small site as a scenario whose machines are replaced by those of a rule. */
  private Path scenario(String measured) throws IOException {
    Path file = home.resolve("site.json");
    Blueprint small = SmallSite.of(2, 3);
    ScenarioWriter.write(file, small);
    String text = Files.readString(file);
    int at = text.indexOf("\"workload\"");
    Files.writeString(
        file, text.substring(0, at) + "\"measured\": " + measured + ",\n" + text.substring(at));
    return file;
  }

  private static Blueprint opened(Path file) {
    return assertInstanceOf(ScenarioReader.Result.Read.class, ScenarioReader.read(file))
        .blueprint();
  }

  private static MachineId measured(Blueprint blueprint) {
    return Stream.iterate(0, row -> row + 1)
        .limit(blueprint.inventory().machines().size())
        .map(blueprint.inventory().machines()::get)
        .filter(machine -> machine.guest().measured().isPresent())
        .map(Machine::id)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aMachineAsksForWhatWasMeasuredAndItComesThroughExportAndImages() throws Exception {
    Files.writeString(
        home.resolve("m.csv"), "time,cpu,memory,network\n0,40,50,2000\n300,60,30,10\n");
    Blueprint blueprint = opened(scenario("{\"file\": \"m.csv\"}"));
    MachineId id = measured(blueprint);
    Path again = home.resolve("again.json");
    ScenarioWriter.write(again, blueprint);
    Files.delete(home.resolve("m.csv"));
    Blueprint second = opened(again);
    assertEquals(
        blueprint.inventory().machine(id).guest().measured(),
        second.inventory().machine(id).guest().measured());
    Worlds worlds = Worlds.of(second);
    worlds.world().set(worlds.machine(id.value()).withPower(PowerState.POWERED_ON));
    worlds.pass(Duration.ofSeconds(40));
    worlds = worlds.throughAnImage();
    assertEquals(0.4 * 2 * 2_600, worlds.world().figures().get(id, Metric.CPU_DEMAND), 1);
    assertEquals(0.5 * 4_096, worlds.world().figures().get(id, Metric.MEMORY_GRANTED), 1);
    assertEquals(2_000, worlds.world().figures().get(id, Metric.NETWORK_RATE), 60);
    worlds.pass(Duration.ofMinutes(5));
    assertEquals(0.6 * 2 * 2_600, worlds.world().figures().get(id, Metric.CPU_DEMAND), 1);
    // It keeps what it used once.
    assertEquals(0.5 * 4_096, worlds.world().figures().get(id, Metric.MEMORY_GRANTED), 1);
    assertEquals(0.3 * 4_096, worlds.world().figures().get(id, Metric.MEMORY_ACTIVE), 2);
  }

  @Test
  void aFolderGivesEachMachineOfARuleItsOwn() throws Exception {
    Path folder = Files.createDirectories(home.resolve("traces"));
    Files.writeString(folder.resolve("1.csv"), "time,cpu\n0,40\n300,60\n");
    Files.writeString(folder.resolve("2.csv"), "time,cpu\n0,10\n300,20\n");
    Path file = scenario("{\"folder\": \"traces\", \"scalePercent\": 50}");
    Blueprint blueprint = opened(file);
    MeasuredLoad load =
        blueprint.inventory().machine(measured(blueprint)).guest().measured().orElseThrow();
    assertEquals("traces/1.csv", load.source());
    assertArrayEquals(new int[] {2_000, 3_000}, load.cpu());
  }

  @Test
  void aFileThatIsNotThereOrLiesElsewhereIsRefusedWithItsPlace() throws Exception {
    for (String name : List.of("none.csv", "../site.json", "/etc/passwd")) {
      ScenarioReader.Result result = ScenarioReader.read(scenario("{\"file\": \"" + name + "\"}"));
      var faulty = assertInstanceOf(ScenarioReader.Result.Faulty.class, result);
      assertTrue(
          faulty.problems().stream().anyMatch(p -> p.code().equals("scenario.trace-no-file")),
          faulty.problems().toString());
    }
  }
}
