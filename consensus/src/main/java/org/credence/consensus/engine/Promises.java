package org.credence.consensus.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.Block;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.SignedBlock;

/**
 * The sum of all {@link Promise}s of a member: what recovery hands back to the engine, and what a log keeps when it
 * drops old entries.
 * Bounded: what lies at or below the decided height is forgotten by {@link #prune}, but for the tip.
 */
public final class Promises {

    private int epoch;
    private long view;
    private Optional<SignedBlock> tip = Optional.empty();
    private final TreeMap<Digest, SignedBlock> confirmed = new TreeMap<>();
    private final TreeMap<Digest, SignedBlock> kept = new TreeMap<>();
    private final TreeMap<Long, BlockRef> committed = new TreeMap<>();
    private Optional<Certificate> highest = Optional.empty();
    private Optional<Promise.Readied> readied = Optional.empty();
    private final TreeMap<Long, Opening> openings = new TreeMap<>();
    private final TreeMap<Digest, Batch> held = new TreeMap<>();
    private Optional<Promise.Voted> voted = Optional.empty();
    private final TreeMap<Long, Block> log = new TreeMap<>();
    private Optional<BlockRef> lastCast = Optional.empty();
    private final TreeMap<Long, BlockRef> casts = new TreeMap<>();
    private final TreeMap<Long, Certificate> prepared = new TreeMap<>();
    private Optional<Promise.Installed> installed = Optional.empty();
    private final TreeMap<Long, Decision> decided = new TreeMap<>();

    /** Adds one promise, in the order in which they were made. */
    public void add(Promise promise) {
        switch (promise) {
            case Promise.Entered entered -> view = Math.max(view, entered.view());
            case Promise.Confirmed confirm -> {
                tip = Optional.of(confirm.block());
                confirmed.put(confirm.block().id(), confirm.block());
            }
            case Promise.Committed commit -> committed.put(commit.block().height(), commit.block());
            case Promise.Certified certified -> highest = Optional.of(certified.certificate());
            case Promise.Readied ready -> readied = Optional.of(ready);
            case Promise.Opened opened -> openings.put(opened.opening().view(), opened.opening());
            case Promise.Held hold -> held.put(hold.batch().digest(), hold.batch());
            case Promise.Kept keep -> kept.put(keep.block().id(), keep.block());
            case Promise.Voted vote -> {
                view = Math.max(view, vote.view());
                voted = Optional.of(vote);
            }
            case Promise.Logged logged -> {
                log.tailMap(logged.block().height(), true).clear();
                log.put(logged.block().height(), logged.block());
            }
            case Promise.Cast cast -> {
                lastCast = Optional.of(cast.block());
                casts.put(cast.block().height(), cast.block());
            }
            case Promise.Prepared(var certificate) -> prepared.put(certificate.block().height(), certificate);
            case Promise.Installed install -> {
                view = Math.max(view, install.newView().view());
                installed = Optional.of(install);
            }
            case Promise.EpochEntered entered -> enter(entered.epoch());
            case Promise.Decided(var decision) -> decided.put(decision.height(), decision);
        }
    }

    private void enter(int later) {
        epoch = later;
        view = 0;
        tip = Optional.empty();
        confirmed.clear();
        kept.clear();
        committed.clear();
        highest = Optional.empty();
        readied = Optional.empty();
        openings.clear();
        voted = Optional.empty();
        log.clear();
        lastCast = Optional.empty();
        casts.clear();
        prepared.clear();
        installed = Optional.empty();
        decided.clear();
    }

    /**
     * Forgets what a decision made obsolete.
     *
     * @param decidedHeight highest decided height that is stored durably
     * @param nextSequences per author, the lowest batch sequence not yet ordered by it; batches of others are those
     *                      of who is a member no longer
     */
    public void prune(long decidedHeight, List<Long> nextSequences) {
        confirmed.values().removeIf(block -> block.block().height() <= decidedHeight);
        kept.values().removeIf(block -> block.block().height() <= decidedHeight);
        committed.headMap(decidedHeight, true).clear();
        log.headMap(decidedHeight, true).clear();
        casts.headMap(decidedHeight, true).clear();
        prepared.headMap(decidedHeight, true).clear();
        decided.headMap(decidedHeight, true).clear();
        held.values().removeIf(batch -> batch.head().author() >= nextSequences.size()
                || batch.head().sequence() < nextSequences.get(batch.head().author()));
        openings.keySet().removeIf(opened -> opened < view && !referenced(opened));
    }

    private boolean referenced(long opened) {
        return tip.filter(block -> block.block().view() == opened).isPresent()
                || highest.filter(certificate -> certificate.block().view() == opened).isPresent();
    }

    /** The promises that, added in this order, give this sum. */
    public List<Promise> retained() {
        List<Promise> promises = new ArrayList<>();
        if (epoch > 0) {
            promises.add(new Promise.EpochEntered(epoch));
        }
        promises.add(new Promise.Entered(view));
        decided.values().forEach(decision -> promises.add(new Promise.Decided(decision)));
        confirmed.values().forEach(block -> promises.add(new Promise.Confirmed(block)));
        tip.ifPresent(block -> promises.add(new Promise.Confirmed(block)));
        committed.values().forEach(block -> promises.add(new Promise.Committed(block)));
        highest.ifPresent(certificate -> promises.add(new Promise.Certified(certificate)));
        readied.ifPresent(promises::add);
        openings.values().forEach(opening -> promises.add(new Promise.Opened(opening)));
        held.values().forEach(batch -> promises.add(new Promise.Held(batch)));
        kept.values().forEach(block -> promises.add(new Promise.Kept(block)));
        voted.ifPresent(promises::add);
        log.values().forEach(block -> promises.add(new Promise.Logged(block)));
        casts.values().forEach(block -> promises.add(new Promise.Cast(block)));
        lastCast.ifPresent(block -> promises.add(new Promise.Cast(block)));
        prepared.values().forEach(certificate -> promises.add(new Promise.Prepared(certificate)));
        installed.filter(install -> install.newView().view() == view).ifPresent(promises::add);
        return promises;
    }

    /** Lowest epoch it may still vote in. */
    public int epoch() {
        return epoch;
    }

    /** Lowest view of that epoch it may still vote in. */
    public long view() {
        return view;
    }

    /** Last block it CONFIRMed. */
    public Optional<SignedBlock> tip() {
        return tip;
    }

    /** Blocks it CONFIRMed, by id. */
    public List<SignedBlock> confirmed() {
        return List.copyOf(confirmed.values());
    }

    /** Blocks it did not CONFIRM but must be able to report, by id. */
    public List<SignedBlock> kept() {
        return List.copyOf(kept.values());
    }

    /** Blocks it sent COMMIT for, ascending by height. */
    public List<BlockRef> committed() {
        return List.copyOf(committed.values());
    }

    /** Highest CC it saw. */
    public Optional<Certificate> highest() {
        return highest;
    }

    /** Its last VIEW_READY. */
    public Optional<Promise.Readied> readied() {
        return readied;
    }

    /** Progress certificates it holds, ascending by view. */
    public List<Opening> openings() {
        return List.copyOf(openings.values());
    }

    /** Its vote in the last election it took part in (Raft). */
    public Optional<Promise.Voted> voted() {
        return voted;
    }

    /** The blocks of its log, ascending by height (Raft). */
    public List<Block> log() {
        return List.copyOf(log.values());
    }

    /** The last block it voted for first: what it CONFIRMed, or with PBFT what it sent PREPARE for. */
    public Optional<BlockRef> lastVote() {
        return lastCast.or(() -> tip.map(SignedBlock::ref));
    }

    /** Blocks it sent PREPARE for, the last of each height, ascending (PBFT). */
    public List<BlockRef> casts() {
        return List.copyOf(casts.values());
    }

    /** By height, the prepared certificate of the highest view that it holds, ascending (PBFT). */
    public List<Certificate> prepared() {
        return List.copyOf(prepared.values());
    }

    /** The NEW_VIEW of its view; empty while that has not begun (PBFT). */
    public Optional<PbftMessage.NewView> installed() {
        return installed.map(Promise.Installed::newView).filter(newView -> newView.view() == view);
    }

    /** Decisions above this height: where the store ends there, what it has lost or never got. Ascending by height. */
    public List<Decision> decidedAbove(long height) {
        return List.copyOf(decided.tailMap(height, false).values());
    }

    /** Batches it vouched for, by digest. */
    public List<Batch> held() {
        return List.copyOf(held.values());
    }
}
