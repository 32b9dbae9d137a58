package org.credence.simulator.byzantine;

import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.ViewChange;
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
        } else {
            out.add(send);
        }
    }

    private Message.Change invented(ViewChange change) {
        for (long view = change.newView() - 1; view >= Math.max(0,
                change.newView() - actor.committee().size()); view--) {
            if (actor.leadership().leader(view) == actor.self()) {
                SignedBlock block = block(change, view);
                return actor.signed(new ViewChange(change.epoch(), change.newView(), change.voter(), change.leader(),
                        change.decided(), Optional.empty(), Optional.of(block.ref()), List.of(block), List.of(),
                        List.of(),
                        Actor.unsigned()));
            }
        }
        return new Message.Change(change);
    }

    private SignedBlock block(ViewChange change, long view) {
        Digest chainId = actor.committee().chainId();
        Digest parent = change.decided().map(d -> d.header().id()).orElse(chainId);
        return actor.signed(Block.of(new Header(chainId, change.epoch(), view, change.decidedHeight() + 1, parent,
                Block.payloadRoot(List.of()), actor.self(), change.decided().map(d -> d.header().timeMs()).orElse(0L),
                view == 0 ? Digest.ZERO : actor.noise(), 0, actor.noise()), List.of()));
    }
}
