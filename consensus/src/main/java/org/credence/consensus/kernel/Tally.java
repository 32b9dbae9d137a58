package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.block.Vote;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Evidence.DoubleVote;
import org.credence.consensus.part.Phase;

/**
 * Ballots by what they are for, one per member and place: a second one for another block is evidence, not a vote.
 * Bounded per member, so
 * that nobody can fill another's share.
 */
public final class Tally {

    /** Ballots kept of one member; the lowest place gives way. */
    private static final int PER_MEMBER = 4 * Limits.UNDECIDED;

    private record Place(long view, long height, Phase phase) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::view)
                .thenComparingLong(Place::height).thenComparing(Place::phase);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private record Cast(BlockRef block, Signature signature) {}

    /** Per member, its ballots by place. */
    private final List<TreeMap<Place, Cast>> cast = new ArrayList<>();

    public Tally(int members) {
        for (int i = 0; i < members; i++) {
            cast.add(new TreeMap<>());
        }
    }

    /** Result of counting one ballot. */
    public sealed interface Counted {

        /** It is new. */
        record Fresh() implements Counted {}

        /** The same ballot was there. */
        record Known() implements Counted {}

        /** Another ballot was there for the same place. */
        record Conflict(DoubleVote evidence) implements Counted {}
    }

    /** Counts one ballot whose signature is checked. */
    public Counted count(int member, Phase phase, BlockRef block, Signature signature) {
        TreeMap<Place, Cast> own = cast.get(member);
        Place place = new Place(block.view(), block.height(), phase);
        Cast before = own.get(place);
        if (before == null) {
            own.put(place, new Cast(block, signature));
            if (own.size() > PER_MEMBER) {
                own.pollFirstEntry();
            }
            return new Counted.Fresh();
        }
        if (before.block().equals(block)) {
            return new Counted.Known();
        }
        return new Counted.Conflict(
                new DoubleVote(member, phase, before.block(), before.signature(), block.id(), signature));
    }

    /** The votes of one phase for a block, ascending by member. */
    public Certificate votes(Phase phase, BlockRef block) {
        Place place = new Place(block.view(), block.height(), phase);
        List<Vote> votes = new ArrayList<>();
        for (int member = 0; member < cast.size(); member++) {
            Cast ballot = cast.get(member).get(place);
            if (ballot != null && ballot.block().equals(block)) {
                votes.add(new Vote(member, ballot.signature()));
            }
        }
        return new Certificate(phase, block, votes);
    }

    /** What members voted for by this id, in whatever view; ascending by view. */
    public List<BlockRef> places(Digest id) {
        TreeMap<Place, BlockRef> places = new TreeMap<>();
        cast.forEach(own -> own.forEach((place, ballot) -> {
            if (ballot.block().id().equals(id)) {
                places.put(new Place(place.view(), place.height(), Phase.CONFIRM), ballot.block());
            }
        }));
        return List.copyOf(places.values());
    }

    /** This member's own ballot for a place, to send it again. */
    public Optional<Signature> ballot(int member, Phase phase, BlockRef block) {
        return Optional.ofNullable(cast.get(member).get(new Place(block.view(), block.height(), phase)))
                .filter(ballot -> ballot.block().equals(block)).map(Cast::signature);
    }

    /** Forgets ballots at or below a decided height. */
    public void prune(long height) {
        for (TreeMap<Place, Cast> own : cast) {
            own.keySet().removeIf(place -> place.height() <= height);
        }
    }
}
