/**
 * Overlay networks: segments, tunnel endpoints, the fabric beneath them, and what becomes of a
 * frame.
 *
 * <p>One state serves every site. A simulated network produces a {@link
 * io.coppice.model.overlay.NetworkState} from its tables; the import of real hosts produces one
 * from what the hosts said, with a {@link io.coppice.model.overlay.Proof} beside every row. What is
 * drawn, traced and diagnosed is this state alone. {@code trace} answers what would become of a
 * frame; {@code diagnose} says what is wrong and what would mend it.
 */
package io.coppice.model.overlay;
