package io.coppice.model.overlay;

/** What a network device is. */
public enum DeviceKind {
  PHYSICAL,
  LOOPBACK,
  VETH,
  TAP,
  BRIDGE,
  VLAN,
  TUNNEL,
  BOND,
  VRF,
  MACVLAN,
  DUMMY,
  /** A kind that nothing is known about but its name. */
  OTHER
}
