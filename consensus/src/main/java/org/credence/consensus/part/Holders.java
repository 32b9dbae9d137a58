package org.credence.consensus.part;

import java.util.List;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Vote;

/**
 * Who is asked for the bodies of ordered batches (P§1.8): first one that vouched, then all that did, of whom one is
 * correct, in the end everybody. Of an inline batch its author is asked and then everybody, for whoever voted for the
 * block holds it. A liar that keeps bodies back so costs one retry: not one for each liar, and not one for each block
 * either, for after a retry the next block begins with all that vouched.
 */
public final class Holders {

    private final List<Integer> others;
    /** Where a block's asking begins: 1 after one that took more than one round. */
    private int first;
    /** Rounds of asking for this block. */
    private int rounds;

    /** @param others the members but the one that asks */
    public Holders(List<Integer> others) {
        this.others = List.copyOf(others);
    }

    /** Members to ask for a body in this round. */
    public List<Integer> of(BatchRef ref) {
        int round = first + rounds;
        if (round > 1) {
            return others;
        }
        List<Integer> named = Availability.inline(ref)
                ? List.of(ref.head().author())
                : ref.votes().stream().map(Vote::member).toList();
        List<Integer> vouched = named.stream().filter(others::contains).toList();
        if (round == 0) {
            return vouched.subList(0, Math.min(1, vouched.size()));
        }
        return Availability.inline(ref) ? others : vouched;
    }

    /** All bodies of the block that are missing have been asked for. */
    public void asked() {
        rounds++;
    }

    /** All bodies of the block are here. */
    public void found() {
        if (rounds != 1) {
            first = Math.min(1, rounds);
        }
        rounds = 0;
    }
}
