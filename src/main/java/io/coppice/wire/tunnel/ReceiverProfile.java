package io.coppice.wire.tunnel;

/** Whose rules decide what a receiving endpoint drops. Sending is strict whatever the profile. */
public enum ReceiverProfile {
  /** The letter of the RFCs and drafts: reserved bits are ignored on receipt. */
  RFC,
  /** The Linux kernel's vxlan, gre and geneve devices (6.18): unknown bits drop the frame. */
  LINUX,
  /** Open vSwitch's user-space datapath (3.1). */
  OVS
}
