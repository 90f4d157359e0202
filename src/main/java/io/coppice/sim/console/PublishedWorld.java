package io.coppice.sim.console;

import io.coppice.backend.Snapshot;
import io.coppice.sim.guest.Guests;

/** A world as it was published, with its guests; immutable by use: the guests are a copy. */
public record PublishedWorld(Snapshot snapshot, Guests guests) {}
