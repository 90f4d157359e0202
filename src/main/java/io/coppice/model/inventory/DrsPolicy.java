package io.coppice.model.inventory;

import java.util.List;

/**
 * How a cluster with DRS places and balances (vSphere Resource Management, "Using DRS Clusters to
 * Manage Resources").
 *
 * @param threshold 1 (only what rules and maintenance demand) to 5 (any improvement)
 */
public record DrsPolicy(Automation automation, int threshold, List<AffinityRule> rules) {
  public static final int MOST_CONSERVATIVE = 1;
  public static final int MOST_AGGRESSIVE = 5;

  /** As a cluster is made: everything by itself, the threshold in the middle, no rules. */
  public static final DrsPolicy STANDARD = new DrsPolicy(Automation.FULLY, 3, List.of());

  public DrsPolicy {
    rules = List.copyOf(rules);
  }

  /** What DRS does by itself. */
  public enum Automation {
    /** It recommends, also where a machine is powered on. */
    MANUAL,
    /** It places what is powered on, and recommends migrations. */
    PARTLY,
    /** It places and migrates. */
    FULLY
  }

  public DrsPolicy withRules(List<AffinityRule> changed) {
    return new DrsPolicy(automation, threshold, changed);
  }

  /** The same automation and threshold with what is here of rules. */
  public DrsPolicy with(Automation changed, int changedThreshold) {
    return new DrsPolicy(changed, changedThreshold, rules);
  }
}
