package org.credence.simulator.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.credence.base.Digest;
import org.credence.base.block.BatchHead;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.setup.Calendar;

/**
 * S4 for one correct member over all its restarts: what it made durable, and that nothing leaves it that was not
 * durable before. A promise that was lost in a crash binds nobody, for no message of its run has left. A vote made
 * before a VIEW_CHANGE may be repeated after it: that is no new vote, and the report covers it.
 */
final class Conduct {

    private record Place(int epoch, long view, long height) {}

    private final Watch watch;
    private final int member;
    private final Calendar calendar;
    private final IntFunction<Openings> sessions;
    private final Lineage lineage;
    private final Predicate<Digest> decided;
    private final Map<Place, Digest> confirmed = new HashMap<>();
    private final Map<Place, Digest> committed = new HashMap<>();
    private final Map<Long, BlockRef> tips = new HashMap<>();
    private final Map<Long, Digest> readied = new HashMap<>();
    private final Map<Digest, BatchHead> held = new HashMap<>();
    private int epoch;
    private long view;
    private long forgotten;

    /**
     * @param sessions the openings of an epoch
     * @param decided  whether a block is decided
     */
    Conduct(int member, Calendar calendar, IntFunction<Openings> sessions, Lineage lineage, Predicate<Digest> decided,
            Watch watch) {
        this.watch = watch;
        this.member = member;
        this.calendar = calendar;
        this.sessions = sessions;
        this.lineage = lineage;
        this.decided = decided;
    }

    /** Whether it has promised to hold the batch. */
    boolean holds(Digest batch) {
        return held.containsKey(batch);
    }

    /** Lowest view it may vote in. */
    long view() {
        return view;
    }

    /** @return the vote that is new by it, if it is one */
    Optional<Phase> promised(Promise promise) {
        return switch (promise) {
            case Promise.Entered entered -> {
                view = Math.max(view, entered.view());
                yield Optional.empty();
            }
            case Promise.Confirmed confirm -> confirm(confirm.block()) ? Optional.of(Phase.CONFIRM) : Optional.empty();
            case Promise.Committed commit -> commit(commit.block()) ? Optional.of(Phase.COMMIT) : Optional.empty();
            case Promise.Readied ready -> {
                Digest other = readied.putIfAbsent(ready.view(), ready.openingHash());
                require(other == null || other.equals(ready.openingHash()),
                        () -> "two VIEW_READY in view " + ready.view());
                yield Optional.empty();
            }
            case Promise.Opened opened -> {
                sessions.apply(epoch).opened(member, opened.opening());
                yield Optional.empty();
            }
            case Promise.Held hold -> {
                held.put(hold.batch().digest(), hold.batch().head());
                yield Optional.empty();
            }
            case Promise.Voted vote -> {
                view = Math.max(view, vote.view());
                yield Optional.empty();
            }
            // In its own view a block in the log is acknowledged, and so voted for.
            case Promise.Logged logged -> logged.block().view() == view
                    ? Optional.of(Phase.CONFIRM)
                    : Optional.empty();
            case Promise.Cast(BlockRef block) -> cast(block) ? Optional.of(Phase.CONFIRM) : Optional.empty();
            case Promise.Installed(var newView) -> {
                view = Math.max(view, newView.view());
                yield Optional.empty();
            }
            case Promise.Certified _,Promise.Kept _,Promise.Prepared _,Promise.Decided _ -> Optional.empty();
            case Promise.EpochEntered entered -> {
                enter(entered.epoch());
                yield Optional.empty();
            }
        };
    }

    /** Views begin anew; what it said in the old epoch may still be on its way out. */
    private void enter(int later) {
        // Who had no seat in between promised nothing there.
        require(later == epoch + 1 || calendar.rosters().change() && later > epoch,
                () -> "enters epoch " + later + " from epoch " + epoch);
        epoch = later;
        view = 0;
        tips.clear();
        readied.clear();
    }

    private boolean confirm(SignedBlock signed) {
        BlockRef block = signed.ref();
        Digest before = confirmed.putIfAbsent(new Place(block.epoch(), block.view(), block.height()), block.id());
        if (before != null) {
            require(before.equals(block.id()), () -> "two CONFIRMs at " + place(block));
            return false;
        }
        fresh(block, "CONFIRM");
        require(block.height() <= calendar.length().last(epoch) || signed.block().batches().isEmpty(),
                () -> "CONFIRM at " + place(block) + " of batches above the epoch's last block");
        BlockRef tip = tips.put(block.view(), block);
        Optional<Lineage.Place> anchor = tip == null
                ? sessions.apply(epoch).base(block.view(), signed.block().header().opening())
                : Optional.of(new Lineage.Place(tip.height(), tip.id()));
        require(anchor.filter(from -> follows(signed.block(), from)).isPresent(),
                () -> "CONFIRM at " + place(block) + " on parent " + signed.block().parent().brief()
                        + ", path rule says "
                        + anchor.map(Object::toString).orElse("no opening"));
        return true;
    }

    /** PREPARE of PBFT; its path rule is with the protocol's own laws. */
    private boolean cast(BlockRef block) {
        Digest before = confirmed.putIfAbsent(new Place(block.epoch(), block.view(), block.height()), block.id());
        if (before != null) {
            require(before.equals(block.id()), () -> "two PREPAREs at " + place(block));
            return false;
        }
        fresh(block, "PREPARE");
        return true;
    }

    private void fresh(BlockRef block, String what) {
        require(block.view() >= view, () -> what + " at " + place(block) + " after it left for view " + view);
        require(block.epoch() == epoch && block.height() > calendar.length().base(epoch),
                () -> what + " at " + place(block) + " for epoch " + block.epoch() + " in epoch " + epoch);
        require(block.height() > forgotten, () -> what + " at " + place(block) + ", decided long ago");
    }

    /** The path rule; blocks that are decided may be skipped, for every later block of the view extends them anyway. */
    private boolean follows(Block block, Lineage.Place anchor) {
        return block.parent().equals(anchor.id())
                || (lineage.ancestor(block.parent(), anchor.height()).filter(anchor.id()::equals).isPresent()
                        && decided.test(block.parent()));
    }

    private boolean commit(BlockRef block) {
        Digest before = committed.putIfAbsent(new Place(block.epoch(), block.view(), block.height()), block.id());
        if (before != null) {
            require(before.equals(block.id()), () -> "two COMMITs at " + place(block));
            return false;
        }
        fresh(block, "COMMIT");
        return true;
    }

    /** A message leaves: everything it promises must be durable. */
    void sent(Message message) {
        switch (message) {
            case Message.Propose(SignedBlock block, _, _) when proposes(block.block()) -> durable(
                    confirmed, block.ref(), "PROPOSE");
            case Message.Ballot ballot -> durable(ballot.phase() == Phase.CONFIRM ? confirmed : committed,
                    ballot.block(), ballot.type().name());
            case Message.Change change when change.change().epoch() == epoch -> require(
                    change.change().newView() <= view,
                    () -> "VIEW_CHANGE for view " + change.change().newView() + " sent but not durable");
            case PbftMessage.Change change -> require(change.newView() <= view,
                    () -> "VIEW_CHANGE for view " + change.newView() + " sent but not durable");
            case Message.ViewReady ready when ready.epoch() == epoch ->
                require(ready.openingHash().equals(readied.get(ready.view())),
                        () -> "VIEW_READY in view " + ready.view() + " sent but not durable");
            case Message.BatchVote vote -> require(held.containsKey(vote.head().digest()),
                    () -> "BATCH_VOTE for " + vote.head() + " sent but not durable");
            case Message _ -> {}
        }
    }

    void forget(Past past) {
        forgotten = past.height();
        confirmed.keySet().removeIf(place -> place.height() <= past.height());
        committed.keySet().removeIf(place -> place.height() <= past.height());
        tips.keySet().removeIf(of -> of <= past.view());
        readied.keySet().removeIf(of -> of <= past.view());
        held.values().removeIf(head -> head.sequence() < past.sequences().get(head.author()));
    }

    /** Votes, views and batches that are remembered. */
    int kept() {
        return confirmed.size() + committed.size() + tips.size() + readied.size() + held.size();
    }

    private boolean proposes(Block block) {
        return calendar.rosters().at(block.header().epoch()).seat(member)
                .equals(OptionalInt.of(block.header().proposer()));
    }

    private void durable(Map<Place, Digest> promises, BlockRef block, String what) {
        require(block.id().equals(promises.get(new Place(block.epoch(), block.view(), block.height()))),
                () -> what + " at " + place(block) + " sent but not durable");
    }

    private void require(boolean holds, Supplier<String> detail) {
        watch.require(holds, Invariant.S4, member, detail);
    }

    private static String place(BlockRef block) {
        return "view " + block.view() + " height " + block.height() + " " + block.id().brief();
    }
}
