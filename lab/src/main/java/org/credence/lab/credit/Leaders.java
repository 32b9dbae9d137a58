package org.credence.lab.credit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.EpochLength;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.simulator.setup.Ranks;

/**
 * Who leads, by policy. The order of an epoch is made once, when the first member asks for it because it has executed
 * the last block of the one before; the others are told the same.
 */
final class Leaders implements Ranks {

    private final Policy policy;
    private final EpochLength length;
    private final Reporters reporters;
    private final List<List<Integer>> orders = new ArrayList<>();
    private final List<EpochRecord> records = new ArrayList<>();
    private Optional<Books> books = Optional.empty();
    private int tenures;

    Leaders(Policy policy, EpochLength length, int members, Reporters reporters) {
        this.policy = policy;
        this.length = length;
        this.reporters = reporters;
        // The first epoch's order is the genesis's, whatever follows.
        orders.add(IntStream.range(0, members).boxed().toList());
    }

    @Override
    public List<Integer> rank(Committee committee, Base base) {
        Epoch epoch = new Epoch(committee, base, length.last(committee.epoch()), orders.getFirst());
        tenures = (int) Math.ceilDiv(length.blocks(), epoch.tenure());
        while (orders.size() <= committee.epoch()) {
            orders.add(policy.credit() ? byCredit(committee) : inTurn(committee.size()));
        }
        return orders.get(committee.epoch());
    }

    private List<Integer> inTurn(int members) {
        int first = orders.size() * tenures;
        return IntStream.range(first, first + members).mapToObj(place -> place % members).toList();
    }

    private List<Integer> byCredit(Committee committee) {
        Books kept = books.orElseGet(() -> Books.of(
                new Committee(committee.chainId(), 0, committee.members(), committee.quorum()), length, policy.age()));
        books = Optional.of(kept);
        reporters.close(kept);
        records.add(kept.record());
        return kept.record().rank();
    }

    /** How many members lead in an epoch by plan, each for one tenure (P§2.3); 0 if the first epoch is not over. */
    int tenures() {
        return tenures;
    }

    /** By epoch, the member's place, 0 for who leads first. */
    List<Integer> places(int member) {
        return orders.stream().map(order -> order.indexOf(member)).toList();
    }

    /** The tables of the second epoch and later ones; none under a policy without credit. */
    List<EpochRecord> records() {
        return List.copyOf(records);
    }
}
