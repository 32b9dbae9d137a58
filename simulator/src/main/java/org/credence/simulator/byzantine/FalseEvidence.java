package org.credence.simulator.byzantine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Flaw;
import org.credence.consensus.part.ListedBatch;
import org.credence.consensus.part.SignedBlock;

/**
 * B35: answers votes of others with accusations: one vote shown twice, a second vote that was never signed, a vote of
 * another view; and proposals and NEW_VIEWs with the claim that they are wrong. True evidence it repeats without end.
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
            case Message.Propose(SignedBlock block, _, _) when actor.chance().happens(SHARE) ->
                out.others(new Message.Accusation(
                        new Evidence.InvalidProposal(block.header(), actor.chance().pick(flaws(block.block())))));
            case Message.NewView(NewViewProof proof) -> proof.shown().ifPresent(shown -> out.others(
                    new Message.Accusation(new Evidence.WrongNewView(shown, place()))));
            case Message.Accusation(Evidence evidence) -> known = Optional.of(evidence);
            case Message _ -> {}
        }
        return out.effects();
    }

    /** What is wrong with it, if one believes it: a false parent, missing or doubled votes and batches. */
    private List<Flaw> flaws(Block block) {
        List<Flaw> flaws = new ArrayList<>(List.of(new Flaw.Incoherent(), new Flaw.Misplaced(block.header())));
        if (!block.batches().isEmpty()) {
            ListedBatch listed = ListedBatch.of(block, actor.chance().below(block.batches().size()));
            flaws.add(new Flaw.Unavailable(listed));
            flaws.add(new Flaw.Disordered(listed, listed));
            flaws.add(new Flaw.Forged(listed, actor.chance().below(listed.batch().votes().size() + 1)));
        }
        return flaws;
    }

    private OptionalInt place() {
        return actor.chance().happens(0.5) ? OptionalInt.empty() : OptionalInt.of(actor.chance().below(40));
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
