package io.coppice.model.fork.elastic;

import io.coppice.model.SimTime;

/**
 * An interval of a group's load, for charts.
 *
 * @param at when it ended
 * @param requests that came
 * @param members that were there at its end, starting ones too
 * @param busy members that served at its end
 * @param waiting requests that waited at its end
 * @param refused requests that found the budget used up and were turned away
 * @param p50 microseconds from a request coming until a member began to serve it, of those in the
 *     interval
 * @param p95 likewise
 * @param memory bytes the members cost at its end
 */
public record ElasticSample(
    SimTime at,
    int requests,
    int members,
    int busy,
    int waiting,
    int refused,
    int p50,
    int p95,
    long memory) {}
