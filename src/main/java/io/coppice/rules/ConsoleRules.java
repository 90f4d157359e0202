package io.coppice.rules;

import io.coppice.backend.ConsoleOperation;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.SiteIndex;

/** Rules of what is typed at a machine. */
final class ConsoleRules {
  private ConsoleRules() {}

  static void check(ConsoleOperation operation, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, operation.target())) {
      return;
    }
    Machine machine = index.inventory().machine(operation.target());
    MachineRules.on(machine, verdicts);
    if (operation instanceof ConsoleOperation.Enter enter) {
      verdicts.need(
          "line",
          isLine(enter.line()),
          () ->
              Problem.error(
                  "console.no-line", machine.id(), machine.name(), ConsoleOperation.LONGEST_LINE));
    }
  }

  private static boolean isLine(String line) {
    return line.length() <= ConsoleOperation.LONGEST_LINE
        && line.chars().noneMatch(Character::isISOControl);
  }
}
