package io.coppice.sim.flow;

import io.coppice.sim.world.SimEvent;

/** A flow is to be looked at: it is done, or its progress is told. */
public record FlowDue(int job, long generation) implements SimEvent {}
