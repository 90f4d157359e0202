package io.coppice.model.overlay.fault;

/** The kinds of faults that are told apart. */
public enum FaultKind {
  /** A segment's MTU is above what the underlay carries for it. */
  MTU_ABOVE_UNDERLAY,
  /** Two ends of one link, or ports of one segment, have different MTUs. */
  MTU_DIFFERS,
  /** Endpoints of one segment use different ports. */
  PORT_DIFFERS,
  /** Endpoints that are each other's peers have different segment ids. */
  ID_DIFFERS,
  /** An endpoint does not flood to another of its segment. */
  FLOOD_MISSING,
  /** A flood entry names a peer that has no endpoint of the segment. */
  FLOOD_DANGLING,
  /** One Ethernet address stands at two places of a segment. */
  MAC_TWICE,
  /** A row names an Ethernet address that nobody has, or a peer behind which it is not. */
  MAC_ELSEWHERE,
  /** One IP address stands at two places of a segment or underlay. */
  ADDRESS_TWICE,
  /** A device that traffic needs is down or has no carrier. */
  DEVICE_DOWN,
  /** A tunnel's local address is on no device of its node. */
  LOCAL_ADDRESS_MISSING,
  /** There is no route to a peer, or to what a route goes by. */
  ROUTE_MISSING,
  /** A route drops what it matches. */
  ROUTE_BLACK_HOLE,
  /** Routes lead in a circle. */
  ROUTE_LOOP,
  /** Two tunnel devices of a node want the same port and id. */
  PORT_SHARED,
  /** The neighbour that a route goes by does not answer, or has another address. */
  NEIGHBOUR_WRONG,
  /** A port of a bridge lacks the VLAN that the others of its segment have, or does not forward. */
  BRIDGE_PORT,
  /** An endpoint is in no bridge and has no address, so it connects nothing. */
  ENDPOINT_UNUSED,
  /** A middlebox on the way between endpoints of a segment drops its packets. */
  MIDDLEBOX
}
