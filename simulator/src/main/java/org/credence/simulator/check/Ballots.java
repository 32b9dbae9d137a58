package org.credence.simulator.check;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Phase;
import org.credence.simulator.result.Invariant;

/**
 * S6: counts every vote that exists, whether or not anybody has all of them: a correct member's once it is bound to it, a liar's once it is
 * signed, since a liar may show it to anyone at any time.
 */
final class Ballots {

    private static final class Tally {
        private final BitSet voters = new BitSet();
        private boolean certified;
        private boolean decided;
    }

    private record Place(long view, long height) {
    }

    private final Committee committee;
    private final Map<Digest, Tally> tallies = new HashMap<>();
    private final Map<Place, Digest> certified = new HashMap<>();

    Ballots(Committee committee) {
        this.committee = committee;
    }

    /** A liar has signed something; whether it is a vote shows when a correct member votes for the same. */
    void signed(int member, Digest statement) {
        tallies.computeIfAbsent(statement, s -> new Tally()).voters.set(member);
    }

    /**
     * A correct member is bound to a vote.
     *
     * @return the block, if with this vote it is certain that it is or will be decided
     */
    Optional<BlockRef> cast(int member, Phase phase, BlockRef block) {
        Tally tally = tallies.computeIfAbsent(block.statement(committee.chainId(), phase), s -> new Tally());
        tally.voters.set(member);
        int votes = tally.voters.cardinality();
        if (phase == Phase.CONFIRM && votes >= committee.quorum().slow() && !tally.certified) {
            tally.certified = true;
            Digest other = certified.putIfAbsent(new Place(block.view(), block.height()), block.id());
            Broken.unless(other == null || other.equals(block.id()), Invariant.S6, member,
                    "two blocks have a CC at view " + block.view() + " height " + block.height());
        }
        int enough = phase == Phase.CONFIRM ? committee.quorum().fast() : committee.quorum().slow();
        if (votes < enough || tally.decided) {
            return Optional.empty();
        }
        tally.decided = true;
        return Optional.of(block);
    }

    /** Whether q members are bound to CONFIRM the block. */
    boolean hasQuorum(BlockRef block) {
        return block.id().equals(certified.get(new Place(block.view(), block.height())));
    }
}
