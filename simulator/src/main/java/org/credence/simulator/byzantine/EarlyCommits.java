package org.credence.simulator.byzantine;

import java.util.List;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Phase;

/** B13: COMMITs a block as soon as it sees it. */
record EarlyCommits(Actor actor) implements Deviation {

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        Outbox out = new Outbox().addAll(effects);
        if (input instanceof Input.Received received
                && received.message().message() instanceof Message.Propose(var block, _, _)) {
            actor.some().forEach(member -> out.to(member, actor.ballot(Phase.COMMIT, block.ref())));
        }
        return out.effects();
    }
}
