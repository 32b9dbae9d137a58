package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Status.Peer;
import org.credence.consensus.message.Message.BlockRequest;
import org.credence.consensus.message.Message.Decided;
import org.credence.consensus.message.Message.Heartbeat;
import org.credence.consensus.message.Message.Propose;
import org.credence.consensus.message.TransferMessage.DecisionRequest;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.SignedBlock;

/**
 * Knows what the others say they have, and asks for what is missing here: decided blocks in runs, undecided ones by id.
 */
public final class CatchUp {

    /** The engine that is to keep up. */
    public interface Course {

        long view();

        /** Whether it votes in its view. */
        boolean active();

        /** An undecided block, if it is here. */
        Optional<SignedBlock> find(Digest id);

        /** Takes over a decision that others made, which is the next one and proven. */
        void adopt(Decision decision);

        /** A member says that it is not in this member's view yet. */
        void lags(int member);

        /** Nothing was decided for a heartbeat: ask and say again what may have been lost. */
        void stuck();
    }

    /** Blocks that are asked for in one period, at most. */
    private static final int MISSING = 2 * Limits.WINDOW;

    private final Seat seat;
    private final Bodies bodies;
    private final Course course;
    private final List<Peer> peers = new ArrayList<>();
    private final TreeSet<Digest> missing = new TreeSet<>();
    /** Proven decisions that overtook the ones they stand on, by height. */
    private final TreeMap<Long, Decision> early = new TreeMap<>();
    private long requestedTo;
    private long heightAtBeat = -1;
    private int turn;

    public CatchUp(Seat seat, Bodies bodies, Course course) {
        this.seat = seat;
        this.bodies = bodies;
        this.course = course;
        for (int member = 0; member < seat.quorum().n(); member++) {
            peers.add(new Peer(member, 0, 0, -1));
        }
    }

    /** What the members said of themselves last, by member. */
    public List<Peer> peers() {
        return List.copyOf(peers);
    }

    /** Whether others have decided so much more that votes cannot close the gap. */
    public boolean behind() {
        return best() > height() + Limits.WINDOW;
    }

    /** Somebody tells where it stands. */
    public void onHeartbeat(int sender, Heartbeat heartbeat) {
        if (heartbeat.epoch() > seat.committee().epoch()) {
            onLaterEpoch(sender, heartbeat);
            return;
        }
        if (heartbeat.epoch() < seat.committee().epoch()) {
            seat.ignore(Reason.OTHER_EPOCH, sender);
            return;
        }
        peers.set(sender, new Peer(sender, heartbeat.view(), heartbeat.decidedHeight(), seat.now()));
        if (heartbeat.view() < course.view() || heartbeat.view() == course.view() && !heartbeat.active()) {
            course.lags(sender);
        }
        if (behind() && height() >= requestedTo) {
            request(sender);
        }
    }

    /** Whoever is in a later epoch has all of this one, and will not say any more where it stood in it. */
    private void onLaterEpoch(int sender, Heartbeat heartbeat) {
        peers.set(sender, new Peer(sender, 0, Math.min(heartbeat.decidedHeight(), seat.epoch().last()), seat.now()));
        if (height() >= requestedTo && !seat.complete()) {
            request(sender);
        }
    }

    /** Every period: say where this member stands, and ask again for what did not come. */
    public void beat() {
        seat.sendOthers(new Heartbeat(seat.committee().epoch(), course.view(), course.active(), height()));
        peers.set(seat.self(), new Peer(seat.self(), course.view(), height(), seat.now()));
        boolean stuck = height() == heightAtBeat;
        heightAtBeat = height();
        if (stuck) {
            if (best() > height()) {
                requestFromSomebody();
            }
            missing.removeIf(id -> course.find(id).filter(found -> bodies.complete(found.block())).isPresent());
            missing.forEach(this::ask);
        }
        // Whatever is still wanting is noticed again, and asked for again then.
        missing.clear();
        if (stuck) {
            course.stuck();
        }
    }

    /** Votes or a child speak of a block that is not here, or not whole. */
    public void missing(Digest id) {
        missing(id, seat.self());
    }

    /** @param holder who probably has it; this member itself if that is not known */
    public void missing(Digest id, int holder) {
        if (missing.size() < MISSING && missing.add(id)) {
            askOf(holder == seat.self() ? other() : holder, id);
        }
    }

    /** Asks one of the others, each in turn, for an undecided block. */
    public void ask(Digest id) {
        askOf(other(), id);
    }

    /** Asks a certain member for an undecided block. */
    public void askOf(int member, Digest id) {
        seat.sendTo(member, new BlockRequest(height() + 1, id));
    }

    /** Answers with an undecided block. */
    public void onBlockRequest(int sender, BlockRequest request) {
        Optional<Propose> answer = course.find(request.id())
                .map(block -> Propose.passedOn(block).carrying(bodies.inline(block.block())));
        if (answer.isEmpty()) {
            seat.ignore(Reason.NOT_HELD, sender);
        } else {
            seat.sendTo(sender, answer.get());
        }
    }

    /** The answer to a request for decisions. */
    public void onDecided(int sender, Decided decided) {
        long height = decided.decision().height();
        if (height <= height()) {
            seat.ignore(Reason.STALE_HEIGHT, sender);
        } else if (height > height() + DecisionRequest.MOST) {
            seat.ignore(Reason.UNKNOWN_PARENT, sender);
        } else if (!valid(decided)) {
            seat.ignore(Reason.INVALID_CERTIFICATE, sender);
        } else {
            early.put(height, decided.decision());
            adopt();
            if (height() == requestedTo) {
                requestMore(sender);
            }
        }
    }

    /** As far as there is no gap; a decision may bring others with it. */
    private void adopt() {
        while (!early.isEmpty() && early.firstKey() <= height() + 1) {
            Decision next = early.pollFirstEntry().getValue();
            if (next.height() == height() + 1) {
                course.adopt(next);
            }
        }
    }

    private boolean valid(Decided decided) {
        var header = decided.decision().block().header();
        return header.chainId().equals(seat.committee().chainId()) && header.epoch() == seat.committee().epoch()
                && seat.epoch().holds(header.height()) && decided.decision().header().holds(seat.quorum());
    }

    /** From the member that has just answered, or if that has no more, from another. */
    private void requestMore(int member) {
        if (peers.get(member).decidedHeight() > height()) {
            request(member);
        } else if (best() > height()) {
            requestFromSomebody();
        }
    }

    private void requestFromSomebody() {
        for (int tried = 0; tried < seat.quorum().n(); tried++) {
            int member = other();
            if (peers.get(member).decidedHeight() > height()) {
                request(member);
                return;
            }
        }
    }

    private void request(int member) {
        long to = Math.min(peers.get(member).decidedHeight(), height() + DecisionRequest.MOST);
        if (to > height()) {
            requestedTo = to;
            seat.sendTo(member, new DecisionRequest(height() + 1, to));
        }
    }

    /** The other members in turn. */
    private int other() {
        turn = (turn + 1) % (seat.quorum().n() - 1);
        return (seat.self() + 1 + turn) % seat.quorum().n();
    }

    private long best() {
        long best = 0;
        for (Peer peer : peers) {
            if (peer.member() != seat.self()) {
                best = Math.max(best, peer.decidedHeight());
            }
        }
        return best;
    }

    private long height() {
        return seat.height();
    }
}
