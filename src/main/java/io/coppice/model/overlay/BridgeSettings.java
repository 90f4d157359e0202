package io.coppice.model.overlay;

/**
 * What a bridge is set to.
 *
 * @param vlanAware frames belong to VLANs and ports to sets of them
 * @param defaultVlan of untagged frames where ports say nothing; 0 if there is none
 * @param ageing of learned entries, in seconds; 0 floods always
 * @param trunks ports of which nothing is said carry every VLAN and untagged frames (Open vSwitch);
 *     Linux's carry the default VLAN
 * @param flows what a controller set decides, and nobody collected that
 */
public record BridgeSettings(
    boolean vlanAware,
    int defaultVlan,
    int ageing,
    boolean stp,
    boolean multicastSnooping,
    boolean trunks,
    boolean flows) {
  public static final BridgeSettings PLAIN = new BridgeSettings(false, 1, 300, false, true);

  /** A bridge of Linux. */
  public BridgeSettings(
      boolean vlanAware, int defaultVlan, int ageing, boolean stp, boolean multicastSnooping) {
    this(vlanAware, defaultVlan, ageing, stp, multicastSnooping, false, false);
  }
}
