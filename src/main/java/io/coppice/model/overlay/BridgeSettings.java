package io.coppice.model.overlay;

/**
 * What a bridge is set to.
 *
 * @param vlanAware frames belong to VLANs and ports to sets of them
 * @param defaultVlan of untagged frames where ports say nothing; 0 if there is none
 * @param ageing of learned entries, in seconds; 0 floods always
 */
public record BridgeSettings(
    boolean vlanAware, int defaultVlan, int ageing, boolean stp, boolean multicastSnooping) {
  public static final BridgeSettings PLAIN = new BridgeSettings(false, 1, 300, false, true);
}
