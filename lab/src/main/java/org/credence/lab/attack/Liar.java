package org.credence.lab.attack;

import java.util.ArrayList;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Status;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.SignedBlock;
import org.credence.crypto.Signer;

/** A member that lies by script: a correct engine of either form, whose inputs and messages pass through a filter. */
abstract class Liar implements Engine {

    /** Makes the liar out of the correct member it replaces. */
    interface Maker {
        Engine of(Part part);
    }

    /** The member that is to lie: its engine, its place in the committee and its key. */
    record Part(Engine inside, Committee committee, int self, Signer signer) {

        SignedBlock sign(Block block) {
            return new SignedBlock(block, signer.sign(block.id()));
        }

        Message.Change sign(ViewChange change) {
            return new Message.Change(change.signed(signer.sign(change.statement(committee.chainId()))));
        }
    }

    /** A place to put where a signature will be. */
    static final Signature UNSIGNED = new Signature(Digest.ZERO, Digest.ZERO);

    private final Part part;

    Liar(Part part) {
        this.part = part;
    }

    Part part() {
        return part;
    }

    /** Whether the engine inside may see the input. */
    boolean admits(Input input) {
        return true;
    }

    /** What {@code to} is sent in place of {@code message}; nothing, if it is kept back. */
    abstract List<Message> told(int to, Message message);

    @Override
    public final List<Effect> step(long nowMicros, Input input) {
        if (!admits(input)) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>();
        for (Effect effect : part.inside.step(nowMicros, input)) {
            if (effect instanceof Effect.Send(Audience audience, Message message)) {
                for (int to : audience.members(part.self, part.committee)) {
                    told(to, message).forEach(m -> effects.add(new Effect.Send(new Audience.One(to), m)));
                }
            } else {
                effects.add(effect);
            }
        }
        return effects;
    }

    @Override
    public final Status status() {
        return part.inside.status();
    }

    /** The same block but for view, proposer and time. */
    static Block changed(Block block, long view, int proposer, long timeMs) {
        Header h = block.header();
        return Block.of(new Header(h.chainId(), h.epoch(), view, h.height(), h.parent(), h.payloadRoot(), proposer,
                timeMs, h.opening(), h.stateHeight(), h.stateRoot()), block.batches());
    }
}
