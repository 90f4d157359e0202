package io.coppice.bench;

import io.coppice.backend.Backend;
import io.coppice.backend.InventoryOperation.SetNotes;
import io.coppice.backend.MachineOperation.PowerOff;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.Operation;
import io.coppice.backend.Speed;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.session.LiveSession;
import io.coppice.store.StoreOpening;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.ShowFloor;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Reopens the show floor after a kill, with 10,000 operations in its journal. One process works and
 * is killed; another one opens, and the time is that from its first line to the first snapshot of a
 * site that goes on. Once with all 10,000 after the last checkpoint, which the recorder never lets
 * happen, and once with checkpoints as they come.
 */
public final class ReopenBench implements Bench {
  private static final int OPERATIONS = 10_000;
  private static final int BATCH = 20;

  @Override
  public String name() {
    return "reopen";
  }

  @Override
  public void run(Out out) throws Exception {
    measure(out, "replay-all", Duration.ofHours(1));
    measure(out, "checkpoints", LiveSession.Parts.PULSE);
  }

  private static void measure(Out out, String metric, Duration pulse) throws Exception {
    Path folder = Files.createTempDirectory("coppice-reopen");
    try {
      List<String> worked = speak("work", folder, pulse);
      List<String> opened = speak("open", folder, pulse);
      out.figure(metric + "-acknowledged", Double.parseDouble(worked.getLast()), "operations");
      out.figure(metric, Double.parseDouble(opened.get(0)), "ms");
      out.figure(metric + "-with-jvm-start", Double.parseDouble(opened.get(1)), "ms");
      out.figure(metric + "-replayed", Double.parseDouble(opened.get(2)), "operations");
      out.figure(metric + "-thread", Double.parseDouble(opened.get(3)), "ms");
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** What a child says until it says DONE; then it is killed. */
  private static List<String> speak(String what, Path folder, Duration pulse) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "-Xmx2g",
            "-XX:+UseSerialGC",
            "-XX:MetaspaceSize=96m",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(PackagedOptions.all());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            ReopenBench.class.getName(),
            what,
            folder.toString(),
            pulse.toString()));
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> said = new ArrayList<>();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("DONE")) {
          // Destroying the process itself would close what it has said.
          child.toHandle().destroyForcibly();
        } else {
          said.add(line);
        }
      }
    }
    child.waitFor();
    return said;
  }

  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    int[] replayed = {0};
    Blueprint blueprint = ShowFloor.build();
    long described = System.nanoTime();
    StoreOpening opening = StoreOpening.of(Path.of(args[1]), InstantSource.system());
    LiveSession session =
        LiveSession.open(
            new LiveSession.Parts(
                ((StoreOpening.Ready) opening).store(),
                (past, log) -> {
                  Backend opened = Sessions.sims().open(past, log);
                  replayed[0] = past.since().size();
                  return opened;
                },
                Sessions.library(blueprint),
                InstantSource.system(),
                Duration.parse(args[2])),
            Optional.empty(),
            blueprint.source());
    if (args[0].equals("open")) {
      long ready = System.nanoTime();
      long jvm =
          Duration.between(
                  ProcessHandle.current().info().startInstant().orElseThrow(), Instant.now())
              .toMillis();
      System.out.println((ready - described) / 1e6);
      // What a kept world does not need is not counted: describing the scenario.
      System.out.println(jvm - (described - start) / 1e6);
      System.out.println(replayed[0]);
      // on a machine that others use too: the processor's time of the thread that opens
      System.out.println(
          ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6
              - (described - start) / 1e6);
    } else {
      System.out.println(work(session, blueprint));
    }
    System.out.println("DONE");
  }

  private static long work(LiveSession session, Blueprint blueprint) {
    session.site().time().orElseThrow().setSpeed(Speed.X60);
    Random random = new Random(1);
    int machines = blueprint.inventory().machines().size();
    long acknowledged = 0;
    while (acknowledged < OPERATIONS) {
      List<Operation> batch = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        MachineId machine = new MachineId(random.nextInt(machines));
        batch.add(
            switch (random.nextInt(3)) {
              case 0 -> new PowerOn(machine);
              case 1 -> new PowerOff(machine);
              default -> new SetNotes(machine, "note " + acknowledged);
            });
      }
      acknowledged +=
          session.submit("Work", batch).toCompletableFuture().join().stream()
              .filter(io.coppice.backend.Outcome.Accepted.class::isInstance)
              .count();
    }
    return acknowledged;
  }
}
