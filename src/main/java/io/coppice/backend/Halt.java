package io.coppice.backend;

import io.coppice.model.Problem;

/**
 * A simulated site that stands still before an event which failed. Nothing of the event is in the
 * site; the clock can be let go to try it again, or the event be left out.
 *
 * @param why names the event and its cause
 * @param report for whoever mends the program: the event with its data, and where it failed
 */
public record Halt(Problem why, String report) {}
