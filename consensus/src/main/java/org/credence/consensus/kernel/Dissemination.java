package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Vote;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message.BatchCertified;
import org.credence.consensus.message.Message.BatchOffer;
import org.credence.consensus.message.Message.BatchVote;
import org.credence.consensus.part.Availability;

/**
 * Batches on their way to the chain (P§1.8): spread by their author, vouched for by f+1, then waiting for a block to
 * order them.
 */
final class Dissemination {

    /** One of this member's own batches until it is ordered. */
    private static final class Own {
        final Batch batch;
        final TreeMap<Integer, Signature> votes = new TreeMap<>();
        long offeredMicros;
        boolean certified;

        Own(Batch batch) {
            this.batch = batch;
        }
    }

    private record Pending(BatchRef ref, long sinceMicros) {}

    private final Replica replica;
    private final TreeMap<Long, Own> own = new TreeMap<>();
    /** Per author: certified batches not yet ordered on the decided chain, by sequence. */
    private final List<TreeMap<Long, Pending>> pending = new ArrayList<>();
    /** Per author: batches this member vouched for, by sequence: never two for one place. */
    private final List<TreeMap<Long, BatchHead>> vouched = new ArrayList<>();
    private long nextOwn;
    /** How long a batch takes from its offer to its certificate, on average. */
    private long usualMicros;

    Dissemination(Replica replica, List<Batch> held) {
        this.replica = replica;
        for (int i = 0; i < replica.quorum.n(); i++) {
            pending.add(new TreeMap<>());
            vouched.add(new TreeMap<>());
        }
        nextOwn = lowest(replica.self);
        held.stream().filter(batch -> batch.head().sequence() >= lowest(batch.head().author())).forEach(this::recall);
    }

    private void recall(Batch batch) {
        BatchHead head = batch.head();
        vouched.get(head.author()).put(head.sequence(), head);
        if (head.author() == replica.self) {
            track(batch);
        }
    }

    private Own track(Batch batch) {
        Own mine = new Own(batch);
        mine.votes.put(replica.self, batch.signature());
        own.put(batch.head().sequence(), mine);
        nextOwn = Math.max(nextOwn, batch.head().sequence() + 1);
        return mine;
    }

    /** Sequence the next own batch must have. */
    long nextOwn() {
        return nextOwn;
    }

    /** Own batches not yet ordered. */
    int openOwn() {
        return own.size();
    }

    /** Certified batches not yet ordered. */
    int waiting() {
        return pending.stream().mapToInt(TreeMap::size).sum();
    }

    /** Spreads again what was under way before a restart. */
    void resume() {
        own.values().forEach(this::offer);
    }

    void submit(Batch batch) {
        BatchHead head = batch.head();
        if (head.author() != replica.self || head.sequence() != nextOwn) {
            replica.ignore(Reason.OUT_OF_SEQUENCE, replica.self);
            return;
        }
        if (own.size() >= Limits.AUTHOR_WINDOW) {
            replica.ignore(Reason.BUFFER_FULL, replica.self);
            return;
        }
        vouched.get(replica.self).put(head.sequence(), head);
        replica.persist(new Promise.Held(batch));
        offer(track(batch));
    }

    private void offer(Own mine) {
        mine.offeredMicros = replica.now();
        replica.sendOthers(new BatchOffer(mine.batch, false));
        replica.arm(new Timer(Timer.Kind.BATCH, mine.batch.head().sequence()), patience());
        certify(mine);
    }

    void onOffer(int sender, BatchOffer offer) {
        BatchHead head = offer.batch().head();
        if (sender != head.author() || sender == replica.self) {
            replica.ignore(Reason.NOT_THE_AUTHOR, sender);
        } else if (!inWindow(head)) {
            replica.ignore(Reason.OUT_OF_SEQUENCE, sender);
        } else if (!offer.everyone() && !Availability.asked(head, replica.self, replica.quorum)) {
            replica.emit(new Effect.Keep(offer.batch()));
        } else {
            vouch(sender, offer.batch());
        }
    }

    private void vouch(int author, Batch batch) {
        BatchHead head = batch.head();
        BatchHead before = vouched.get(author).putIfAbsent(head.sequence(), head);
        if (before == null) {
            replica.persist(new Promise.Held(batch));
        } else if (!before.equals(head)) {
            replica.ignore(Reason.DUPLICATE, author);
            return;
        }
        replica.sendTo(author, new BatchVote(head, replica.sign(head.availability(replica.committee.chainId()))));
    }

    void onVote(int sender, BatchVote vote) {
        Own mine = own.get(vote.head().sequence());
        if (mine == null || !mine.batch.head().equals(vote.head())) {
            replica.ignore(Reason.UNKNOWN_BATCH, sender);
            return;
        }
        mine.votes.put(sender, vote.signature());
        certify(mine);
    }

    private void certify(Own mine) {
        if (mine.certified || mine.votes.size() < replica.quorum.weak()) {
            return;
        }
        mine.certified = true;
        usualMicros += (replica.now() - mine.offeredMicros - usualMicros) / 8;
        BatchRef ref = certificate(mine);
        replica.sendOthers(new BatchCertified(ref));
        await(ref);
    }

    private BatchRef certificate(Own mine) {
        List<Vote> votes = mine.votes.entrySet().stream().limit(replica.quorum.weak())
                .map(vote -> new Vote(vote.getKey(), vote.getValue())).toList();
        return new BatchRef(mine.batch.head(), votes);
    }

    /** Whether the batch was news. */
    boolean onCertified(int sender, BatchRef ref) {
        if (!replica.committee.has(ref.head().author()) || !inWindow(ref.head())) {
            replica.ignore(Reason.OUT_OF_SEQUENCE, sender);
        } else if (ref.votes().size() < replica.quorum.weak()) {
            replica.ignore(Reason.TOO_FEW_VOTES, sender);
        } else if (!await(ref)) {
            replica.ignore(Reason.DUPLICATE, sender);
        } else {
            return true;
        }
        return false;
    }

    private boolean await(BatchRef ref) {
        return pending.get(ref.head().author()).putIfAbsent(ref.head().sequence(),
                new Pending(ref, replica.now())) == null;
    }

    /** A batch of this member's lacks votes, or its certificate may have been lost. */
    void onTimer(long sequence) {
        Own mine = own.get(sequence);
        if (mine == null) {
            return;
        }
        replica.sendOthers(mine.certified ? new BatchCertified(certificate(mine)) : new BatchOffer(mine.batch, true));
        replica.arm(new Timer(Timer.Kind.BATCH, sequence), 4 * patience());
    }

    /**
     * How long to wait for votes before the batch is offered to all: a while more than it usually takes. Were it fixed,
     * members that are merely busy would be given the work of all the others too, just when they are. The factor is low
     * enough that batches whose first verifiers are dead, at most half of them, cannot drive it up without end.
     */
    private long patience() {
        long retry = replica.timing.batchRetry();
        return Math.max(retry, Math.min(retry + usualMicros * 3 / 2, replica.timing.viewTimeout() / 2));
    }

    /**
     * What a block may order whose authors stand at {@code next}: each author's batches in turn, in sequence, fairly.
     */
    List<BatchRef> available(List<Long> next) {
        List<BatchRef> refs = new ArrayList<>();
        List<Long> at = new ArrayList<>(next);
        for (boolean found = true; found && refs.size() < Limits.BLOCK_BATCHES;) {
            found = false;
            for (int author = 0; author < at.size() && refs.size() < Limits.BLOCK_BATCHES; author++) {
                Pending waiting = pending.get(author).get(at.get(author));
                if (waiting != null) {
                    refs.add(waiting.ref());
                    at.set(author, at.get(author) + 1);
                    found = true;
                }
            }
        }
        return refs;
    }

    /** Whether a batch waits that the next block could order. */
    boolean orderable() {
        for (int author = 0; author < pending.size(); author++) {
            if (pending.get(author).containsKey(lowest(author))) {
                return true;
            }
        }
        return false;
    }

    /** Longest time that an orderable batch has waited, in microseconds; 0 if none waits. */
    long longestWait() {
        long longest = 0;
        for (int author = 0; author < pending.size(); author++) {
            Pending first = pending.get(author).get(lowest(author));
            if (first != null) {
                longest = Math.max(longest, replica.now() - first.sinceMicros());
            }
        }
        return longest;
    }

    /** A new leader gets the full time to order what waits. */
    void restartWaits() {
        for (TreeMap<Long, Pending> of : pending) {
            of.replaceAll((sequence, waiting) -> new Pending(waiting.ref(), replica.now()));
        }
    }

    /** The decided head moved: forget what is ordered. */
    void onDecided() {
        for (int author = 0; author < pending.size(); author++) {
            pending.get(author).headMap(lowest(author)).clear();
            vouched.get(author).headMap(lowest(author)).clear();
        }
        while (!own.isEmpty() && own.firstKey() < lowest(replica.self)) {
            replica.disarm(new Timer(Timer.Kind.BATCH, own.pollFirstEntry().getKey()));
        }
        nextOwn = Math.max(nextOwn, lowest(replica.self));
    }

    private boolean inWindow(BatchHead head) {
        long lowest = lowest(head.author());
        return head.sequence() >= lowest && head.sequence() < lowest + Limits.AUTHOR_WINDOW;
    }

    private long lowest(int author) {
        return replica.tree.head().nextSequences().get(author);
    }
}
