/**
 * Snapshots: taking, going back, consolidating. What a machine writes after a snapshot lies in that
 * snapshot's delta; {@link io.coppice.rules.SnapshotConsolidation} says what becomes of deltas when
 * snapshots go.
 */
package io.coppice.sim.ops.snapshot;
