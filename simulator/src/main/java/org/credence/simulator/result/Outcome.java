package org.credence.simulator.result;

import java.util.Optional;
import org.credence.base.Digest;

/**
 * What became of one seed.
 *
 * @param decidedHeight highest height that a correct member decided
 * @param view          highest view that a correct member reached
 * @param messages      messages that members sent, one per receiver
 * @param events        inputs that engines took
 * @param kept          blocks, votes, bodies and the like that disks and checks hold at the end: however long the world
 *                      lasts, a bounded number
 * @param virtualMicros virtual time at the end
 * @param swarm         the faults drawn, in words
 * @param traceHash     rolling SHA-256 over every event: equal for equal seeds
 */
public record Outcome(long seed, long decidedHeight, long view, long messages, long events, long kept,
        long virtualMicros, String swarm, Digest traceHash, Optional<Violation> violation) {}
