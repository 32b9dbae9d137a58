package org.credence.simulator.byzantine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Evidence;

/**
 * B35: answers votes of others with accusations: one vote shown twice, a second vote that was never signed, a vote of
 * another view. True evidence it repeats without end.
 */
final class FalseEvidence implements Deviation {

    private static final double SHARE = 0.05;

    private final Actor actor;
    private Optional<Evidence> known = Optional.empty();

    FalseEvidence(Actor actor) {
        this.actor = actor;
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        Outbox out = new Outbox().addAll(effects);
        if (!(input instanceof Input.Received received)) {
            return out.effects();
        }
        switch (received.message().message()) {
            case Message.Ballot ballot when actor.chance().happens(SHARE) -> out
                    .others(new Message.Accusation(actor.chance().pick(against(received.message().sender(), ballot))));
            case Message.Accusation(Evidence evidence) -> known = Optional.of(evidence);
            case Message _ -> {}
        }
        return out.effects();
    }

    private List<Evidence> against(int member, Message.Ballot ballot) {
        BlockRef block = ballot.block();
        Digest other = actor.noise();
        Signature own = actor.ballot(ballot.phase(),
                new BlockRef(block.epoch(), block.view(), block.height(), other)).signature();
        List<Evidence> evidence = new ArrayList<>(List.of(
                new Evidence.DoubleVote(member, ballot.phase(), block, ballot.signature(), block.id(),
                        ballot.signature()),
                new Evidence.DoubleVote(member, ballot.phase(), block, ballot.signature(), other, own),
                new Evidence.DoubleVote(member, ballot.phase(), block, ballot.signature(), other,
                        ballot.signature())));
        known.ifPresent(evidence::add);
        return evidence;
    }
}
