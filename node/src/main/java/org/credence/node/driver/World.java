package org.credence.node.driver;

import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;

/** What a {@link Driver} finds around it. Called from the driver's thread alone; only {@link #sync} may wait. */
public interface World {

    /** Takes a promise into the log's buffer. */
    void persist(Promise promise);

    /**
     * Makes every promise taken so far durable. Whatever it throws stops the node: a member that cannot remember must
     * not sign.
     */
    void sync();

    void send(Audience audience, Message message);

    /** Keeps a batch's body for execution. */
    void keep(Batch batch);

    /** The member's own batch of this sequence has its certificate. */
    void certified(long sequence);

    void decided(Decision decision);

    /** The clock and the executed state, for a block on {@code parent}. */
    Input.Built built(Digest parent);

    /**
     * Whether the block's time and state root hold; empty if that cannot be said yet and {@link Driver#answer} will
     * bring it.
     */
    Optional<Boolean> check(Effect.Check check);

    void accused(Evidence evidence);

    void ignored(Reason reason, int sender);

    void moved(long from, long to, Cause cause);

    /** The engine or the log failed. Nothing will be signed or sent any more. Called once, last. */
    void halted(Throwable failure);
}
