package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * Bounded per member, so that nobody can fill another's share.
 */
public final class Tally {

    /** Ballots kept of one member; the lowest place gives way. */
    private static final int PER_MEMBER = 4 * Limits.UNDECIDED;

    private record Place(long view, long height, Phase phase) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            int byView = Long.compare(view, other.view);
            int byHeight = byView != 0 ? byView : Long.compare(height, other.height);
            return byHeight != 0 ? byHeight : phase.compareTo(other.phase);
        }
    }

    private record Cast(BlockRef block, Vote vote) {}

    private static final NavigableMap<Integer, Cast> NOBODY = Collections.emptyNavigableMap();

    /** By place, what members cast for it: who looks for the votes of a block finds them side by side. */
    private final TreeMap<Place, NavigableMap<Integer, Cast>> cast = new TreeMap<>();
    /** Per member, the places it cast for. */
    private final List<TreeSet<Place>> places = new ArrayList<>();

    public Tally(int members) {
        for (int i = 0; i < members; i++) {
            places.add(new TreeSet<>());
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
        Place place = new Place(block.view(), block.height(), phase);
        Cast before = at(place).get(member);
        if (before == null) {
            cast.computeIfAbsent(place, p -> new TreeMap<>()).put(member, new Cast(block, new Vote(member, signature)));
            places.get(member).add(place);
            if (places.get(member).size() > PER_MEMBER) {
                dropLowest(member);
            }
            return new Counted.Fresh();
        }
        if (before.block().equals(block)) {
            return new Counted.Known();
        }
        return new Counted.Conflict(
                new DoubleVote(member, phase, before.block(), before.vote().signature(), block.id(), signature));
    }

    private NavigableMap<Integer, Cast> at(Place place) {
        return cast.getOrDefault(place, NOBODY);
    }

    private void dropLowest(int member) {
        Place lowest = places.get(member).removeFirst();
        at(lowest).remove(member);
        if (at(lowest).isEmpty()) {
            cast.remove(lowest);
        }
    }

    /** The votes of one phase for a block, ascending by member. */
    public Certificate votes(Phase phase, BlockRef block) {
        Place place = new Place(block.view(), block.height(), phase);
        List<Vote> votes = new ArrayList<>();
        for (Cast ballot : at(place).values()) {
            if (ballot.block().equals(block)) {
                votes.add(ballot.vote());
            }
        }
        return new Certificate(phase, block, votes);
    }

    /** The same if at least so many voted for its place, else none: whoever needs that many can do without the list. */
    public Certificate votes(Phase phase, BlockRef block, int least) {
        return at(new Place(block.view(), block.height(), phase)).size() >= least
                ? votes(phase, block)
                : new Certificate(phase, block, List.of());
    }

    /** Who cast a vote of the phase for the block, ascending. */
    public List<Integer> voters(Phase phase, BlockRef block) {
        List<Integer> voters = new ArrayList<>();
        for (Vote vote : votes(phase, block).votes()) {
            voters.add(vote.member());
        }
        return voters;
    }

    /** What members voted for by this id, in whatever view; ascending by view. */
    public List<BlockRef> places(Digest id) {
        TreeMap<Place, BlockRef> found = new TreeMap<>();
        cast.forEach((place, ballots) -> ballots.values().stream().filter(ballot -> ballot.block().id().equals(id))
                .findFirst().ifPresent(ballot -> found.put(new Place(place.view(), place.height(), Phase.CONFIRM),
                        ballot.block())));
        return List.copyOf(found.values());
    }

    /** This member's own ballot for a place, to send it again. */
    public Optional<Signature> ballot(int member, Phase phase, BlockRef block) {
        return Optional.ofNullable(at(new Place(block.view(), block.height(), phase)).get(member))
                .filter(ballot -> ballot.block().equals(block)).map(ballot -> ballot.vote().signature());
    }

    /** Forgets ballots at or below a decided height. */
    public void prune(long height) {
        cast.entrySet().removeIf(entry -> {
            boolean past = entry.getKey().height() <= height;
            if (past) {
                entry.getValue().keySet().forEach(member -> places.get(member).remove(entry.getKey()));
            }
            return past;
        });
    }
}
