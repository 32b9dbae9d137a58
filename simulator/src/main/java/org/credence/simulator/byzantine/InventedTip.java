package org.credence.simulator.byzantine;

import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;

/** B16: reports a tip of its own in a view that it would have led, but that never opened. */
final class InventedTip extends Deviation.Rewriting {

    private final Actor actor;

    InventedTip(Actor actor) {
        this.actor = actor;
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        if (send.message() instanceof Message.Change(ViewChange change) && change.voter() == actor.self()) {
            out.add(new Effect.Send(send.audience(), invented(change)));
        } else if (send.message() instanceof PbftMessage.Change change && change.voter() == actor.self()) {
            out.add(new Effect.Send(send.audience(), uncertified(change)));
        } else {
            out.add(send);
        }
    }

    private Message.Change invented(ViewChange change) {
        for (long view = change.newView() - 1; view >= Math.max(0,
                change.newView() - actor.committee().size()); view--) {
            if (actor.leadership().leader(view) == actor.self()) {
                SignedBlock block = block(change.epoch(), view, change.decided(),
                        view == 0 ? Digest.ZERO : actor.noise());
                return actor.signed(new ViewChange(change.epoch(), change.newView(), change.voter(), change.leader(),
                        change.decided(), Optional.empty(), Optional.of(block.ref()), List.of(block), List.of(),
                        List.of(),
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

    private SignedBlock block(int epoch, long view, Optional<DecidedHeader> decided, Digest opening) {
        Digest chainId = actor.committee().chainId();
        Digest parent = decided.map(d -> d.header().id()).orElse(chainId);
        return actor.signed(Block.of(new Header(chainId, epoch, view, decided.map(DecidedHeader::height).orElse(0L) + 1,
                parent, Block.payloadRoot(List.of()), actor.self(), decided.map(d -> d.header().timeMs()).orElse(0L),
                opening, 0, actor.noise()), List.of()));
    }
}
