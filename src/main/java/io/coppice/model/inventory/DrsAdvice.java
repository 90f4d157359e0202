package io.coppice.model.inventory;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import java.util.List;

/**
 * What DRS found when it last looked at a cluster.
 *
 * @param looked when
 * @param imbalance standard deviation of the hosts' loads, permille of a host's capacity
 * @param moves what it recommends, the most urgent first
 * @param bound machines it left where they are, since they cannot move: of fork groups or with
 *     devices passed through
 */
public record DrsAdvice(SimTime looked, int imbalance, List<Move> moves, int bound) {
  /** DRS has not looked yet. */
  public static final DrsAdvice NONE = new DrsAdvice(SimTime.ZERO, 0, List.of(), 0);

  public DrsAdvice {
    moves = List.copyOf(moves);
  }

  /** Why a move is recommended. */
  public enum Reason {
    /** The host is loaded more than others with processor work. */
    PROCESSORS,
    /** The host is loaded more than others with memory. */
    MEMORY,
    /** A rule asks for it. */
    RULE
  }

  /**
   * One recommended migration.
   *
   * @param number names it within the cluster until DRS looks again
   * @param priority 1 (a rule is broken) to 5 (a slight gain)
   * @param rule the name of the rule, where one is the reason
   * @param before load of the host it leaves, permille of its capacity
   * @param after the same once it has moved
   * @param gain permille of imbalance that the move takes away
   */
  public record Move(
      int number,
      MachineId machine,
      HostId from,
      HostId to,
      int priority,
      Reason reason,
      String rule,
      int before,
      int after,
      int gain) {}

  public DrsAdvice without(int number) {
    return new DrsAdvice(
        looked, imbalance, moves.stream().filter(move -> move.number() != number).toList(), bound);
  }
}
