package io.coppice.backend;

import io.coppice.model.EntityId.MachineId;

/**
 * What somebody who sits in front of a simulated machine does: a line is an operation like any
 * other, so that what a guest did comes back with the site's past. Keys before the line's end are
 * none, and a password is never one.
 */
public sealed interface ConsoleOperation extends Operation {
  /** Characters of a line at most; a terminal's own limit is 4,095 (termios(3), canonical mode). */
  int LONGEST_LINE = 4095;

  @Override
  MachineId target();

  /** A line was typed and ended. At a password's prompt it is empty, whatever was typed. */
  @OperationTraits(
      name = "Console.Enter",
      icon = "CONSOLE",
      lock = TargetLock.NONE,
      needs = Capability.CONSOLES)
  record Enter(MachineId target, String line) implements ConsoleOperation {}

  /** Ctrl+C: what runs in front ends, and what was typed is dropped. */
  @OperationTraits(
      name = "Console.Interrupt",
      icon = "CONSOLE",
      lock = TargetLock.NONE,
      needs = Capability.CONSOLES)
  record Interrupt(MachineId target) implements ConsoleOperation {}
}
