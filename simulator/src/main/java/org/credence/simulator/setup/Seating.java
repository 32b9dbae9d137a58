package org.credence.simulator.setup;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.credence.consensus.part.Quorum;

/**
 * Who sits where in the committee, from an epoch on (P§1.7). Processes are numbered, and so are keys: key {@code k} is
 * one of process {@code k} modulo the number of processes.
 *
 * @param since     first epoch in which it holds
 * @param quorum    of so many members
 * @param keys      by seat, the number of the key that sits there
 * @param processes how many there are, with those that have no seat
 */
public record Seating(int since, Quorum quorum, List<Integer> keys, int processes) {

    public Seating {
        keys = List.copyOf(keys);
    }

    public int size() {
        return keys.size();
    }

    /** The process that has the seat. */
    public int process(int seat) {
        return keys.get(seat) % processes;
    }

    /** The seat of a process; empty if it is no member. */
    public OptionalInt seat(int process) {
        return IntStream.range(0, keys.size()).filter(seat -> process(seat) == process).findFirst();
    }

    /** The processes that are members, by seat. */
    public List<Integer> members() {
        return IntStream.range(0, keys.size()).mapToObj(this::process).toList();
    }

    /** How many of these keys have a seat. */
    public int count(BitSet signers) {
        int count = 0;
        for (int key : keys) {
            count += signers.get(key) ? 1 : 0;
        }
        return count;
    }

    /**
     * The sequence that every author's first batch under it has: above all of those before, so that no vote for a batch
     * of other members can be taken for one of theirs.
     */
    public long firstSequence() {
        return ((long) since << Integer.SIZE) + 1;
    }
}
