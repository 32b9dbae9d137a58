package org.credence.simulator.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.credence.base.Digest;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Quorum;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.setup.Calendar;
import org.credence.simulator.setup.Seating;

/**
 * S6: counts every vote that exists, whether or not anybody has all of them: a correct member's once it is bound to it,
 * a liar's once it is signed, since a liar may show it to anyone at any time.
 */
final class Ballots {

    /** Statements of liars that no correct member has voted for; the oldest gives way. */
    private static final int MOST_UNKNOWN = 1 << 16;

    private static final class Tally {
        /** Numbers of the keys that signed. */
        private final BitSet voters = new BitSet();
        private Optional<BlockRef> block = Optional.empty();
        private Phase phase = Phase.CONFIRM;
        private boolean decided;
    }

    private record Place(int epoch, long view, long height) {}

    private final Watch watch;
    private final Calendar calendar;
    private final Map<Digest, Tally> tallies = new HashMap<>();
    private final LinkedHashMap<Digest, Tally> unknown = new LinkedHashMap<>();
    private final Map<Place, Digest> certified = new HashMap<>();
    private final ArrayDeque<Tally> changed = new ArrayDeque<>();

    Ballots(Calendar calendar, Watch watch) {
        this.calendar = calendar;
        this.watch = watch;
    }

    /**
     * A liar has signed something; whether it is a vote shows when a correct member votes for the same, as in every
     * quorum one does.
     */
    void signed(int key, Digest statement) {
        Tally known = tallies.get(statement);
        if (known != null) {
            known.voters.set(key);
            changed.add(known);
            return;
        }
        unknown.computeIfAbsent(statement, _ -> new Tally()).voters.set(key);
        if (unknown.size() > MOST_UNKNOWN) {
            unknown.pollFirstEntry();
        }
    }

    /** A correct member is bound to a vote. */
    void cast(int member, Phase phase, BlockRef block) {
        Seating seating = calendar.rosters().at(block.epoch());
        OptionalInt seat = seating.seat(member);
        watch.require(seat.isPresent(), Invariant.S4, member,
                () -> "votes in epoch " + block.epoch() + ", in which it has no seat");
        Digest statement = block.statement(calendar.first().committee().chainId(), phase);
        Tally tally = tallies.computeIfAbsent(statement, _ -> new Tally());
        Tally liars = unknown.remove(statement);
        if (liars != null) {
            tally.voters.or(liars.voters);
        }
        tally.block = Optional.of(block);
        tally.phase = phase;
        seat.ifPresent(of -> tally.voters.set(seating.keys().get(of)));
        changed.add(tally);
    }

    /**
     * Counts the votes that came since.
     *
     * @param member whose step this is
     * @return blocks that by these votes are or will be decided
     */
    List<BlockRef> settle(int member) {
        List<BlockRef> decided = new ArrayList<>();
        while (!changed.isEmpty()) {
            Tally tally = changed.remove();
            tally.block.filter(block -> decides(member, tally, block)).ifPresent(decided::add);
        }
        return decided;
    }

    private boolean decides(int member, Tally tally, BlockRef block) {
        Seating seating = calendar.rosters().at(block.epoch());
        Quorum quorum = seating.quorum();
        int votes = seating.count(tally.voters);
        if (tally.phase == Phase.CONFIRM && votes >= quorum.slow()) {
            Digest other = certified.putIfAbsent(new Place(block.epoch(), block.view(), block.height()), block.id());
            watch.require(other == null || other.equals(block.id()), Invariant.S6, member,
                    () -> "two blocks have a CC at view " + block.view() + " height " + block.height());
        }
        boolean first = quorum.decides(tally.phase, votes) && !tally.decided;
        tally.decided |= first;
        return first;
    }

    void forget(Past past) {
        tallies.values().removeIf(tally -> tally.block.filter(b -> b.height() <= past.height()).isPresent());
        certified.keySet().removeIf(place -> place.height() <= past.height());
    }

    /** Statements and places that are remembered. */
    int kept() {
        return tallies.size() + unknown.size() + certified.size();
    }

    /** Whether q members are bound to CONFIRM the block. */
    boolean hasQuorum(BlockRef block) {
        return block.id().equals(certified.get(new Place(block.epoch(), block.view(), block.height())));
    }
}
