package org.credence.simulator.byzantine;

import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.BlockRef;

/** B11: votes to some for the block, to the others for another one, real or not. */
final class DoubleVotes extends Deviation.Rewriting {

    private final Actor actor;

    DoubleVotes(Actor actor) {
        this.actor = actor;
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        if (!(send.message() instanceof Message.Ballot ballot)) {
            out.add(send);
            return;
        }
        BlockRef block = ballot.block();
        BlockRef other = actor.notebook().twins(block.id()).map(twins -> twins.twin().ref())
                .orElseGet(() -> new BlockRef(block.epoch(), block.view(), block.height(), actor.noise()));
        for (int member : actor.members(send.audience())) {
            out.to(member, actor.chance().happens(0.5) ? ballot : actor.ballot(ballot.phase(), other));
        }
    }
}
