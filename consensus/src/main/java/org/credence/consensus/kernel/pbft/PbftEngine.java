package org.credence.consensus.kernel.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Vote;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Status;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.kernel.BlockTree.Entry;
import org.credence.consensus.kernel.Bodies;
import org.credence.consensus.kernel.CatchUp;
import org.credence.consensus.kernel.Dissemination;
import org.credence.consensus.kernel.LeaderWatch;
import org.credence.consensus.kernel.Proofs;
import org.credence.consensus.kernel.Select;
import org.credence.consensus.kernel.Verdicts;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.PbftMessage.NewView;
import org.credence.consensus.message.RaftMessage;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/**
 * PBFT over a chain of blocks: three message delays, f of n ≥ 3f+1 members Byzantine. See
 * {@code docs/protocols/pbft.md} for what differs from the paper.
 */
public final class PbftEngine implements Engine {

    private static final Timer HEARTBEAT = Timer.of(Timer.Kind.HEARTBEAT);

    private final String protocol;
    private final Committee committee;
    private final int self;
    private final Leadership leadership;
    private final Signer signer;
    private final Timing timing;
    private final Proofs proofs;
    private Optional<Running> running = Optional.empty();

    /** The parts, from the moment the chain and the promises are known. */
    private record Running(PbftReplica replica, Bodies bodies, Verdicts verdicts, Agreement agreement,
            ViewChanging views,
            Dissemination dissemination, PbftProposing proposing, CatchUp catchUp, LeaderWatch watch) {}

    /**
     * @param protocol name for status and metrics
     * @param self     this member's index in the committee; its key is the signer's
     * @throws IllegalArgumentException if the committee's quorum is not of two rounds
     */
    public PbftEngine(String protocol, Committee committee, int self, Leadership leadership, Signer signer,
            Timing timing) {
        if (committee.quorum().rule() != Quorum.Rule.TWO_ROUNDS) {
            throw new IllegalArgumentException("quorum: is for another protocol, must be of two rounds");
        }
        this.protocol = protocol;
        this.committee = committee;
        this.self = self;
        this.leadership = leadership;
        this.signer = signer;
        this.timing = timing;
        this.proofs = new Proofs(committee, new Select());
    }

    @Override
    public List<Effect> step(long nowMicros, Input input) {
        if (input instanceof Input.Started started) {
            return start(nowMicros, started);
        }
        PbftReplica replica = core().replica();
        replica.begin(nowMicros);
        switch (input) {
            case Input.Started _ -> throw new AssertionError("started twice");
            case Input.EpochBegan _ -> throw new AssertionError("this engine runs one epoch");
            case Input.Received received -> receive(received.message());
            case Input.Submitted submitted -> core().dissemination().submit(submitted.batch());
            case Input.Elapsed elapsed -> elapsed(elapsed.timer());
            case Input.Built built -> core().proposing().onBuilt(built);
            case Input.Checked checked -> checked(checked.block(), checked.valid());
        }
        work();
        return replica.end();
    }

    private List<Effect> start(long nowMicros, Input.Started started) {
        if (running.isPresent()) {
            throw new AssertionError("started twice");
        }
        PbftReplica replica = new PbftReplica(committee, self, leadership, timing, signer, started.chain(),
                started.promises());
        replica.begin(nowMicros);
        ViewRules rules = new ViewRules(committee, leadership, started.chain().base());
        Bodies bodies = new Bodies(replica, started.promises().held());
        Dissemination dissemination = new Dissemination(replica, bodies);
        Verdicts verdicts = new Verdicts(replica, replica.tree, bodies,
                block -> core().catchUp().missing(block, replica.leader()));
        running = Optional.of(new Running(replica, bodies, verdicts, new Agreement(replica, this, bodies, verdicts),
                new ViewChanging(replica, this, rules), dissemination,
                new PbftProposing(replica, this, dissemination), new CatchUp(replica, bodies, new Course()),
                new LeaderWatch(replica, dissemination)));
        core().agreement().recall(started.promises());
        dissemination.resume();
        elapsed(HEARTBEAT);
        core().agreement().onEntered();
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
            case PbftMessage.Change change -> core.views().onChange(sender, change);
            case NewView newView -> core.views().onNewView(sender, newView);
            case Message.Propose propose -> core.agreement().arrivals().onPropose(sender, propose);
            case Message.Ballot ballot -> core.agreement().arrivals().onBallot(sender, ballot);
            case Message.Reject reject -> core.agreement().rejections().onReject(sender, reject);
            case Message.Accusation accusation -> convict(sender, accusation.evidence());
            case Message.BatchOffer offer -> core.dissemination().onOffer(sender, offer);
            case Message.BatchVote vote -> core.dissemination().onVote(sender, vote);
            case Message.BatchCertified certified -> core.dissemination().onCertified(sender, certified.batch());
            case Message.Heartbeat heartbeat -> core.catchUp().onHeartbeat(sender, heartbeat);
            case Message.BlockRequest request -> core.catchUp().onBlockRequest(sender, request);
            case Message.Decided decided -> core.catchUp().onDecided(sender, decided);
            case Message.FastCore _,RaftMessage _ -> core.replica().ignore(Reason.OTHER_PROTOCOL, sender);
        }
    }

    private void checked(Digest block, boolean valid) {
        if (core().verdicts().answered(block, valid)) {
            core().agreement().onChecked(block, valid);
        } else {
            core().replica().ignore(Reason.OUTDATED_ANSWER, self);
        }
    }

    private void elapsed(Timer timer) {
        Running core = core();
        switch (timer.kind()) {
            case VIEW -> late(timer.key());
            case PACE -> core.proposing().consider();
            case BATCH -> core.dissemination().onTimer(timer.key());
            case HEARTBEAT -> {
                core.catchUp().beat();
                core.replica().arm(HEARTBEAT, timing.heartbeat());
                core.watch().remind();
                if (core.watch().censors()) {
                    leave(core.replica().view() + 1, Cause.CENSORSHIP);
                }
            }
            case FAST_LANE -> throw new AssertionError("PBFT has no fast lane");
        }
    }

    private void late(long view) {
        if (core().watch().late(view)) {
            leave(view + 1, Cause.NO_PROGRESS);
        }
    }

    /** After every input: propose what can be proposed, and see to the leader. */
    private void work() {
        core().proposing().consider();
        core().watch().work();
    }

    // What the parts tell each other.

    Agreement agreement() {
        return core().agreement();
    }

    /** Votes or a child speak of a block that is not here. */
    void missing(Digest block) {
        core().catchUp().missing(block);
    }

    /** Takes note of a signed block, which may convict its proposer: by itself, or with another for its place. */
    void witness(SignedBlock block) {
        core().replica().proofAgainst(block).ifPresent(evidence -> convict(self, evidence));
        core().replica().convictions.note(block.header()).ifPresent(evidence -> convict(self, evidence));
    }

    /** Remembers, reports and passes on evidence that is new; a convicted leader is left at once. */
    void convict(int source, Evidence evidence) {
        PbftReplica replica = core().replica();
        if (!proofs.convicts(evidence)) {
            replica.ignore(Reason.INVALID_EVIDENCE, source);
            return;
        }
        if (!replica.accuse(evidence)) {
            return;
        }
        if (replica.convictsLeader(evidence)) {
            leave(replica.view() + 1, evidence instanceof Evidence.Equivocation
                    ? Cause.EQUIVOCATION
                    : Cause.INVALID_PROPOSAL);
        }
    }

    void leave(long newView, Cause cause) {
        PbftReplica replica = core().replica();
        long from = replica.view();
        core().watch().stop();
        replica.leaveFor(newView);
        replica.emit(new Effect.Moved(from, newView, cause));
        core().proposing().reset();
        core().views().report();
    }

    void enter(NewView newView) {
        PbftReplica replica = core().replica();
        long from = replica.view();
        core().watch().stop();
        replica.enter(newView);
        if (newView.view() > from) {
            replica.emit(new Effect.Moved(from, newView.view(), Cause.OPENED));
        }
        core().views().onEntered();
        core().proposing().reset();
        core().dissemination().restartWaits();
        core().agreement().onEntered();
    }

    /** The decided head moved. */
    void onDecided(boolean payload) {
        core().bodies().onDecided();
        core().dissemination().onDecided();
        core().watch().onDecided();
        core().proposing().onDecided(payload);
    }

    /** What catch-up asks of this engine. */
    private final class Course implements CatchUp.Course {

        @Override
        public long view() {
            return core().replica().view();
        }

        @Override
        public boolean active() {
            return core().replica().active();
        }

        @Override
        public Optional<SignedBlock> find(Digest id) {
            return core().replica().tree.find(id).map(Entry::signed);
        }

        @Override
        public void adopt(Decision decision) {
            core().agreement().adopt(decision);
        }

        @Override
        public void lags(int member) {
            core().replica().newView().ifPresent(newView -> core().replica().sendTo(member, newView));
        }

        @Override
        public void stuck() {
            core().verdicts().retry();
            core().agreement().repeat();
            core().views().repeat();
        }
    }

    @Override
    public Status status() {
        if (running.isEmpty()) {
            return new Status(protocol, committee.epoch(), 0, Status.Stage.NEW, leadership.leader(0), 0, Digest.ZERO,
                    List.of(), 0, 1, 0, List.of());
        }
        Running core = core();
        PbftReplica replica = core.replica();
        return new Status(protocol, committee.epoch(), replica.view(), stage(), replica.leader(), replica.height(),
                replica.tree.head().id(), waits(), core.dissemination().waiting(), core.dissemination().nextOwn(),
                core.dissemination().openOwn(), core.catchUp().peers());
    }

    private Status.Stage stage() {
        if (core().catchUp().behind()) {
            return Status.Stage.CATCHING_UP;
        }
        return core().replica().active() ? Status.Stage.ACTIVE : Status.Stage.CHANGING;
    }

    private List<Status.Wait> waits() {
        PbftReplica replica = core().replica();
        List<Status.Wait> waits = new ArrayList<>();
        if (!replica.active()) {
            waits.add(wait("VIEW_CHANGE for view " + replica.view(), core().views().heard(),
                    replica.quorum().change()));
        }
        replica.tree.all().stream().filter(entry -> entry.block().height() == replica.height() + 1)
                .forEach(entry -> waits.add(votes(entry.signed())));
        return waits;
    }

    /** What the block lacks in this view: PREPAREs first, then COMMITs. */
    private Status.Wait votes(SignedBlock block) {
        Certificate prepares = core().agreement().prepares(block);
        boolean prepared = prepares.certifies(committee.quorum());
        Certificate lacking = prepared ? core().agreement().commits(block) : prepares;
        return wait((prepared ? "COMMIT" : "PREPARE") + " of height " + block.block().height() + " in view "
                + core().replica().view(), lacking.votes().stream().map(Vote::member).toList(),
                committee.quorum().slow());
    }

    private Status.Wait wait(String what, List<Integer> heard, int need) {
        return new Status.Wait(what, heard.size(), need, committee.without(heard), core().replica().movedMicros());
    }
}
