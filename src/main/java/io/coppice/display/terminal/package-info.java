/**
 * A terminal of the VT family over any stream of bytes: what serial consoles speak. The control
 * functions are those of ECMA-48 and DEC's VT510 reference manual, with xterm's additions ("XTerm
 * Control Sequences", Thomas Dickey); where these leave something open, it is as xterm does it.
 */
package io.coppice.display.terminal;
