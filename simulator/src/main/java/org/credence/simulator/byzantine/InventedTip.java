package org.credence.simulator.byzantine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;

/** B16: opens no view that it leads, and afterwards reports a tip of its own in it: one that never started. */
final class InventedTip extends Deviation.Rewriting {

    private static final int RECENT = 4;

    private final Actor actor;
    /** What it decided last: it may own up to less, so that others know no more of the chain than its tip stands on. */
    private final ArrayDeque<DecidedHeader> recent = new ArrayDeque<>();

    InventedTip(Actor actor) {
        this.actor = actor;
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Commit(Decision decision)) {
                recent.add(decision.header());
                if (recent.size() > RECENT) {
                    recent.remove();
                }
            }
        }
        return super.bend(nowMicros, input, effects);
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        switch (send.message()) {
            case Message.Change(ViewChange change) when change.voter() == actor.self() ->
                out.add(new Effect.Send(send.audience(), invented(change)));
            case PbftMessage.Change change when change.voter() == actor.self() ->
                out.add(new Effect.Send(send.audience(), uncertified(change)));
            case Message.NewView _,Message.ViewOpened _ -> {}
            case Message _ -> out.add(send);
        }
    }

    private Message.Change invented(ViewChange change) {
        for (long view = change.newView() - 1; view >= Math.max(0,
                change.newView() - actor.committee().size()); view--) {
            if (actor.leadership().leader(view) == actor.self()) {
                Optional<DecidedHeader> below =
                        recent.isEmpty() ? change.decided() : Optional.of(actor.chance().pick(List.copyOf(recent)));
                SignedBlock block =
                        block(change.epoch(), view, below, view == 0 ? Digest.ZERO : actor.noise());
                return actor.signed(new ViewChange(change.epoch(), change.newView(), change.voter(), change.leader(),
                        below, Optional.empty(), Optional.of(block.ref()), List.of(block), List.of(), List.of(),
                        Actor.unsigned()));
            }
        }
        return new Message.Change(change);
    }

    /** With PBFT: claims that a block of its own is prepared, by its own vote alone. */
    private PbftMessage.Change uncertified(PbftMessage.Change change) {
        Digest chainId = actor.committee().chainId();
        for (long view = change.newView() - 1; view >= 0; view--) {
            if (actor.leadership().leader(view) == actor.self()) {
                SignedBlock block = block(change.epoch(), view, change.decided(), Digest.ZERO);
                Certificate claim = new Certificate(Phase.CONFIRM, block.ref(), List.of(
                        new Vote(actor.self(), actor.signer().sign(block.ref().statement(chainId, Phase.CONFIRM)))));
                return actor.signed(new PbftMessage.Change(change.epoch(), change.newView(), change.voter(),
                        change.decided(), List.of(claim), List.of(block), Actor.unsigned()));
            }
        }
        return actor.empty(change);
    }

    /** Its state is a true one, so that nothing but the missing opening speaks against the block. */
    private SignedBlock block(int epoch, long view, Optional<DecidedHeader> decided, Digest opening) {
        Digest chainId = actor.committee().chainId();
        Optional<Header> below = decided.map(DecidedHeader::header);
        return actor.signed(Block.of(new Header(chainId, epoch, view, below.map(Header::height).orElse(0L) + 1,
                below.map(Header::id).orElse(chainId), Block.payloadRoot(List.of()), actor.self(),
                below.map(Header::timeMs).orElse(0L), opening,
                below.map(Header::stateHeight).orElse(0L),
                below.map(Header::stateRoot).orElse(actor.notebook().genesisRoot())), List.of()));
    }
}
