package org.credence.lab.cbft;

import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Status;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.kernel.Bodies;
import org.credence.consensus.kernel.Dissemination;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/**
 * CBFT as published (P§2.1), in the world of the sound form: the same batches, blocks, votes and timers, so that one
 * schedule can be played to both. It forks; only the laboratory can make one.
 *
 * <pre>
 *   the paper                          here
 *   REQUEST, sent to everybody         batches, spread and certified as everywhere
 *   PROPOSE                            Propose
 *   CONFIRM                            Ballot of phase CONFIRM, in the current view
 *   VIEW-CHANGE(v+1, L, Q, i)          Change: L is leader, Q is path
 *   VIEW-CHANGE-ACK                    (none; see Replacing)
 *   VIEW-CHANGE(v+1, V, X) [sic]       NewView: V is changes, X is selection
 *   checkpoint                         the highest decided block with its CONFIRMs
 * </pre>
 */
public final class PublishedCbft implements Engine {

    private static final Timer VIEW = Timer.of(Timer.Kind.VIEW);
    private static final Timer HEARTBEAT = Timer.of(Timer.Kind.HEARTBEAT);

    private final Committee committee;
    private final int self;
    private final Signer signer;
    private final Timing timing;
    private final CreditTable table;
    private final Reading reading;
    private Optional<Running> running = Optional.empty();
    private boolean timed;
    private long seenHeight;
    private long seenView;
    private boolean seenActive = true;

    /** The components, from the moment the chain is known. */
    private record Running(Replica replica, Bodies bodies, Dissemination dissemination, Confirming confirming,
            Replacing replacing, Following following) {}

    /**
     * @param self  this member's index in the committee; its key is the signer's
     * @param table its own node credit ranking table
     */
    public PublishedCbft(Committee committee, int self, Signer signer, Timing timing, CreditTable table,
            Reading reading) {
        this.committee = committee;
        this.self = self;
        this.signer = signer;
        this.timing = timing;
        this.table = table;
        this.reading = reading;
    }

    @Override
    public List<Effect> step(long nowMicros, Input input) {
        if (input instanceof Input.Started started) {
            start(started);
        }
        Running core = core();
        core.replica.begin(nowMicros);
        switch (input) {
            case Input.Started _ -> {
                core.dissemination.resume();
                core.replica.arm(HEARTBEAT, timing.heartbeat());
            }
            case Input.Received received -> receive(core, received.message());
            case Input.Submitted submitted -> core.dissemination.submit(submitted.batch());
            case Input.Elapsed elapsed -> elapsed(core, elapsed.timer());
            case Input.Built built -> core.confirming.onBuilt(built);
            case Input.Checked checked -> judge(core, core.confirming.onChecked(checked));
            case Input.EpochBegan _ -> throw new AssertionError("the published form has one epoch");
        }
        work(core);
        return core.replica.end();
    }

    private void start(Input.Started started) {
        if (running.isPresent()) {
            throw new AssertionError("started twice");
        }
        Replica replica = new Replica(committee, self, signer, timing, table, reading, started.chain());
        Bodies bodies = new Bodies(replica, started.promises().held());
        Dissemination dissemination = new Dissemination(replica, bodies);
        Confirming confirming = new Confirming(replica, dissemination);
        running = Optional.of(new Running(replica, bodies, dissemination, confirming,
                new Replacing(replica, confirming), new Following(replica)));
        seenHeight = replica.height();
    }

    private Running core() {
        return running.orElseThrow(() -> new AssertionError("an input before Started"));
    }

    private static void receive(Running core, Verified<? extends Message.Protocol> verified) {
        int sender = verified.sender();
        switch (verified.message()) {
            case Message.Propose propose -> core.confirming.onPropose(sender, propose.block());
            case Message.Ballot ballot -> core.confirming.onBallot(sender, ballot);
            case Message.Change change -> core.replacing.onChange(sender, change.change());
            case Message.NewView newView -> core.replacing.onNewView(sender, newView.proof());
            case Message.BatchOffer offer -> core.dissemination.onOffer(sender, offer);
            case Message.BatchVote vote -> core.dissemination.onVote(sender, vote);
            case Message.BatchCertified certified -> core.dissemination.onCertified(sender, certified.batch());
            case Message.Heartbeat heartbeat -> {
                core.following.onHeartbeat(sender, heartbeat);
                boolean behind = heartbeat.view() < core.replica.view()
                        || heartbeat.view() == core.replica.view() && !heartbeat.active();
                if (behind) {
                    core.replacing.lags(sender);
                }
            }
            case Message.Decided decided -> core.following.onDecided(sender, decided);
            case Message.Protocol _ -> core.replica.ignore(Reason.OTHER_PROTOCOL, sender);
        }
    }

    private void elapsed(Running core, Timer timer) {
        switch (timer.kind()) {
            case VIEW -> {
                timed = false;
                timeout(core);
            }
            case HEARTBEAT -> {
                core.following.beat();
                core.replacing.repeat();
                core.confirming.repeat();
                core.replica.arm(HEARTBEAT, timing.heartbeat());
            }
            case BATCH -> core.dissemination.onTimer(timer.key());
            case PACE, FAST_LANE -> throw new AssertionError("nobody armed " + timer);
        }
    }

    private static void timeout(Running core) {
        boolean doubts = core.replica.active() && core.replica.accepted().isPresent()
                && core.replica.reading().doubt() == Reading.Doubt.EMPTY_BLOCK;
        if (doubts) {
            core.confirming.agreeOnEmpty();
        } else if (waits(core)) {
            core.replacing.leave(Cause.NO_PROGRESS);
        }
    }

    /** "The consensus is abandoned, and a view replacement protocol is initiated." */
    private static void judge(Running core, boolean invalid) {
        if (invalid) {
            core.replacing.leave(Cause.INVALID_PROPOSAL);
        }
    }

    /** Whether there is something that should happen soon. */
    private static boolean waits(Running core) {
        return !core.replica.active() || core.replica.accepted().isPresent() || core.dissemination.orderable();
    }

    /** After every input: look at the next block, take note of what was decided, keep the timer. */
    private void work(Running core) {
        do {
            settle(core);
            judge(core, core.confirming.advance());
        } while (core.replica.height() > seenHeight);
        core.confirming.consider();
        boolean moved = core.replica.view() != seenView || core.replica.active() != seenActive;
        seenView = core.replica.view();
        seenActive = core.replica.active();
        if (timed && (moved || !waits(core))) {
            stop(core);
        }
        if (!timed && waits(core)) {
            core.replica.arm(VIEW, timing.viewTimeout());
            timed = true;
        }
    }

    private void settle(Running core) {
        if (core.replica.height() > seenHeight) {
            seenHeight = core.replica.height();
            core.bodies.onDecided();
            core.dissemination.onDecided();
            core.confirming.decided();
            // Only a view in force is given new time by what it decides.
            if (timed && core.replica.active()) {
                stop(core);
            }
        }
    }

    private void stop(Running core) {
        core.replica.disarm(VIEW);
        timed = false;
    }

    @Override
    public Status status() {
        String name = "cbft as published";
        if (running.isEmpty()) {
            return new Status(name, committee.epoch(), 0, Status.Stage.NEW, self, 0, Digest.ZERO, List.of(), 0, 1, 0,
                    List.of());
        }
        Running core = core();
        Replica replica = core.replica;
        return new Status(name, committee.epoch(), replica.view(),
                replica.active() ? Status.Stage.ACTIVE : Status.Stage.CHANGING, replica.primary(replica.view()),
                replica.height(), replica.headId(), List.of(), core.dissemination.waiting(),
                core.dissemination.nextOwn(), core.dissemination.openOwn(), List.of());
    }
}
