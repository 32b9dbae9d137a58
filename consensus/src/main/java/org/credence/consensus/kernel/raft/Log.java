package org.credence.consensus.kernel.raft;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The entries above a base; what lies below is decided and no longer here. Heights follow each other without gaps,
 * views never fall.
 */
final class Log<P> {

    private Position base;
    private final List<Entry<P>> entries = new ArrayList<>();
    /** Who votes from which height on; the first is the base's. */
    private final TreeMap<Long, Voters> voters = new TreeMap<>();

    Log(Position base, Voters voters) {
        this.base = base;
        this.voters.put(base.height(), voters);
    }

    Position base() {
        return base;
    }

    Position last() {
        return entries.isEmpty() ? base : entries.getLast().at();
    }

    /** The view of the entry at this height; empty below the base and above the last. */
    OptionalLong view(long height) {
        if (height == base.height()) {
            return OptionalLong.of(base.view());
        }
        return height < base.height() || height > last().height()
                ? OptionalLong.empty()
                : OptionalLong.of(entry(height).view());
    }

    boolean has(Position position) {
        OptionalLong view = view(position.height());
        return view.isPresent() && view.getAsLong() == position.view();
    }

    /** The entry at this height, which must be above the base and not above the last. */
    Entry<P> entry(long height) {
        return entries.get((int) (height - base.height() - 1));
    }

    /** The entries from {@code first} up to {@code last}, both included; none if {@code first} is higher. */
    List<Entry<P>> entries(long first, long last) {
        return first > last
                ? List.of()
                : List.copyOf(entries.subList((int) (first - base.height() - 1), (int) (last - base.height())));
    }

    /** Puts entries where they belong, which is on something that is here; what they contradict goes. */
    void put(List<Entry<P>> run) {
        for (Entry<P> entry : run) {
            if (entry.height() <= base.height() || entry.height() > last().height() + 1
                    || entry.view() < view(entry.height() - 1).orElseThrow()) {
                throw new AssertionError("log matching: " + entry.at() + " does not fit on " + last());
            }
            entries.subList((int) (entry.height() - base.height() - 1), entries.size()).clear();
            voters.tailMap(entry.height(), true).clear();
            entries.add(entry);
            if (entry.content() instanceof Entry.Change<P>(Voters next)) {
                voters.put(entry.height(), next);
            }
        }
    }

    /** Lifts the base: what is decided up to {@code height} need not be here any more. */
    void compact(long height) {
        Voters standing = votersAt(height);
        long view = view(height).orElseThrow();
        entries.subList(0, (int) (height - base.height())).clear();
        base = new Position(view, height);
        voters.headMap(height, true).clear();
        voters.put(height, standing);
    }

    /** Begins anew above something decided that is not here. */
    void restart(Position decided, Voters standing) {
        entries.clear();
        voters.clear();
        base = decided;
        voters.put(decided.height(), standing);
    }

    /** Who votes by the latest change here, decided or not (Raft §6). */
    Voters voters() {
        return voters.lastEntry().getValue();
    }

    /** Height of the latest change here; at most the base's if there is none. */
    long changedAt() {
        return voters.lastKey();
    }

    Voters votersAt(long height) {
        return voters.floorEntry(height).getValue();
    }

    /**
     * Where the end of another log may meet this one: the highest height not above {@code end} whose view is not above
     * that of {@code end}. Whole views are skipped at once (Raft §5.3).
     */
    Position meeting(Position end) {
        for (long height = Math.min(end.height(), last().height()); height > base.height(); height--) {
            Entry<P> entry = entry(height);
            if (entry.view() <= end.view()) {
                return entry.at();
            }
        }
        return base;
    }
}
