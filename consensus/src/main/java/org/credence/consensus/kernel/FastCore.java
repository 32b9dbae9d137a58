package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Status;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.RaftMessage;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/**
 * FastCore (P§1): decides in one vote round when n−p members confirm, in two otherwise, and keeps every decision across
 * view changes.
 * Protocols differ in {@link Leadership} only; nothing here trusts it for safety.
 */
public final class FastCore implements Engine {

    private static final Timer HEARTBEAT = Timer.of(Timer.Kind.HEARTBEAT);

    private final String protocol;
    private final Epoch epoch;
    private final int self;
    private final Leadership leadership;
    private final Signer signer;
    private final Timing timing;
    private final SelectionRule rule;
    private final Proofs proofs;
    private Optional<Running> running = Optional.empty();

    /** The components, from the moment the chain and the promises are known. */
    private record Running(Replica replica, Bodies bodies, Verdicts verdicts, Voting voting, Views views,
            Dissemination dissemination, Proposing proposing, CatchUp catchUp, LeaderWatch watch) {}

    /**
     * @param protocol name for status and metrics
     * @param self     this member's index in the committee; its key is the signer's
     */
    public FastCore(String protocol, Epoch epoch, int self, Leadership leadership, Signer signer, Timing timing,
            SelectionRule rule) {
        Committee committee = epoch.committee();
        if (!committee.has(self) || !committee.key(self).equals(signer.publicKey())) {
            throw new IllegalArgumentException("self: member " + self + " of the committee has another key");
        }
        if (committee.quorum().rule() != Quorum.Rule.TWO_LANES) {
            throw new IllegalArgumentException("quorum: is for another protocol, must have two lanes");
        }
        this.protocol = protocol;
        this.epoch = epoch;
        this.self = self;
        this.leadership = leadership;
        this.signer = signer;
        this.timing = timing;
        this.rule = rule;
        this.proofs = new Proofs(committee, rule);
    }

    @Override
    public List<Effect> step(long nowMicros, Input input) {
        if (input instanceof Input.Started started) {
            return start(nowMicros, started);
        }
        Replica replica = core().replica();
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
        Replica replica = new Replica(epoch, self, leadership, timing, signer, started.chain(),
                started.promises());
        replica.begin(nowMicros);
        ChangeRules rules = new ChangeRules(epoch, leadership, rule);
        Bodies bodies = new Bodies(replica, started.promises().held());
        Dissemination dissemination = new Dissemination(replica, bodies);
        Verdicts verdicts =
                new Verdicts(replica, replica.tree, bodies, block -> catchUp().missing(block, replica.leader()));
        running = Optional.of(new Running(replica, bodies, verdicts, new Voting(replica, this, bodies, verdicts),
                new Views(replica, this, rules, proofs, rule, verdicts, started.promises().readied()), dissemination,
                new Proposing(replica, this, dissemination), new CatchUp(replica, bodies, new Course()),
                new LeaderWatch(replica, dissemination)));
        core().voting().recall(started.promises());
        dissemination.resume();
        elapsed(HEARTBEAT);
        core().voting().advance();
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
            case Message.Propose propose -> core.voting().arrivals().onPropose(sender, propose);
            case Message.Ballot ballot -> core.voting().arrivals().onBallot(sender, ballot);
            case Message.Reject reject -> core.voting().rejections().onReject(sender, reject);
            case Message.Change change -> core.views().onChange(sender, change.change());
            case Message.NewView newView -> core.views().onNewView(sender, newView.proof());
            case Message.ViewReady ready -> core.views().onReady(sender, ready);
            case Message.ViewOpened opened -> core.views().onOpened(sender, opened.opening());
            case Message.Accusation accusation -> convict(sender, accusation.evidence());
            case Message.BatchOffer offer -> core.dissemination().onOffer(sender, offer);
            case Message.BatchVote vote -> core.dissemination().onVote(sender, vote);
            case Message.BatchCertified certified -> core.dissemination().onCertified(sender, certified.batch());
            case Message.Heartbeat heartbeat -> core.catchUp().onHeartbeat(sender, heartbeat);
            case Message.BlockRequest request -> core.catchUp().onBlockRequest(sender, request);
            case Message.Decided decided -> core.catchUp().onDecided(sender, decided);
            case RaftMessage _,PbftMessage _ -> core.replica().ignore(Reason.OTHER_PROTOCOL, sender);
        }
    }

    /** Reports and votes may both wait for the verdict on one block. */
    private void checked(Digest block, boolean valid) {
        if (!core().verdicts().answered(block, valid)) {
            core().replica().ignore(Reason.OUTDATED_ANSWER, self);
            return;
        }
        core().views().choose();
        core().voting().onChecked(block, valid);
    }

    private void elapsed(Timer timer) {
        Running core = core();
        switch (timer.kind()) {
            case VIEW -> late(timer.key());
            case FAST_LANE -> core.voting().onFastLaneLate(timer.key());
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

    // What the components tell each other.

    Voting voting() {
        return core().voting();
    }

    Views views() {
        return core().views();
    }

    CatchUp catchUp() {
        return core().catchUp();
    }

    /** Takes note of a signed block, which may convict its proposer: by itself, or with another for its place. */
    void witness(SignedBlock block) {
        core().replica().proofAgainst(block).ifPresent(evidence -> convict(self, evidence));
        core().replica().convictions.note(block.header()).ifPresent(evidence -> convict(self, evidence));
    }

    /** Remembers, reports and passes on evidence that is new; a convicted leader is left at once. */
    void convict(int source, Evidence evidence) {
        Replica replica = core().replica();
        if (!proofs.convicts(evidence)) {
            replica.ignore(Reason.INVALID_EVIDENCE, source);
            return;
        }
        if (!replica.accuse(evidence)) {
            return;
        }
        if (replica.convictsLeader(evidence)) {
            leave(replica.view() + 1, cause(evidence));
        } else if (evidence instanceof Evidence.Equivocation) {
            core().views().choose();
        }
    }

    private static Cause cause(Evidence evidence) {
        return evidence instanceof Evidence.Equivocation ? Cause.EQUIVOCATION : Cause.INVALID_PROPOSAL;
    }

    void leave(long newView, Cause cause) {
        Replica replica = core().replica();
        long from = replica.view();
        core().watch().stop();
        replica.leaveFor(newView);
        replica.emit(new Effect.Moved(from, newView, cause));
        core().proposing().reset();
        core().views().report();
    }

    void enter(Opening opening) {
        Replica replica = core().replica();
        long from = replica.view();
        core().watch().stop();
        replica.enter(opening);
        if (opening.view() > from) {
            replica.emit(new Effect.Moved(from, opening.view(), Cause.OPENED));
        }
        core().views().onEntered();
        core().proposing().reset();
        core().dissemination().restartWaits();
        if (replica.leads()) {
            replica.sendOthers(new Message.ViewOpened(opening));
        }
        core().voting().onOpened();
        wantBase();
    }

    /** The decided head moved. */
    void onDecided(boolean payload) {
        core().bodies().onDecided();
        core().dissemination().onDecided();
        core().watch().onDecided();
        core().proposing().onDecided(payload);
        handOver();
    }

    /** All members decide the height at which the view's leader has led long enough, and leave it there (P§2.3). */
    private void handOver() {
        Replica replica = core().replica();
        if (replica.active() && !replica.complete() && replica.height() - replica.baseHeight() >= epoch.tenure()) {
            leave(replica.view() + 1, Cause.TENURE);
        }
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
            return core().replica().tree.find(id).map(BlockTree.Entry::signed);
        }

        @Override
        public void adopt(Decision decision) {
            core().voting().adopt(decision);
        }

        @Override
        public void lags(int member) {
            core().replica().opening()
                    .ifPresent(opening -> core().replica().sendTo(member, new Message.ViewOpened(opening)));
        }

        @Override
        public void stuck() {
            wantBase();
            core().verdicts().retry();
            core().voting().repeat();
            core().views().repeat();
        }
    }

    /** Asks for the blocks that the view builds on, if they are not here. */
    private void wantBase() {
        Replica replica = core().replica();
        replica.opening().ifPresent(opening -> opening.selection().assigned().stream()
                .filter(id -> replica.height() < opening.selection().baseHeight() && replica.tree.place(id).isEmpty())
                .forEach(core().catchUp()::ask));
    }

    @Override
    public Status status() {
        if (running.isEmpty()) {
            return new Status(protocol, epoch.number(), 0, Status.Stage.NEW, leadership.leader(0), 0, Digest.ZERO,
                    List.of(), 0, 1, 0, List.of());
        }
        Running core = core();
        Replica replica = core.replica();
        return new Status(protocol, epoch.number(), replica.view(), stage(), replica.leader(),
                replica.tree.head().height(), replica.tree.head().id(), waits(), core.dissemination().waiting(),
                core.dissemination().nextOwn(), core.dissemination().openOwn(), core.catchUp().peers());
    }

    private Status.Stage stage() {
        if (core().catchUp().behind()) {
            return Status.Stage.CATCHING_UP;
        }
        return core().replica().active() ? Status.Stage.ACTIVE : Status.Stage.CHANGING;
    }

    private List<Status.Wait> waits() {
        Replica replica = core().replica();
        List<Status.Wait> waits = new ArrayList<>();
        if (!replica.active()) {
            boolean announced = core().views().announced();
            waits.add(wait((announced ? "VIEW_READY" : "VIEW_CHANGE") + " for view " + replica.view(),
                    core().views().heard(), announced ? replica.quorum().slow() : replica.quorum().change()));
        }
        for (BlockTree.Entry entry : replica.tree.all()) {
            Block block = entry.block();
            if (block.height() == replica.tree.head().height() + 1) {
                waits.add(wait("CONFIRM of height " + block.height() + " in view " + block.view(),
                        core().voting().tally().voters(Phase.CONFIRM, entry.signed().ref()),
                        replica.quorum().fast()));
            }
        }
        return waits;
    }

    private Status.Wait wait(String what, List<Integer> heard, int need) {
        return new Status.Wait(what, heard.size(), need, epoch.committee().without(heard),
                core().replica().movedMicros());
    }
}
