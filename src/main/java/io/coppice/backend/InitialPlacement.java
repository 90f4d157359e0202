package io.coppice.backend;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import java.util.List;

/**
 * Recommends where machines that are off are powered on (vSphere Resource Management, "DRS Initial
 * Placement"), by the same rules by which the site itself places them. Pure; any thread, slow for
 * many machines at once.
 */
public interface InitialPlacement {
  /** Why a host is recommended, or what speaks against it. */
  enum Why {
    /** It has the lowest load of those that can take the machine. */
    LEAST_LOADED,
    /** It can take the machine, but others are less loaded. */
    MORE_LOADED,
    /** A rule keeps the machine together with others that run there. */
    TOGETHER,
    /** A rule keeps the machine apart from others, of which none runs there. */
    APART,
    /** A rule says that it runs only on some hosts, and this is one. */
    MUST_RUN_ON,
    /** A rule prefers some hosts, and this is one. */
    SHOULD_RUN_ON,
    /** Others that a rule wants it together with run elsewhere. */
    NOT_TOGETHER,
    /** A rule prefers other hosts. */
    SHOULD_RUN_ELSEWHERE
  }

  /**
   * One reason.
   *
   * @param rule the name of the rule, empty where none is the reason
   */
  record Reason(Why why, String rule) {}

  /**
   * A host that can take a machine.
   *
   * @param processors permille of its processors that are asked for now; what the machine will ask
   *     for is not known before it runs
   * @param memoryBefore permille of its memory that running machines are configured with
   * @param memoryAfter the same with this machine
   */
  record Choice(
      HostId host, List<Reason> reasons, int processors, int memoryBefore, int memoryAfter) {
    public Choice {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * What is recommended for one machine.
   *
   * @param choices hosts that can take it, the best first
   * @param obstacles why the other hosts cannot, one for each
   */
  record Advice(MachineId machine, List<Choice> choices, List<Problem> obstacles) {
    public Advice {
      choices = List.copyOf(choices);
      obstacles = List.copyOf(obstacles);
    }
  }

  /**
   * What is recommended for machines that are powered on together: each as if those before it ran
   * where it is best for them. Machines that are gone, or whose host stands alone, are left out.
   */
  List<Advice> advise(List<MachineId> machines, Snapshot on);
}
