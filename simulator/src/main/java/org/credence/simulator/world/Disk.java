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
import org.credence.consensus.part.Decision;
import org.credence.simulator.random.Chance;

/**
 * What one member stores. Promises are durable once persisted. Decided blocks, bodies and executed state may be written
 * late: a crash
 * then takes the newest of them, which costs a transfer and no safety.
 */
final class Disk {

    private static final double SYNC_LATE = 0.2;
    private static final double PRUNE = 0.3;
    private static final int MOST_FORGOTTEN = 12;

    private final Digest genesis;
    private final int members;
    private final boolean lazy;
    private final boolean forgetful;
    private final Chance chance;
    private Promises promises = new Promises();
    /** What a forgetful disk was told to keep, in order. */
    private final List<Promise> journal = new ArrayList<>();
    private boolean full;
    private final List<Decision> chain = new ArrayList<>();
    private final List<Digest> roots = new ArrayList<>();
    private final Map<Digest, Batch> bodies = new HashMap<>();
    private final List<Digest> unsynced = new ArrayList<>();
    private int synced;

    /**
     * @param lazy      whether what need not be durable is written late and lost in a crash
     * @param forgetful whether a crash also takes the last promises, although they were said to be durable
     */
    Disk(Digest genesis, Digest genesisRoot, int members, boolean lazy, boolean forgetful, Chance chance) {
        this.genesis = genesis;
        this.members = members;
        this.lazy = lazy;
        this.forgetful = forgetful;
        this.chance = chance;
        roots.add(genesisRoot);
    }

    /** Goes through the bytes, as on a real disk. */
    Promise persist(Promise promise) {
        Promise stored = Promise.decode(promise.encode());
        promises.add(stored);
        if (forgetful) {
            journal.add(stored);
        }
        if (stored instanceof Promise.Held(Batch batch)) {
            bodies.put(batch.digest(), batch);
        }
        return stored;
    }

    void append(Decision decision) {
        chain.add(decision);
        if (!lazy || chance.happens(SYNC_LATE)) {
            sync();
        }
    }

    private void sync() {
        synced = chain.size();
        unsynced.clear();
        if (chance.happens(PRUNE)) {
            promises.prune(synced, nextSequences());
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
        return chain.size();
    }

    Decision decision(long height) {
        return chain.get((int) height - 1);
    }

    /** Highest height whose state is known. */
    long executed() {
        return roots.size() - 1L;
    }

    Digest root(long height) {
        return roots.get((int) height);
    }

    void executed(Digest root) {
        roots.add(root);
    }

    /** Power fails: what was not synced is gone. */
    void crash() {
        if (forgetful) {
            forget();
        }
        if (!lazy) {
            return;
        }
        chain.subList(synced, chain.size()).clear();
        int states = (int) chance.between(0, Math.min(3, Math.min(synced, roots.size() - 1)));
        int kept = Math.min(synced, roots.size() - 1) - states;
        roots.subList(kept + 1, roots.size()).clear();
        unsynced.forEach(bodies::remove);
        unsynced.clear();
        promises.held().forEach(batch -> bodies.put(batch.digest(), batch));
    }

    private void forget() {
        int lost = (int) Math.min(journal.size(), chance.between(1, MOST_FORGOTTEN));
        journal.subList(journal.size() - lost, journal.size()).clear();
        promises = new Promises();
        journal.forEach(promises::add);
        promises.prune(synced, nextSequences());
    }

    /** Whether there is no room for anything more. */
    boolean full() {
        return full;
    }

    void fill(boolean toTheBrim) {
        full = toTheBrim;
    }

    ChainView chainView() {
        Optional<Decision> last = chain.isEmpty() ? Optional.empty() : Optional.of(chain.getLast());
        boolean tipDecided = promises.lastVote().filter(vote -> vote.height() <= chain.size()
                && decision(vote.height()).block().id().equals(vote.id())).isPresent();
        return new ChainView(genesis, last.map(Decision::header), nextSequences(), tipDecided);
    }

    /** How many promises a restart would find in the journal, once what is decided is synced. */
    int retained() {
        promises.prune(synced, nextSequences());
        return promises.retained().size();
    }

    /** The promises as a log that was compacted gives them back. */
    Promises recovered() {
        Promises copy = new Promises();
        promises.retained().forEach(copy::add);
        return copy;
    }

    private List<Long> nextSequences() {
        List<Long> next = new ArrayList<>(Collections.nCopies(members, 1L));
        for (Decision decision : chain) {
            for (BatchRef batch : decision.block().batches()) {
                next.set(batch.head().author(), batch.head().sequence() + 1);
            }
        }
        return next;
    }
}
