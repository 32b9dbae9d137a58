package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.kernel.BlockTree.Place;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/**
 * A member's seat in the committee: who it is, how it signs, and the effects of the step it is in. What every engine
 * has
 * and the parts that engines share need.
 */
public abstract class Seat {

    private final Epoch epoch;
    private final int self;
    private final Signer signer;
    private final Timing timing;
    private List<Effect> effects = new ArrayList<>();
    private long now;

    /**
     * @param self this member's index in the committee; its key is the signer's
     */
    protected Seat(Epoch epoch, int self, Signer signer, Timing timing) {
        Committee committee = epoch.committee();
        if (!committee.has(self) || !committee.key(self).equals(signer.publicKey())) {
            throw new IllegalArgumentException("self: member " + self + " of the committee has another key");
        }
        this.epoch = epoch;
        this.self = self;
        this.signer = signer;
        this.timing = timing;
    }

    /** Highest decided height. */
    public abstract long height();

    /** Per author, the sequence that its next batch must have above the decided head. */
    public abstract List<Long> nextSequences();

    /** The member that orders what is certified, if one is known. */
    public abstract OptionalInt orderer();

    public final Epoch epoch() {
        return epoch;
    }

    public final Committee committee() {
        return epoch.committee();
    }

    /** Whether the epoch's last block is decided: nothing is proposed, voted for or waited for any more. */
    public final boolean complete() {
        return height() >= epoch.last();
    }

    public final Quorum quorum() {
        return committee().quorum();
    }

    public final int self() {
        return self;
    }

    public final Timing timing() {
        return timing;
    }

    /**
     * A block of this member on {@code parent}. It bears the clock's time, but none before its parent's: if the chain
     * is ahead of the clock, its parent's, which no member finds too early.
     *
     * @param opening hash of what opened the view; zero if blocks do not bear it
     */
    public final Block block(Place parent, long view, Digest opening, Input.Built built, List<BatchRef> batches) {
        Header header = new Header(committee().chainId(), committee().epoch(), view, parent.height() + 1, parent.id(),
                Block.payloadRoot(batches), self, Math.max(parent.timeMs(), built.timeMs()), opening,
                built.stateHeight(), built.stateRoot());
        return Block.of(header, batches);
    }

    /** A step begins. */
    public final void begin(long nowMicros) {
        now = nowMicros;
        effects = new ArrayList<>();
    }

    /** The effects of the step, in order. */
    public final List<Effect> end() {
        return effects;
    }

    /** When the step began, in microseconds. */
    public final long now() {
        return now;
    }

    public final void emit(Effect effect) {
        effects.add(effect);
    }

    public final void persist(Promise promise) {
        emit(new Effect.Persist(promise));
    }

    public final void sendOthers(Message message) {
        emit(new Effect.Send(new Audience.Others(), message));
    }

    /** Sends to one member, unless it is this one. */
    public final void sendTo(int member, Message message) {
        if (member != self) {
            emit(new Effect.Send(new Audience.One(member), message));
        }
    }

    public final void arm(Timer timer, long delayMicros) {
        emit(new Effect.Arm(timer, delayMicros));
    }

    public final void disarm(Timer timer) {
        emit(new Effect.Disarm(timer));
    }

    public final void ignore(Reason reason, int sender) {
        emit(new Effect.Ignored(reason, sender));
    }

    public final Signature sign(Digest statement) {
        return signer.sign(statement);
    }
}
