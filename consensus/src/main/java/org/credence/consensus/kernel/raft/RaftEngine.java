package org.credence.consensus.kernel.raft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.credence.base.Digest;
import org.credence.base.block.Vote;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Status;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.kernel.CatchUp;
import org.credence.consensus.kernel.Dissemination;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.RaftMessage;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/**
 * Raft over a chain of blocks. Tolerates f members that crash, n ≥ 2f+1, and none that lies: see
 * {@code docs/protocols/raft.md} for what its certificates prove and what they do not.
 */
public final class RaftEngine implements Engine {

    private static final Timer HEARTBEAT = Timer.of(Timer.Kind.HEARTBEAT);
    private static final Timer ELECTION = Timer.of(Timer.Kind.VIEW);

    private final String protocol;
    private final Committee committee;
    private final int self;
    private final Signer signer;
    private final Timing timing;
    private final RaftOptions options;
    private Optional<Running> running = Optional.empty();
    /** Whether the election timer runs. */
    private boolean timed;
    private long seenView;
    private long seenHeight;
    private long movedMicros;

    /** The components, from the moment the chain and the promises are known. */
    private record Running(RaftReplica replica, Dissemination dissemination, RaftProposing proposing,
            CatchUp catchUp) {}

    /**
     * @param protocol name for status and metrics
     * @param self     this member's index in the committee; its key is the signer's
     * @throws IllegalArgumentException if the committee's quorum is no majority
     */
    public RaftEngine(String protocol, Committee committee, int self, Signer signer, Timing timing,
            RaftOptions options) {
        if (committee.quorum().rule() != Quorum.Rule.MAJORITY) {
            throw new IllegalArgumentException("quorum: is for another protocol, must be a majority");
        }
        this.protocol = protocol;
        this.committee = committee;
        this.self = self;
        this.signer = signer;
        this.timing = timing;
        this.options = options;
    }

    @Override
    public List<Effect> step(long nowMicros, Input input) {
        if (input instanceof Input.Started started) {
            return start(nowMicros, started);
        }
        RaftReplica replica = core().replica();
        replica.begin(nowMicros);
        switch (input) {
            case Input.Started _ -> throw new AssertionError("started twice");
            case Input.EpochBegan _ -> throw new AssertionError("this engine runs one epoch");
            case Input.Received received -> receive(received.message());
            case Input.Submitted submitted -> core().dissemination().submit(submitted.batch());
            case Input.Elapsed elapsed -> elapsed(elapsed.timer());
            case Input.Built built -> core().proposing().onBuilt(built);
            case Input.Checked _ -> replica.ignore(Reason.OUTDATED_ANSWER, self);
        }
        work();
        return replica.end();
    }

    private List<Effect> start(long nowMicros, Input.Started started) {
        if (running.isPresent()) {
            throw new AssertionError("started twice");
        }
        RaftReplica replica = new RaftReplica(committee, self, signer, timing, options, started.chain(),
                started.promises(), nowMicros);
        Dissemination dissemination = new Dissemination(replica, replica.bodies());
        running = Optional.of(new Running(replica, dissemination, new RaftProposing(replica, dissemination),
                new CatchUp(replica, replica.bodies(), new Course())));
        seenView = replica.raft().view();
        seenHeight = replica.height();
        movedMicros = nowMicros;
        dissemination.resume();
        elapsed(HEARTBEAT);
        work();
        return replica.end();
    }

    private Running core() {
        return running.orElseThrow(() -> new AssertionError("an input before Started"));
    }

    private void receive(Verified<? extends Message.Protocol> verified) {
        int sender = verified.sender();
        Running core = core();
        switch (verified.message()) {
            case RaftMessage message -> core.replica().receive(sender, message);
            case Message.BatchOffer offer -> core.dissemination().onOffer(sender, offer);
            case Message.BatchVote vote -> core.dissemination().onVote(sender, vote);
            case Message.BatchCertified certified -> core.dissemination().onCertified(sender, certified.batch());
            case Message.Heartbeat heartbeat -> core.catchUp().onHeartbeat(sender, heartbeat);
            case Message.BlockRequest request -> core.catchUp().onBlockRequest(sender, request);
            case Message.Decided decided -> core.catchUp().onDecided(sender, decided);
            case Message.Propose _,Message.Ballot _,Message.Reject _,Message.Accusation _ ->
                core.replica().ignore(Reason.OTHER_PROTOCOL, sender);
            case Message.FastCore _,PbftMessage _ -> core.replica().ignore(Reason.OTHER_PROTOCOL, sender);
        }
    }

    private void elapsed(Timer timer) {
        Running core = core();
        switch (timer.kind()) {
            case VIEW -> {
                timed = false;
                core.replica().raft().elapsed();
            }
            case PACE -> core.proposing().consider();
            case BATCH -> core.dissemination().onTimer(timer.key());
            case HEARTBEAT -> {
                core.catchUp().beat();
                core.replica().beat();
                core.replica().arm(HEARTBEAT, timing.heartbeat());
            }
            case FAST_LANE -> throw new AssertionError("Raft has one lane");
        }
    }

    /** After every input: say what changed, add to the log what can be added, and keep the election timer running. */
    private void work() {
        RaftReplica replica = core().replica();
        Raft<?> raft = replica.raft();
        if (raft.view() > seenView) {
            boolean own = raft.role() == Raft.Role.CANDIDATE || raft.leads();
            replica.emit(new Effect.Moved(seenView, raft.view(), own ? Cause.NO_PROGRESS : Cause.ELECTION));
            seenView = raft.view();
            movedMicros = replica.now();
        }
        decided();
        core().proposing().consider();
        if (!timed) {
            replica.arm(ELECTION, Math.max(0, raft.dueMicros() - replica.now()));
            timed = true;
        }
    }

    private void decided() {
        RaftReplica replica = core().replica();
        if (replica.height() > seenHeight) {
            seenHeight = replica.height();
            movedMicros = replica.now();
            replica.bodies().onDecided();
            core().dissemination().onDecided();
            core().proposing().onDecided(replica.tookPayload());
        }
    }

    @Override
    public Status status() {
        if (running.isEmpty()) {
            return new Status(protocol, committee.epoch(), 0, Status.Stage.NEW, self, 0, Digest.ZERO, List.of(), 0, 1,
                    0, List.of());
        }
        Running core = core();
        RaftReplica replica = core.replica();
        // Nobody may be elected yet: then whom it would have.
        int leader = replica.raft().leader().orElse(replica.raft().vote().orElse(self));
        return new Status(protocol, committee.epoch(), replica.raft().view(), stage(),
                leader, replica.height(), replica.head().id(), waits(),
                core.dissemination().waiting(), core.dissemination().nextOwn(), core.dissemination().openOwn(),
                core.catchUp().peers());
    }

    private Status.Stage stage() {
        if (core().catchUp().behind()) {
            return Status.Stage.CATCHING_UP;
        }
        return core().replica().raft().leader().isPresent() ? Status.Stage.ACTIVE : Status.Stage.CHANGING;
    }

    private List<Status.Wait> waits() {
        RaftReplica replica = core().replica();
        Raft<?> raft = replica.raft();
        List<Status.Wait> waits = new ArrayList<>();
        if (raft.leader().isEmpty()) {
            waits.add(wait("votes for a leader of view " + raft.view(), raft.supporters()));
        }
        if (raft.leads()) {
            LongStream.rangeClosed(replica.height() + 1, replica.tip().height()).limit(1)
                    .forEach(height -> waits.add(wait("majority holding height " + height + " of view " + raft.view(),
                            replica.votes(height).votes().stream().map(Vote::member).toList())));
        }
        return waits;
    }

    private Status.Wait wait(String what, List<Integer> heard) {
        return new Status.Wait(what, heard.size(), committee.quorum().slow(), committee.without(heard), movedMicros);
    }

    /** What catching up needs to know of this engine. */
    private final class Course implements CatchUp.Course {

        @Override
        public long view() {
            return core().replica().raft().view();
        }

        @Override
        public boolean active() {
            return core().replica().raft().leader().isPresent();
        }

        /** The leader alone hands out undecided blocks. */
        @Override
        public Optional<SignedBlock> find(Digest id) {
            return Optional.empty();
        }

        @Override
        public void adopt(Decision decision) {
            core().replica().adopt(decision);
            decided();
        }

        /** The leader's sign of life tells it. */
        @Override
        public void lags(int member) {
            // Nothing to add to that.
        }

        /** The leader's sign of life repeats what may have been lost. */
        @Override
        public void stuck() {
            // Nothing to add to that.
        }
    }
}
