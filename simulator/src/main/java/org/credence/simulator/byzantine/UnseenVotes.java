package org.credence.simulator.byzantine;

import java.util.List;
import org.credence.base.Digest;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Phase;

/** B12: CONFIRMs every block that somebody else CONFIRMs, whether it has seen it or not. */
final class UnseenVotes implements Deviation {

    private final Actor actor;
    private Digest last = Digest.ZERO;

    UnseenVotes(Actor actor) {
        this.actor = actor;
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        Outbox out = new Outbox().addAll(effects);
        if (input instanceof Input.Received received
                && received.message().message() instanceof Message.Ballot ballot && ballot.phase() == Phase.CONFIRM
                && !ballot.block().id().equals(last)) {
            last = ballot.block().id();
            out.others(actor.ballot(Phase.CONFIRM, ballot.block()));
        }
        return out.effects();
    }
}
