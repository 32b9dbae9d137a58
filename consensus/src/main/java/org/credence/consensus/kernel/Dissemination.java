package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Vote;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message.BatchCertified;
import org.credence.consensus.message.Message.BatchOffer;
import org.credence.consensus.message.Message.BatchVote;
import org.credence.consensus.part.Availability;

/**
 * Batches on their way to the chain (P§1.8): spread by their author, vouched for by f+1, then waiting for a block to
 * order them. A small one of the member that orders waits for its block at once, which will carry it.
 */
public final class Dissemination {

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

    /**
     * @param sinceMicros     when its certificate came
     * @param orderableMicros when a block could first order it: at its arrival, or when the last gap before it closed
     */
    private record Pending(BatchRef ref, long sinceMicros, long orderableMicros) {}

    private final Seat seat;
    private final Bodies bodies;
    private final TreeMap<Long, Own> own = new TreeMap<>();
    /** Per author: certified batches not yet ordered on the decided chain, by sequence. */
    private final List<TreeMap<Long, Pending>> pending = new ArrayList<>();
    /** Per author: the first sequence that no block could order yet, since it or one before it is not pending. */
    private final List<Long> gaps = new ArrayList<>();
    /** Per author: batches this member vouched for, by sequence: never two for one place. */
    private final List<TreeMap<Long, BatchHead>> vouched = new ArrayList<>();
    private long nextOwn;
    /** How long a batch takes from its offer to its certificate, on average. */
    private long usualMicros;

    /** @param bodies what it holds, since before a restart */
    public Dissemination(Seat seat, Bodies bodies) {
        this.seat = seat;
        this.bodies = bodies;
        for (int i = 0; i < seat.quorum().n(); i++) {
            pending.add(new TreeMap<>());
            vouched.add(new TreeMap<>());
            gaps.add(lowest(i));
        }
        nextOwn = lowest(seat.self());
        bodies.all().forEach(this::recall);
    }

    private void recall(Batch batch) {
        BatchHead head = batch.head();
        vouched.get(head.author()).put(head.sequence(), head);
        if (head.author() == seat.self()) {
            track(batch);
        }
    }

    private Own track(Batch batch) {
        Own mine = new Own(batch);
        mine.votes.put(seat.self(), batch.signature());
        own.put(batch.head().sequence(), mine);
        nextOwn = Math.max(nextOwn, batch.head().sequence() + 1);
        return mine;
    }

    /** Sequence the next own batch must have. */
    public long nextOwn() {
        return nextOwn;
    }

    /** Own batches not yet ordered. */
    public int openOwn() {
        return own.size();
    }

    /** Certified batches not yet ordered. */
    public int waiting() {
        return pending.stream().mapToInt(TreeMap::size).sum();
    }

    /** Spreads again what was under way before a restart. */
    public void resume() {
        own.values().forEach(this::offer);
    }

    /** Takes a batch of this member's own. */
    public void submit(Batch batch) {
        BatchHead head = batch.head();
        if (head.author() != seat.self() || head.sequence() != nextOwn) {
            seat.ignore(Reason.OUT_OF_SEQUENCE, seat.self());
            return;
        }
        if (own.size() >= Limits.AUTHOR_WINDOW) {
            seat.ignore(Reason.BUFFER_FULL, seat.self());
            return;
        }
        vouched.get(seat.self()).put(head.sequence(), head);
        bodies.hold(batch);
        Own mine = track(batch);
        if (orders() && Availability.fitsInline(head)) {
            await(new BatchRef(head, List.of()));
            seat.arm(new Timer(Timer.Kind.BATCH, head.sequence()), patience());
        } else {
            offer(mine);
        }
    }

    /** Whether this member makes the next block. */
    private boolean orders() {
        return seat.orderer().equals(OptionalInt.of(seat.self()));
    }

    /** Own batches that a block proposed now carries have gone their way: the next may follow. */
    public void proposed(Block block) {
        for (BatchRef ref : block.batches()) {
            if (Availability.inline(ref)) {
                seat.emit(new Effect.Certified(ref.head().sequence()));
            }
        }
    }

    private void offer(Own mine) {
        mine.offeredMicros = seat.now();
        BatchHead head = mine.batch.head();
        seat.sendOthers(new BatchOffer(mine.batch, Availability.verifiers(head, seat.orderer(), seat.quorum())));
        seat.arm(new Timer(Timer.Kind.BATCH, head.sequence()), patience());
        certify(mine);
    }

    /** Somebody's batch: keeps it, or vouches for it if it is asked to. */
    public void onOffer(int sender, BatchOffer offer) {
        BatchHead head = offer.batch().head();
        if (sender != head.author() || sender == seat.self()) {
            seat.ignore(Reason.NOT_THE_AUTHOR, sender);
        } else if (!inWindow(head)) {
            seat.ignore(Reason.OUT_OF_SEQUENCE, sender);
        } else if (!offer.asks(seat.self())) {
            seat.emit(new Effect.Keep(offer.batch()));
        } else {
            vouch(sender, offer.batch());
        }
    }

    private void vouch(int author, Batch batch) {
        BatchHead head = batch.head();
        BatchHead before = vouched.get(author).putIfAbsent(head.sequence(), head);
        if (before != null && !before.equals(head)) {
            seat.ignore(Reason.DUPLICATE, author);
            return;
        }
        bodies.hold(batch);
        Signature vote = seat.sign(head.availability(seat.committee().chainId()));
        seat.sendTo(author, new BatchVote(head, vote));
        if (suffices(2)) {
            TreeMap<Integer, Signature> votes = new TreeMap<>();
            votes.put(author, batch.signature());
            votes.put(seat.self(), vote);
            await(certificate(batch, votes));
        }
    }

    private boolean suffices(int votes) {
        return votes >= seat.quorum().weak();
    }

    /** Somebody vouches for a batch of this member's. */
    public void onVote(int sender, BatchVote vote) {
        Own mine = own.get(vote.head().sequence());
        if (mine == null || !mine.batch.head().equals(vote.head())) {
            seat.ignore(Reason.UNKNOWN_BATCH, sender);
            return;
        }
        mine.votes.put(sender, vote.signature());
        certify(mine);
    }

    private void certify(Own mine) {
        if (mine.certified || !suffices(mine.votes.size())) {
            return;
        }
        mine.certified = true;
        usualMicros += (seat.now() - mine.offeredMicros - usualMicros) / 8;
        seat.emit(new Effect.Certified(mine.batch.head().sequence()));
        await(certificate(mine.batch, mine.votes));
        submitToOrderer(mine);
    }

    /**
     * The others need to know only of what is not ordered in time. A voter whose vote and the author's suffice has the
     * certificate already.
     */
    private void submitToOrderer(Own mine) {
        seat.orderer().ifPresent(orderer -> {
            if (!(suffices(2) && mine.votes.containsKey(orderer))) {
                seat.sendTo(orderer, new BatchCertified(certificate(mine.batch, mine.votes)));
            }
        });
    }

    private BatchRef certificate(Batch batch, SortedMap<Integer, Signature> votes) {
        List<Vote> first = new ArrayList<>(seat.quorum().weak());
        for (var vote : votes.entrySet()) {
            if (first.size() < seat.quorum().weak()) {
                first.add(new Vote(vote.getKey(), vote.getValue()));
            }
        }
        return new BatchRef(batch.head(), first);
    }

    /** Whether the batch was news. */
    public boolean onCertified(int sender, BatchRef ref) {
        if (!seat.committee().has(ref.head().author()) || !inWindow(ref.head())) {
            seat.ignore(Reason.OUT_OF_SEQUENCE, sender);
        } else if (ref.votes().size() < seat.quorum().weak()) {
            seat.ignore(Reason.TOO_FEW_VOTES, sender);
        } else if (!await(ref)) {
            seat.ignore(Reason.DUPLICATE, sender);
        } else {
            return true;
        }
        return false;
    }

    private boolean await(BatchRef ref) {
        BatchHead head = ref.head();
        Pending before = pending.get(head.author()).get(head.sequence());
        if (before != null && !Availability.inline(before.ref())) {
            return false;
        }
        pending.get(head.author()).put(head.sequence(), new Pending(ref, seat.now(), seat.now()));
        closeGaps(head.author());
        return true;
    }

    /** Batches behind a gap begin to wait for the leader when it closes: no block could order them before. */
    private void closeGaps(int author) {
        TreeMap<Long, Pending> of = pending.get(author);
        long next = Math.max(gaps.get(author), lowest(author));
        while (of.computeIfPresent(next,
                (_, waiting) -> new Pending(waiting.ref(), waiting.sinceMicros(), seat.now())) != null) {
            next++;
        }
        gaps.set(author, next);
    }

    /** A batch of this member's lacks votes, or is certified and not ordered: now all others must know. */
    public void onTimer(long sequence) {
        Own mine = own.get(sequence);
        if (mine == null) {
            return;
        }
        seat.sendOthers(mine.certified
                ? new BatchCertified(certificate(mine.batch, mine.votes))
                : new BatchOffer(mine.batch, Availability.everyone(mine.batch.head(), seat.quorum())));
        seat.arm(new Timer(Timer.Kind.BATCH, sequence), 4 * patience());
    }

    /**
     * How long to wait for votes before the batch is offered to all: a while more than it usually takes. Were it fixed,
     * members that are merely busy would be given the work of all the others too, just when they are. The factor is low
     * enough that batches whose first verifiers are dead, at most half of them, cannot drive it up without end.
     */
    private long patience() {
        long retry = seat.timing().batchRetry();
        return Math.max(retry, Math.min(retry + usualMicros * 3 / 2, seat.timing().viewTimeout() / 2));
    }

    /**
     * What a block may order whose authors stand at {@code next}: each author's batches in turn, in sequence, fairly.
     */
    public List<BatchRef> available(List<Long> next) {
        List<BatchRef> refs = new ArrayList<>();
        List<Long> at = new ArrayList<>(next);
        long room = Limits.BLOCK_BYTES;
        for (boolean found = true; found && refs.size() < Limits.BLOCK_BATCHES;) {
            found = false;
            for (int author = 0; author < at.size() && refs.size() < Limits.BLOCK_BATCHES; author++) {
                Pending waiting = pending.get(author).get(at.get(author));
                if (waiting != null && waiting.ref().head().bytes() <= room) {
                    refs.add(waiting.ref());
                    room -= waiting.ref().head().bytes();
                    at.set(author, at.get(author) + 1);
                    found = true;
                }
            }
        }
        return refs;
    }

    /** Whether a batch waits that the next block could order. */
    public boolean orderable() {
        for (int author = 0; author < pending.size(); author++) {
            if (pending.get(author).containsKey(lowest(author))) {
                return true;
            }
        }
        return false;
    }

    /** Longest time that a batch has waited since a block could order it, in microseconds; 0 if none waits. */
    public long longestWait() {
        long longest = 0;
        for (int author = 0; author < pending.size(); author++) {
            Pending first = pending.get(author).get(lowest(author));
            if (first != null) {
                longest = Math.max(longest, seat.now() - first.orderableMicros());
            }
        }
        return longest;
    }

    /** Of each author the next batches, without a gap, that have waited longer than this many microseconds. */
    public List<BatchRef> overdue(long micros) {
        List<BatchRef> overdue = new ArrayList<>();
        for (int author = 0; author < pending.size(); author++) {
            long next = lowest(author);
            for (Pending waiting : pending.get(author).tailMap(next).values()) {
                if (waiting.ref().head().sequence() != next++ || seat.now() - waiting.sinceMicros() <= micros
                        || Availability.inline(waiting.ref())) {
                    break;
                }
                overdue.add(waiting.ref());
            }
        }
        return overdue;
    }

    /** A new leader is told what waits, and gets the full time to order it. What was to go inline needs votes now. */
    public void restartWaits() {
        if (!orders()) {
            pending.get(seat.self()).values().removeIf(waiting -> Availability.inline(waiting.ref()));
        }
        own.values().forEach(mine -> {
            if (mine.certified) {
                submitToOrderer(mine);
            } else if (!orders() && Availability.fitsInline(mine.batch.head())) {
                offer(mine);
            }
        });
        for (TreeMap<Long, Pending> of : pending) {
            of.replaceAll((sequence, waiting) -> new Pending(waiting.ref(), seat.now(), seat.now()));
        }
    }

    /** The decided head moved: forget what is ordered. */
    public void onDecided() {
        for (int author = 0; author < pending.size(); author++) {
            pending.get(author).headMap(lowest(author)).clear();
            vouched.get(author).headMap(lowest(author)).clear();
            closeGaps(author);
        }
        while (!own.isEmpty() && own.firstKey() < lowest(seat.self())) {
            seat.disarm(new Timer(Timer.Kind.BATCH, own.pollFirstEntry().getKey()));
        }
        nextOwn = Math.max(nextOwn, lowest(seat.self()));
    }

    private boolean inWindow(BatchHead head) {
        long lowest = lowest(head.author());
        return head.sequence() >= lowest && head.sequence() < lowest + Limits.AUTHOR_WINDOW;
    }

    private long lowest(int author) {
        return seat.nextSequences().get(author);
    }
}
