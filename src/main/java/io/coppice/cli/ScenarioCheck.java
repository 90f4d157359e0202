package io.coppice.cli;

import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Inventory;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import java.io.PrintWriter;

/**
 * {@code coppice scenario check FILE}: reads a scenario and tells every fault, or what is in it.
 */
final class ScenarioCheck {
  private final Messages words;

  ScenarioCheck(Messages words) {
    this.words = words;
  }

  /** The exit code: 0 if the file can be opened. */
  int run(String source, PrintWriter out, PrintWriter err) {
    return switch (Scenarios.read(source)) {
      case ScenarioReader.Result.Read read -> {
        Inventory inventory = read.blueprint().inventory();
        out.println(
            words.get(
                "cli.scenario.good",
                read.blueprint().title(),
                inventory.clusters().count(),
                inventory.hosts().count(),
                inventory.machines().count(),
                inventory.datastores().count()));
        yield 0;
      }
      case ScenarioReader.Result.Faulty faulty -> {
        for (Problem problem : faulty.problems()) {
          err.println(words.what(problem) + ' ' + words.cure(problem));
        }
        yield 1;
      }
    };
  }
}
