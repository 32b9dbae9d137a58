package org.credence.consensus.kernel;

import java.util.Optional;
import java.util.stream.IntStream;
import org.credence.base.block.Header;
import org.credence.base.codec.Malformed;
import org.credence.consensus.message.Claims;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Evidence.DoubleVote;
import org.credence.consensus.part.Evidence.Equivocation;
import org.credence.consensus.part.Evidence.InvalidProposal;
import org.credence.consensus.part.Evidence.WrongNewView;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;

/**
 * Whether evidence convicts, given that its signatures are as it says ({@link Claims#hold}). A function of the evidence
 * and of the epoch's committee: not of the chain, which a member may have pruned, nor of who led when, which later
 * epochs forget. What takes those to tell is refused by whoever has them, but convicts nobody.
 */
public final class Proofs {

    private final Committee committee;
    private final SelectionRule rule;

    /** @param committee of the epoch that the evidence is of */
    public Proofs(Committee committee, SelectionRule rule) {
        this.committee = committee;
        this.rule = rule;
    }

    public boolean convicts(Evidence evidence) {
        return evidence.epoch() == committee.epoch() && committee.has(evidence.culprit())
                && evidence.isOf(committee.chainId()) && evidence.conflicts() && switch (evidence) {
                    case Equivocation _,DoubleVote _ -> true;
                    case InvalidProposal proposal -> committee.quorum().rule().byzantine()
                            && proposal.flaw().counts(proposal.proposal().header(), committee);
                    case WrongNewView newView -> committee.quorum().rule() == Quorum.Rule.TWO_LANES && isWrong(newView);
                };
    }

    private boolean isWrong(WrongNewView evidence) {
        try {
            NewViewProof proof = NewViewProof.of(evidence.newView());
            return evidence.forged().isPresent()
                    ? evidence.forged().getAsInt() < Claims.of(proof, committee).size()
                    : isWrong(proof);
        } catch (Malformed e) {
            // Nobody takes it for a NEW_VIEW, so it does no harm; a correct member has not signed it.
            return false;
        }
    }

    /**
     * Whether a NEW_VIEW is wrong whatever its epoch stands on and whoever leads when. A correct leader signs a
     * selection only if these very rules give it, from reports that these rules and stricter ones have found valid.
     */
    boolean isWrong(NewViewProof proof) {
        Epoch epoch = new Epoch(committee, base(proof), Long.MAX_VALUE,
                IntStream.range(0, committee.size()).boxed().toList());
        return !ChangeRules.ofAnyRanking(epoch, rule).valid(proof);
    }

    /**
     * What the epoch stands on, by the NEW_VIEW's own account: the foot of a path that a report shows without a decided
     * block below it. If there is none, what X sets out from; where a block is decided, the base plays no part.
     */
    private Base base(NewViewProof proof) {
        Optional<Header> lowest = proof.changes().stream()
                .filter(change -> change.decided().isEmpty() && !change.path().isEmpty())
                .map(ViewChange::path).map(path -> path.getFirst()).map(SignedBlock::block).map(block -> block.header())
                .filter(header -> header.height() > 0).findFirst();
        boolean decided = proof.changes().stream().anyMatch(change -> change.decided().isPresent());
        Selection selection = proof.selection();
        return lowest.map(header -> Base.at(header.height() - 1, header.parent()))
                .orElseGet(() -> decided
                        ? Base.genesis(committee.chainId())
                        : Base.at(Math.min(selection.decidedHeight(), Long.MAX_VALUE - 1), selection.decidedId()));
    }
}
