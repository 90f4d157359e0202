package io.coppice.testkit;

import io.coppice.model.EntityId.Kind;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.blueprint.GroupPlan;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.ScenarioWriter;
import io.coppice.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A world that is written as a scenario and opened again. */
public final class ExportedWorld {
  private ExportedWorld() {}

  /** What is exported of a world as it stands. */
  public static Blueprint of(World world) {
    return new Blueprint(
        "exported",
        "Exported",
        "",
        world.now(),
        world.seed(),
        world.inventory().freeze(),
        GroupPlan.of(world.forks(), world.now()),
        world.fabric());
  }

  /** The text of the file that an export writes. */
  public static String text(Blueprint exported) throws IOException {
    Path file = Files.createTempFile("exported", ".json");
    try {
      return switch (ScenarioWriter.write(file, exported)) {
        case ScenarioWriter.Result.Written _ -> Files.readString(file);
        case ScenarioWriter.Result.Unreadable unreadable -> throw unread(unreadable.problems());
      };
    } finally {
      Files.delete(file);
    }
  }

  private static AssertionError unread(List<Problem> problems) {
    Messages words = new Messages(Locale.ENGLISH);
    return new AssertionError(problems.stream().map(words::what).toList());
  }

  /** What is read of the file that an export wrote. */
  public static Blueprint again(Blueprint exported) throws IOException {
    Path file = Files.createTempFile("exported", ".json");
    try {
      Files.writeString(file, text(exported));
      return switch (ScenarioReader.read(file)) {
        case ScenarioReader.Result.Read read -> read.blueprint();
        case ScenarioReader.Result.Faulty faulty -> throw unread(faulty.problems());
      };
    } finally {
      Files.delete(file);
    }
  }

  /**
   * What each machine that runs asks for, in words that do not hang on ids, sorted. A child that
   * was called off is no machine of the file: where it had been resumed but was not ready when it
   * was exported, it runs only in the world that is opened without a file.
   */
  public static List<String> loads(World world) {
    List<String> loads = new ArrayList<>();
    for (int row = 0; row < world.inventory().machines().size(); row++) {
      Machine machine = world.inventory().machines().get(row);
      boolean calledOff =
          machine != null
              && world
                  .forks()
                  .member(machine.id())
                  .filter(member -> member.state() == ForkMember.State.FAILED)
                  .isPresent();
      if (machine != null && machine.isOn() && !calledOff) {
        loads.add(
            machine.name()
                + ' '
                + machine.hardware().nics().stream().map(nic -> nic.mac().toString()).toList()
                + " asks for "
                + world.figures().column(Kind.MACHINE, Metric.CPU_DEMAND).get(row)
                + " MHz");
      }
    }
    return loads.stream().sorted().toList();
  }
}
