package org.credence.consensus.engine;

import java.util.List;

/**
 * One replica's consensus: a pure state machine that one thread drives. The same inputs at the same times always give
 * the same effects.
 * The node drives it with sockets, disks and clocks; the simulator drives the same object with a seed.
 */
public interface Engine {

    /**
     * Takes one input and returns what must now happen, in order. Whoever drives makes every {@link Effect.Persist} of
     * a drained run of
     * inputs durable before any {@link Effect.Send} of that run leaves.
     *
     * @param nowMicros a clock that never goes back; only differences matter
     */
    List<Effect> step(long nowMicros, Input input);

    /** Where it stands and what it waits for. Call it from the driving thread. */
    Status status();
}
