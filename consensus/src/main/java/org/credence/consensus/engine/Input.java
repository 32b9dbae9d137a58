package org.credence.consensus.engine;

import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Epoch;

/** What can happen to an engine. */
public sealed interface Input {

    /** The first input, once: the stored chain and this member's own durable promises. Recovery enters here too. */
    record Started(ChainView chain, Promises promises) implements Input {}

    /**
     * The epoch after the present one begins: the world has executed the last block of the present one and will not
     * lose it. Everything that was promised in the old epoch is void.
     */
    record EpochBegan(Epoch epoch) implements Input {}

    /** A message whose signatures have been checked. */
    record Received(Verified<? extends Message.Protocol> message) implements Input {}

    /** A batch of this member's own, signed, with the next sequence; see {@link Status#nextBatch}. */
    record Submitted(Batch batch) implements Input {}

    /** A timer armed earlier has run out. One that was disarmed or armed anew since must not be delivered. */
    record Elapsed(Timer timer) implements Input {}

    /**
     * Answer to {@link Effect.Build}.
     *
     * @param parent      the parent asked about
     * @param timeMs      clock of this member, milliseconds since 1970
     * @param stateHeight highest decided height executed here
     * @param stateRoot   state root after it
     */
    record Built(Digest parent, long timeMs, long stateHeight, Digest stateRoot) implements Input {}

    /**
     * Answer to {@link Effect.Check}: whether the block's time and state root hold against this member's clock and
     * state.
     */
    record Checked(Digest block, boolean valid) implements Input {}
}
