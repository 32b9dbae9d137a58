package org.credence.simulator.byzantine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.SignedBlock;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Rosters;
import org.credence.simulator.setup.Seating;

/** What the liars of one world tell each other: who is shown which of two blocks. */
public final class Notebook {

    /**
     * A plan to show different blocks of one view to different members.
     *
     * @param first  members that are shown the block the engine inside made; the others get its twin
     * @param victim the one member that gets all votes it needs, if this is an ambush (B02), else -1
     */
    record Split(Set<Integer> first, int victim) {

        boolean ambush() {
            return victim >= 0;
        }
    }

    /** A block, the other one for its place, and who sees which. */
    record Twins(SignedBlock block, SignedBlock twin, Split split) {}

    private final Rosters rosters;
    private final Set<Integer> liars;
    private final Digest genesisRoot;
    private final Map<Digest, Twins> twins = new HashMap<>();

    /**
     * @param liars       the processes that scheme
     * @param genesisRoot state root before the first block
     */
    public Notebook(Rosters rosters, Set<Integer> liars, Digest genesisRoot) {
        this.rosters = rosters;
        this.liars = new TreeSet<>(liars);
        this.genesisRoot = genesisRoot;
    }

    Digest genesisRoot() {
        return genesisRoot;
    }

    Optional<Twins> twins(Digest block) {
        return twins.containsKey(block) ? Optional.of(twins.get(block)) : Optional.empty();
    }

    /**
     * Makes the twin of a liar's own block, on the twin of its parent if there is one: equal but for one millisecond.
     */
    Twins part(SignedBlock signed, Split split, Actor author) {
        Block block = signed.block();
        Digest parent = twins(block.parent()).map(t -> t.twin().id()).orElse(block.parent());
        Twins made = new Twins(signed, author.signed(twin(block, parent, 1)), split);
        twins.put(signed.id(), made);
        return made;
    }

    /** Another block for the place of one: equal but for its time, and perhaps its parent. */
    public static Block twin(Block block, Digest parent, long laterMillis) {
        Header h = block.header();
        return Block.of(new Header(h.chainId(), h.epoch(), h.view(), h.height(), parent, h.payloadRoot(), h.proposer(),
                h.timeMs() + laterMillis, h.opening(), h.stateHeight(), h.stateRoot()), block.batches());
    }

    /** Forgets twins of a height that is long decided. */
    public void forget(long height) {
        twins.values().removeIf(pair -> pair.block().block().height() <= height);
    }

    /** Twins that are remembered. */
    public int kept() {
        return twins.size();
    }

    /** Each correct member on a random side. */
    Split halves(int epoch, Chance chance) {
        Set<Integer> first = liars(epoch);
        correct(epoch).stream().filter(_ -> chance.happens(0.5)).forEach(first::add);
        return new Split(first, -1);
    }

    /** A-C2: as many correct members on the first side as, with all liars, just decide fast; one of them will. */
    Split ambush(int epoch, long view, Leadership leadership, Chance chance) {
        int next = leadership.leader(view + 1);
        List<Integer> candidates = correct(epoch).stream().filter(member -> member != next).toList();
        int victim = chance.pick(candidates.isEmpty() ? correct(epoch) : candidates);
        Set<Integer> first = liars(epoch);
        first.add(victim);
        while (first.size() < rosters.at(epoch).quorum().fast()) {
            first.add(chance.pick(correct(epoch)));
        }
        return new Split(first, victim);
    }

    /** Whether the process has just walked into an ambush by deciding the block: the moment to cut it off. */
    public boolean springs(int member, BlockRef decided) {
        return twins(decided.id()).map(t -> t.split().victim())
                .filter(victim -> victim >= 0 && rosters.at(decided.epoch()).process(victim) == member).isPresent();
    }

    /** The seats that liars have in the epoch. */
    private Set<Integer> liars(int epoch) {
        Set<Integer> seats = new TreeSet<>();
        liars.forEach(process -> rosters.at(epoch).seat(process).ifPresent(seats::add));
        return seats;
    }

    /** The other seats. */
    private List<Integer> correct(int epoch) {
        Seating seating = rosters.at(epoch);
        List<Integer> correct = new ArrayList<>();
        for (int member = 0; member < seating.size(); member++) {
            if (!liars.contains(seating.process(member))) {
                correct.add(member);
            }
        }
        return correct;
    }
}
