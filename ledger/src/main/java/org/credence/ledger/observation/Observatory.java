package org.credence.ledger.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.credence.base.Digest;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Quorum;

/**
 * Measures the other members: who answers how fast, who votes and who does not. Nothing here decides anything; it
 * becomes this member's report, and only the median of many reports counts (P§1.7). A block counts when this member
 * saw enough votes for it to decide by itself: what it merely caught up with says nothing about others. Safe from any
 * thread.
 */
public final class Observatory {

    /** A vote is in time if it comes before so many further blocks are decided. */
    static final int GRACE = 8;
    /** Heights above the decided one that are taken note of: more than any window of undecided blocks. */
    private static final int AHEAD = 64;
    /** Rival blocks of one height that are taken note of. */
    private static final int RIVALS = 4;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final int self;
    private final Quorum quorum;
    private final TreeMap<Long, TreeMap<Digest, Sighting>> sightings = new TreeMap<>();
    private final TreeMap<Long, Digest> decided = new TreeMap<>();
    private List<Tally> tallies;
    private int slots;
    private int inSlot;

    /** Of one member, in the present epoch. */
    private static final class Tally {
        final Samples rtt = new Samples();
        final Samples lag = new Samples();
        int missed;
        int online;
        boolean inSlot;
    }

    /** @param self this member's index; it does not measure itself */
    public Observatory(int self, Quorum quorum) {
        this.self = self;
        this.quorum = quorum;
        this.tallies = fresh();
    }

    /** A new epoch: all counts begin anew. */
    public synchronized void begin() {
        tallies = fresh();
        slots = 0;
        inSlot = 0;
    }

    /** A ping was answered after so many nanoseconds. */
    public synchronized void answered(int member, long nanos) {
        tallies.get(member).rtt.add(nanos);
    }

    /** A member's message came in, or is sent if it is this member's own: proposals and first votes are noted. */
    public synchronized void saw(int sender, Message message, long atNanos) {
        switch (message) {
            case Message.Propose propose -> {
                note(propose.block().ref(), sighting -> sighting.proposed(atNanos));
                propose.ballot().ifPresent(
                        ballot -> confirmed(propose.block().block().header().proposer(), ballot, atNanos));
            }
            case Message.Ballot ballot -> confirmed(sender, ballot, atNanos);
            case Message _ -> {}
        }
    }

    /** COMMIT is an answer to others' votes and says nothing about how fast a block was checked. */
    private void confirmed(int member, Message.Ballot ballot, long atNanos) {
        if (ballot.phase() == Phase.CONFIRM) {
            note(ballot.block(), sighting -> sighting.confirmed(member, atNanos));
        }
    }

    /** A block was decided here; the one {@link #GRACE} heights below is judged now. */
    public synchronized void decided(long height, Digest id) {
        decided.put(height, id);
        long due = height - GRACE;
        decided.headMap(due, true).forEach((at, block) -> {
            Sighting sighting = sightings.getOrDefault(at, new TreeMap<>()).get(block);
            if (sighting != null && sighting.votes() >= quorum.slow()) {
                judge(sighting);
            }
        });
        decided.headMap(due, true).clear();
        sightings.headMap(due, true).clear();
    }

    /** What has been measured since the epoch began, by member; this member's own entry says nothing. */
    public synchronized List<Measured> measured() {
        return tallies.stream().map(tally -> new Measured(tally.rtt.median(NANOS_PER_MILLI),
                tally.lag.median(NANOS_PER_MILLI), tally.missed, tally.online, slots,
                slots * quorum.n() + inSlot)).toList();
    }

    private void note(BlockRef block, Consumer<Sighting> what) {
        long lowest = decided.isEmpty() ? 0 : decided.lastKey() - GRACE;
        if (block.height() <= lowest || !decided.isEmpty() && block.height() > decided.lastKey() + AHEAD) {
            return;
        }
        SortedMap<Digest, Sighting> rivals = sightings.computeIfAbsent(block.height(), at -> new TreeMap<>());
        if (rivals.containsKey(block.id()) || rivals.size() < RIVALS) {
            what.accept(rivals.computeIfAbsent(block.id(), id -> new Sighting()));
        }
    }

    private void judge(Sighting sighting) {
        for (int member = 0; member < tallies.size(); member++) {
            Tally tally = tallies.get(member);
            sighting.lag(member).ifPresent(tally.lag::add);
            if (sighting.has(member)) {
                tally.inSlot = true;
            } else if (member != self) {
                tally.missed++;
            }
        }
        if (++inSlot == quorum.n()) {
            closeSlot();
        }
    }

    private void closeSlot() {
        slots++;
        inSlot = 0;
        for (Tally tally : tallies) {
            tally.online += tally.inSlot ? 1 : 0;
            tally.inSlot = false;
        }
    }

    private List<Tally> fresh() {
        List<Tally> fresh = new ArrayList<>();
        for (int member = 0; member < quorum.n(); member++) {
            fresh.add(new Tally());
        }
        return fresh;
    }
}
