package org.credence.consensus.kernel;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.message.Message.Ballot;
import org.credence.consensus.message.Message.Propose;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.SignedBlock;

/**
 * Blocks and votes on their way in: what a member takes note of, and when. A block of a later view waits until that
 * begins, unless others vouch for it already.
 */
public final class Arrivals {

    /** Blocks of views that have not begun here yet. */
    private static final int EARLY = 4 * Limits.WINDOW;

    private final ViewSeat seat;
    private final Bodies bodies;
    private final Rejections rejections;
    private final Course course;
    private final TreeMap<BlockRef, Propose> early = new TreeMap<>(
            Comparator.comparingLong(BlockRef::view).thenComparingLong(BlockRef::height).thenComparing(BlockRef::id));

    /** What depends on the engine. */
    public interface Course {

        /** Takes note of a signed block, which may convict its proposer: by itself, or with another for its place. */
        void witness(SignedBlock block);

        /** Whether votes or what began the view speak of the block, so that it must be had whatever its view. */
        boolean wanted(SignedBlock block);

        /** These have joined the tree. */
        void joined(List<BlockTree.Entry> entries);

        /** A block came whose parent is not here. */
        void missing(Digest parent);

        /** Counts a vote for a block above the decided head. */
        void count(int member, Ballot ballot);

        /** Inline batches have come of a block that is here. */
        void completed();

        /** Votes for whatever it now may. */
        void advance();
    }

    public Arrivals(ViewSeat seat, Bodies bodies, Rejections rejections, Course course) {
        this.seat = seat;
        this.bodies = bodies;
        this.rejections = rejections;
        this.course = course;
    }

    /** From the leader with its vote, or a block alone as the answer to a request. */
    public void onPropose(int sender, Propose propose) {
        onBlock(sender, propose);
        propose.ballot().ifPresent(ballot -> onBallot(propose.block().block().header().proposer(), ballot));
    }

    private void onBlock(int sender, Propose propose) {
        SignedBlock signed = propose.block();
        Header header = signed.block().header();
        if (header.epoch() != seat.committee().epoch()) {
            seat.ignore(Reason.OTHER_EPOCH, sender);
            return;
        }
        if (header.proposer() != seat.leadership.leader(header.view())) {
            seat.ignore(Reason.NOT_THE_LEADER, sender);
            return;
        }
        if (header.view() > seat.view() + 4L * seat.quorum().n()) {
            seat.ignore(Reason.BEYOND_WINDOW, sender);
            return;
        }
        course.witness(signed);
        boolean wanted = course.wanted(signed);
        if (header.view() > seat.view() && !wanted) {
            keepEarly(propose);
        } else if (header.view() < seat.view() && !wanted) {
            complete(propose);
            seat.ignore(Reason.STALE_VIEW, sender);
        } else {
            add(propose, wanted, sender);
        }
    }

    /** The furthest view gives way: it is the last that will begin. */
    private void keepEarly(Propose propose) {
        early.merge(propose.block().ref(), propose, (before, now) -> now.inline().isEmpty() ? before : now);
        if (early.size() > EARLY) {
            early.pollLastEntry();
        }
    }

    private void add(Propose propose, boolean wanted, int sender) {
        SignedBlock signed = propose.block();
        switch (seat.tree.add(signed, wanted)) {
            case BlockTree.Added.Joined(var entries, var misfits) -> {
                course.joined(entries);
                // Only now is the parent known, and with it what may be wrong.
                misfits.forEach(course::witness);
            }
            case BlockTree.Added.Waits _ -> course.missing(signed.block().parent());
            case BlockTree.Added.Refused refused -> {
                seat.ignore(refused.reason(), sender);
                if (refused.invalid()) {
                    rejections.reject(signed);
                }
            }
        }
        complete(propose);
        course.advance();
    }

    /** Of a block that is here, whatever its view: a report may rest on it. */
    private void complete(Propose propose) {
        Block block = propose.block().block();
        if (!propose.inline().isEmpty() && !bodies.complete(block) && seat.tree.find(block.id()).isPresent()) {
            propose.inline().forEach(bodies::hold);
            course.completed();
        }
    }

    /** A vote, from its voter or within the leader's proposal. */
    public void onBallot(int member, Ballot ballot) {
        BlockRef block = ballot.block();
        long above = block.height() - seat.height();
        if (block.epoch() != seat.committee().epoch()) {
            seat.ignore(Reason.OTHER_EPOCH, member);
        } else if (above <= 0) {
            seat.ignore(Reason.STALE_HEIGHT, member);
        } else if (above > BlockTree.REACH) {
            seat.ignore(Reason.BEYOND_WINDOW, member);
        } else {
            course.count(member, ballot);
        }
    }

    /** The view has begun: what came early may count now. */
    public void onBegun() {
        for (Propose propose : List.copyOf(early.values())) {
            BlockRef block = propose.block().ref();
            if (block.view() <= seat.view()) {
                early.remove(block);
                if (block.view() == seat.view()) {
                    add(propose, false, seat.leader());
                }
            }
        }
        course.advance();
    }

    /** The decided head moved there. */
    public void onDecided(long height) {
        early.keySet().removeIf(block -> block.height() <= height);
    }
}
