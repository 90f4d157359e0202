package io.coppice.backend;

/**
 * Something a site may be able to do at all. What it cannot is not offered on the screens; what is
 * asked of it nevertheless is refused with the reason.
 */
public enum Capability {
  /** Takes operations. A site without it is only read: every operation is refused. */
  OPERATIONS,

  /** Has a clock that can be stopped and turned; {@link Backend#time} is present exactly then. */
  CLOCK,

  /** Faults can be put into it: hosts crash, links are cut, datastores fill. */
  FAULTS,

  /** Machines are forked and share memory and disks. */
  FORKS,

  /** Shows the screen of a machine; {@link Backend#consoles} is present exactly then. */
  CONSOLES,

  /** Knows overlay networks: segments, endpoints, the fabric below. */
  OVERLAYS
}
