package io.coppice.sim.world;

/**
 * What a job under way needs to remember, as a record; kept in the world beside the job, removed
 * when the job ends.
 */
public interface ProcedureState {}
