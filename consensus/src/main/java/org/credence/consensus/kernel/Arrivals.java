package org.credence.consensus.kernel;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.Limits;
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
    private final Rejections rejections;
    private final Course course;
    private final TreeMap<BlockRef, SignedBlock> early = new TreeMap<>(
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

        /** Votes for whatever it now may. */
        void advance();
    }

    public Arrivals(ViewSeat seat, Rejections rejections, Course course) {
        this.seat = seat;
        this.rejections = rejections;
        this.course = course;
    }

    /** From the leader with its vote, or a block alone as the answer to a request. */
    public void onPropose(int sender, Propose propose) {
        onBlock(sender, propose.block());
        propose.ballot().ifPresent(ballot -> onBallot(propose.block().block().header().proposer(), ballot));
    }

    private void onBlock(int sender, SignedBlock signed) {
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
        if (seat.gap().filter(signed.id()::equals).isPresent()) {
            seat.secure(signed);
        }
        if (header.view() > seat.view() && !wanted) {
            keepEarly(signed);
        } else if (header.view() < seat.view() && !wanted) {
            seat.ignore(Reason.STALE_VIEW, sender);
        } else {
            add(signed, wanted, sender);
        }
    }

    /** The furthest view gives way: it is the last that will begin. */
    private void keepEarly(SignedBlock signed) {
        early.put(signed.ref(), signed);
        if (early.size() > EARLY) {
            early.pollLastEntry();
        }
    }

    private void add(SignedBlock signed, boolean wanted, int sender) {
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
        course.advance();
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
        for (SignedBlock block : List.copyOf(early.values())) {
            if (block.block().view() <= seat.view()) {
                early.remove(block.ref());
                if (block.block().view() == seat.view()) {
                    add(block, false, seat.leader());
                }
            }
        }
        course.advance();
    }

    /** The decided head moved there. */
    public void onDecided(long height) {
        early.values().removeIf(block -> block.block().height() <= height);
    }
}
