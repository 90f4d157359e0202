/**
 * Predicts what becomes of a ping: the forwarding of Linux, carried out on a {@link
 * io.coppice.model.overlay.NetworkState} with a clock of its own. Bridges learn and flood, tunnels
 * learn their peers and replicate, neighbours are asked for, kept and forgotten as the kernel does,
 * routes are chosen, packets too large are cut or refused. The source of each rule is the kernel's
 * own code; where it is random (the seed of the multipath hash) every choice is tried.
 *
 * <p>Single-threaded; a {@link io.coppice.model.overlay.predict.Predictor} belongs to one thread.
 */
package io.coppice.model.overlay.predict;
