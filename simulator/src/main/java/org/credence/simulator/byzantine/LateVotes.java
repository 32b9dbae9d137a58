package org.credence.simulator.byzantine;

import java.util.ArrayDeque;
import java.util.List;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Phase;

/** B14: after it has left a view, votes for blocks of it. */
final class LateVotes implements Deviation {

    private static final int REMEMBERED = 16;

    private final Actor actor;
    private final ArrayDeque<BlockRef> seen = new ArrayDeque<>();

    LateVotes(Actor actor) {
        this.actor = actor;
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        if (input instanceof Input.Received received
                && received.message().message() instanceof Message.Propose(var block, _, _)) {
            seen.add(block.ref());
            if (seen.size() > REMEMBERED) {
                seen.remove();
            }
        }
        Outbox out = new Outbox().addAll(effects);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Moved) {
                seen.forEach(block -> actor.some().forEach(member -> out.to(member,
                        actor.ballot(actor.chance().happens(0.5) ? Phase.CONFIRM : Phase.COMMIT, block))));
            }
        }
        return out.effects();
    }
}
