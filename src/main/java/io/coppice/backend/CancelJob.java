package io.coppice.backend;

import io.coppice.model.EntityId;

/** Asks a job to stop. What it did so far is undone or left as the real one would leave it. */
@OperationTraits(name = "CancelJob", icon = "CANCELLED", lock = TargetLock.NONE)
public record CancelJob(JobId job, EntityId target) implements Operation {}
