package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Status.Peer;
import org.credence.consensus.message.Message.BlockRequest;
import org.credence.consensus.message.Message.Decided;
import org.credence.consensus.message.Message.DecisionRequest;
import org.credence.consensus.message.Message.Heartbeat;
import org.credence.consensus.message.Message.Propose;
import org.credence.consensus.message.Message.ViewOpened;

/**
 * Knows what the others say they have, and asks for what is missing here: decided blocks in runs, undecided ones by id.
 */
final class CatchUp {

    private static final int MISSING = 2 * Limits.WINDOW;

    private final Replica replica;
    private final FastCore core;
    private final List<Peer> peers = new ArrayList<>();
    private final TreeSet<Digest> missing = new TreeSet<>();
    private long requestedTo;
    private long heightAtBeat = -1;
    private int turn;

    CatchUp(Replica replica, FastCore core) {
        this.replica = replica;
        this.core = core;
        for (int member = 0; member < replica.quorum.n(); member++) {
            peers.add(new Peer(member, 0, 0, -1));
        }
    }

    List<Peer> peers() {
        return peers;
    }

    /** Whether others have decided so much more that votes cannot close the gap. */
    boolean behind() {
        return best() > height() + Limits.WINDOW;
    }

    void onHeartbeat(int sender, Heartbeat heartbeat) {
        if (heartbeat.epoch() != replica.committee.epoch()) {
            replica.ignore(Reason.OTHER_EPOCH, sender);
            return;
        }
        peers.set(sender, new Peer(sender, heartbeat.view(), heartbeat.decidedHeight(), replica.now()));
        boolean lags = heartbeat.view() < replica.view() || heartbeat.view() == replica.view() && !heartbeat.active();
        if (lags && replica.active()) {
            replica.opening().ifPresent(opening -> replica.sendTo(sender, new ViewOpened(opening)));
        }
        if (behind() && height() >= requestedTo) {
            request(sender);
        }
    }

    /** Every period: say where this member stands, and ask again for what did not come. */
    void beat() {
        replica.sendOthers(new Heartbeat(replica.committee.epoch(), replica.view(), replica.active(), height()));
        peers.set(replica.self, new Peer(replica.self, replica.view(), height(), replica.now()));
        boolean stuck = height() == heightAtBeat;
        heightAtBeat = height();
        if (stuck) {
            if (best() > height()) {
                requestFromSomebody();
            }
            missing.removeIf(id -> replica.tree.place(id).isPresent());
            missing.forEach(this::ask);
            missing.clear();
            wantBase();
            replica.gap().ifPresent(this::ask);
            core.repeat();
        }
    }

    /** The blocks that the view builds on, if they are not here. */
    void wantBase() {
        replica.opening().ifPresent(opening -> opening.selection().assigned().stream()
                .filter(id -> height() < opening.selection().baseHeight() && replica.tree.place(id).isEmpty())
                .forEach(this::ask));
    }

    /** Votes or a child speak of a block that is not here. */
    void missing(Digest id) {
        if (missing.size() < MISSING && missing.add(id)) {
            ask(id);
        }
    }

    private void ask(Digest id) {
        replica.sendTo(other(), new BlockRequest(height() + 1, id));
    }

    void onBlockRequest(int sender, BlockRequest request) {
        Optional<Propose> answer = replica.tree.find(request.id()).map(entry -> new Propose(entry.signed()));
        if (answer.isEmpty()) {
            replica.ignore(Reason.NOT_HELD, sender);
        } else {
            replica.sendTo(sender, answer.get());
        }
    }

    void onDecided(int sender, Decided decided) {
        long height = decided.decision().height();
        if (height <= height()) {
            replica.ignore(Reason.STALE_HEIGHT, sender);
        } else if (height > height() + 1) {
            replica.ignore(Reason.UNKNOWN_PARENT, sender);
        } else if (!valid(decided)) {
            replica.ignore(Reason.INVALID_CERTIFICATE, sender);
        } else {
            core.voting().adopt(decided.decision());
            if (height() == requestedTo && best() > height()) {
                request(sender);
            }
        }
    }

    private boolean valid(Decided decided) {
        var header = decided.decision().block().header();
        return header.chainId().equals(replica.committee.chainId()) && header.epoch() == replica.committee.epoch()
                && decided.decision().header().holds(replica.quorum);
    }

    private void requestFromSomebody() {
        for (int tried = 0; tried < replica.quorum.n(); tried++) {
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
            replica.sendTo(member, new DecisionRequest(height() + 1, to));
        }
    }

    /** The other members in turn. */
    private int other() {
        turn = (turn + 1) % (replica.quorum.n() - 1);
        return (replica.self + 1 + turn) % replica.quorum.n();
    }

    private long best() {
        return peers.stream().filter(peer -> peer.member() != replica.self).mapToLong(Peer::decidedHeight).max()
                .orElse(0);
    }

    private long height() {
        return replica.tree.head().height();
    }
}
