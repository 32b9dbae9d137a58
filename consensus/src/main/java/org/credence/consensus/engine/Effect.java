package org.credence.consensus.engine;

import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.Block;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;

/** What an engine needs from the world: the whole of it. */
public sealed interface Effect {

    /** Make this durable before any message of the same run of inputs leaves. */
    record Persist(Promise promise) implements Effect {}

    /** Send to other members. The engine delivers to itself inside. */
    record Send(Audience audience, Message message) implements Effect {}

    /** Deliver {@link Input.Elapsed} after the delay; replaces a timer equal to this one. */
    record Arm(Timer timer, long delayMicros) implements Effect {}

    /** Forget the timer, if it is armed. */
    record Disarm(Timer timer) implements Effect {}

    /** Wanted for a block on {@code parent}: clock and executed state. Answered by {@link Input.Built}. */
    record Build(Digest parent, long height) implements Effect {}

    /**
     * Compare the block's time with the clock and its state root with the executed state at its state height; wait with
     * the answer while that height is not executed yet. A block no later than its parent is never too early: where a
     * liar has taken the chain ahead of a correct leader's clock, that leader's blocks bear their parent's time, and a
     * slower clock is no reason to leave it. Answered by {@link Input.Checked}.
     *
     * @param parentMs time of the block's parent, milliseconds since 1970; 0 if that is not known
     */
    record Check(Block block, long parentMs) implements Effect {}

    /** Keep this body for execution; losing it costs a transfer, not safety. */
    record Keep(Batch batch) implements Effect {}

    /** The member's own batch of this sequence has its certificate: the next may follow. */
    record Certified(long sequence) implements Effect {}

    /**
     * Decided: can never be undone. Ascending heights without gaps, each once. To be written into the log in its place
     * among the promises, as {@link Promise.Decided}; that alone needs no sync.
     */
    record Commit(Decision decision) implements Effect {}

    /** Proof of a member's misbehaviour, found here or shown by another; once per culprit, view and kind. */
    record Accuse(Evidence evidence) implements Effect {}

    /** An input that changed nothing, and why. */
    record Ignored(Reason reason, int sender) implements Effect {}

    /** The view changed. */
    record Moved(long from, long to, Cause cause) implements Effect {}
}
