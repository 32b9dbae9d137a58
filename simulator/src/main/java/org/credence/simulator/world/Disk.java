package org.credence.simulator.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.simulator.check.Heights;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Calendar;
import org.credence.simulator.setup.Seating;

/**
 * What one member stores. Promises are durable once persisted. Decided blocks, bodies and executed state may be written
 * late: a crash then takes the newest of them, which costs a transfer and no safety.
 */
final class Disk {

    private static final double SYNC_LATE = 0.2;
    private static final double PRUNE = 0.3;
    private static final int MOST_FORGOTTEN = 12;
    /** Executed states that a crash takes at the most. */
    private static final long STATES_LOST = 3;
    /** Promises of a forgetful disk before it sums up all but the last. */
    private static final int LONGEST_JOURNAL = 4_096;

    private final Calendar calendar;
    private final Scribe scribe;
    private final boolean lazy;
    private final boolean forgetful;
    private final Chance chance;
    private Promises promises = new Promises();
    /** What a forgetful disk was told to keep, in order. */
    private final List<Promise> journal = new ArrayList<>();
    /** Decisions that go to the journal with the next promise. */
    private final List<Promise> waiting = new ArrayList<>();
    private boolean full;
    private final Heights<Decision> chain = new Heights<>(1);
    private final Digest genesisRoot;
    private final Heights<Digest> roots = new Heights<>(1);
    /** Per author, the lowest batch sequence that the chain does not order yet. */
    private final List<Long> next;
    /** The last vote, if its block is decided and forgotten. */
    private Optional<BlockRef> votedLongAgo = Optional.empty();
    private final Map<Digest, Batch> bodies = new HashMap<>();
    private final List<Digest> unsynced = new ArrayList<>();
    private long synced;
    /** Highest height that ends an epoch, is executed, and was stored for good before the next epoch began. */
    private long closed;

    /**
     * @param lazy      whether what need not be durable is written late and lost in a crash
     * @param forgetful whether a crash also takes the last promises, although they were said to be durable
     */
    Disk(Scribe scribe, Calendar calendar, Digest genesisRoot, boolean lazy, boolean forgetful, Chance chance) {
        this.scribe = scribe;
        this.calendar = calendar;
        this.genesisRoot = genesisRoot;
        next = new ArrayList<>(Collections.nCopies(calendar.first().committee().size(), 1L));
        this.lazy = lazy;
        this.forgetful = forgetful;
        this.chance = chance;
    }

    /** Goes through the bytes, as on a real disk. Decisions alone are no reason for a sync. */
    Promise persist(Promise promise) {
        Promise stored = scribe.read(promise);
        waiting.add(stored);
        if (!(stored instanceof Promise.Decided)) {
            waiting.forEach(this::write);
            waiting.clear();
        }
        return stored;
    }

    private void write(Promise stored) {
        promises.add(stored);
        if (forgetful) {
            journal.add(stored);
            compact();
        }
        if (stored instanceof Promise.Held(Batch batch)) {
            bodies.put(batch.digest(), batch);
        }
    }

    private void compact() {
        if (journal.size() > LONGEST_JOURNAL) {
            List<Promise> old = journal.subList(0, journal.size() - MOST_FORGOTTEN);
            Promises sum = new Promises();
            old.forEach(sum::add);
            sum.prune(synced, next);
            old.clear();
            journal.addAll(0, sum.retained());
        }
    }

    void append(Decision decision) {
        chain.add(decision);
        for (BatchRef batch : decision.block().batches()) {
            next.set(batch.head().author(), batch.head().sequence() + 1);
        }
        if (!lazy || chance.happens(SYNC_LATE)) {
            sync();
        }
    }

    private void sync() {
        synced = height();
        unsynced.clear();
        if (chance.happens(PRUNE)) {
            promises.prune(synced, next);
        }
    }

    void keep(Batch batch) {
        if (bodies.putIfAbsent(batch.digest(), batch) == null) {
            unsynced.add(batch.digest());
        }
    }

    Optional<Batch> body(Digest digest) {
        return Optional.ofNullable(bodies.get(digest));
    }

    long height() {
        return chain.next() - 1;
    }

    Decision decision(long height) {
        return chain.at(height).orElseThrow();
    }

    /** Lowest height whose block it still has. */
    long lowest() {
        return chain.lowest();
    }

    /** Highest height that is durably decided and executed: a crash takes a few states, and those come again. */
    long settled() {
        return Math.min(synced, executed());
    }

    /** Highest height whose state is known. */
    long executed() {
        return roots.next() - 1;
    }

    /** State root after a height; empty if it is not executed yet, or so long ago that it is forgotten. */
    Optional<Digest> root(long height) {
        return height == 0 ? Optional.of(genesisRoot) : roots.at(height);
    }

    /** The newest state root. */
    Digest root() {
        return root(executed()).orElseThrow();
    }

    void executed(Digest root) {
        roots.add(root);
    }

    /** Decisions that the chain has lost, or never got, and the journal holds; they follow the chain. */
    List<Decision> lost() {
        return promises.decidedAbove(height());
    }

    /** Power fails: what was not synced is gone. */
    void crash() {
        waiting.clear();
        if (forgetful) {
            forget();
        }
        if (!lazy) {
            return;
        }
        for (Decision lost : chain.truncate(synced + 1).reversed()) {
            lost.block().batches().reversed()
                    .forEach(batch -> next.set(batch.head().author(), batch.head().sequence()));
        }
        long states = chance.between(0, Math.min(STATES_LOST, settled()));
        roots.truncate(settled() - states + 1);
        unsynced.forEach(bodies::remove);
        unsynced.clear();
        promises.held().forEach(batch -> bodies.put(batch.digest(), batch));
    }

    private void forget() {
        int lost = (int) Math.min(journal.size(), chance.between(1, MOST_FORGOTTEN));
        journal.subList(journal.size() - lost, journal.size()).clear();
        promises = new Promises();
        journal.forEach(promises::add);
        promises.prune(synced, next);
    }

    /** Whether there is no room for anything more. */
    boolean full() {
        return full;
    }

    void fill(boolean toTheBrim) {
        full = toTheBrim;
    }

    /**
     * The epoch that the stored chain is in, as far as it is stored for good: what the journal alone holds must be in
     * the chain before another epoch makes that journal void. Where members change it is executed before a process
     * begins anew, for who they are is in the state.
     */
    Epoch epoch() {
        long base = calendar.rosters().change() ? closed
                : calendar.length().base(calendar.length().epochAfter(synced));
        return calendar.on(base == 0 ? calendar.first().base() : Base.of(decision(base).block().header()));
    }

    /** Makes sure that the epoch's last block will not be lost, so that the next epoch may begin. */
    Epoch close() {
        sync();
        closed = height();
        int number = calendar.length().epochAfter(closed);
        if (calendar.rosters().begins(number)) {
            Seating seating = calendar.rosters().at(number);
            next.clear();
            next.addAll(Collections.nCopies(seating.size(), seating.firstSequence()));
        }
        return epoch();
    }

    /** Highest height that ends an epoch that is over here. */
    long closed() {
        return closed;
    }

    ChainView chainView() {
        boolean tipDecided = promises.lastVote().filter(this::decided).isPresent();
        return new ChainView(epoch().base(),
                chain.at(height()).filter(head -> head.height() > epoch().base().height()).map(Decision::header),
                List.copyOf(next),
                tipDecided);
    }

    private boolean decided(BlockRef vote) {
        return votedLongAgo.filter(vote::equals).isPresent()
                || chain.at(vote.height()).filter(d -> d.block().id().equals(vote.id())).isPresent();
    }

    /** Forgets blocks, states and bodies at the height and below, as far as it has executed them. */
    void forget(long height) {
        long most = Math.min(height, settled() - STATES_LOST);
        votedLongAgo = promises.lastVote().filter(vote -> vote.height() <= most && decided(vote));
        List<Long> sequences = new ArrayList<>(Collections.nCopies(calendar.rosters().processes(), 0L));
        chain.forget(most).forEach(gone -> gone.block().batches()
                .forEach(batch -> sequences.set(batch.head().author(), batch.head().sequence())));
        bodies.values().removeIf(body -> body.head().sequence() <= sequences.get(body.head().author()));
        roots.forget(most);
    }

    /** How many blocks, states, bodies and promises it holds. */
    int kept() {
        return (int) (height() - chain.lowest() + 1) + (int) (executed() - roots.lowest() + 1) + bodies.size()
                + journal.size() + promises.retained().size();
    }

    /** How many promises a restart would find in the journal, once what is decided is synced. */
    int retained() {
        promises.prune(synced, next);
        return promises.retained().size();
    }

    /** The promises as a log that was compacted gives them back. */
    Promises recovered() {
        Promises copy = new Promises();
        promises.retained().forEach(copy::add);
        return copy;
    }
}
