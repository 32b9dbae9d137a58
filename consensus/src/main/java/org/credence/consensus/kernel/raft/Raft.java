package org.credence.consensus.kernel.raft;

import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.kernel.raft.Entry.Content;

/**
 * One member's Raft: elections, and what follows from the leader's word. The leader's own work is
 * {@link Replication}'s.
 * Knows nothing of what the log is kept for.
 */
final class Raft<P> {

    enum Role {
        FOLLOWER,
        /** Asks whether it would be elected. */
        TRIAL,
        CANDIDATE,
        LEADER
    }

    private final int self;
    private final RaftOptions options;
    private final Log<P> log;
    private final Host<P> host;
    private final LongSupplier patience;

    private long view;
    private OptionalInt vote;
    private OptionalInt leader = OptionalInt.empty();
    private Role role = Role.FOLLOWER;
    private long decided;
    private final TreeMap<Integer, Boolean> answers = new TreeMap<>();
    private final Replication<P> replication;
    private final Membership<P> membership = new Membership<>(this);
    private long heardMicros;
    private long dueMicros;

    /**
     * @param view     as promised last
     * @param vote     as promised last for that view
     * @param patience draws how long the next wait for a leader is, in microseconds
     */
    Raft(int self, RaftOptions options, Log<P> log, long view, OptionalInt vote, LongSupplier patience, Host<P> host) {
        this.self = self;
        this.options = options;
        this.log = log;
        this.view = view;
        this.vote = vote;
        this.patience = patience;
        this.host = host;
        this.decided = log.base().height();
        this.replication = new Replication<>(this, options, host);
        this.dueMicros = host.now() + patience.getAsLong();
    }

    int self() {
        return self;
    }

    Log<P> log() {
        return log;
    }

    long view() {
        return view;
    }

    Role role() {
        return role;
    }

    boolean leads() {
        return role == Role.LEADER;
    }

    /** Of this view, if it is known. */
    OptionalInt leader() {
        return leader;
    }

    /** Whom it has voted for in this view, if anybody. */
    OptionalInt vote() {
        return vote;
    }

    /** Who has granted this member its vote in the election that it stands in. */
    List<Integer> supporters() {
        return role == Role.CANDIDATE || role == Role.TRIAL
                ? answers.keySet().stream().filter(member -> answers.getOrDefault(member, false)).toList()
                : List.of();
    }

    /** Highest decided height. */
    long decided() {
        return decided;
    }

    Replication<P> replication() {
        return replication;
    }

    Membership<P> membership() {
        return membership;
    }

    /** When {@link #elapsed} wants to be called. */
    long dueMicros() {
        return dueMicros;
    }

    /** Time has passed: an election is due, or the leader looks whether it still has a majority. */
    void elapsed() {
        if (host.now() < dueMicros) {
            return;
        }
        if (role == Role.LEADER) {
            dueMicros = host.now() + options.timeoutMicros();
            if (options.checkQuorum() && !replication.heardOfMajority()) {
                follow();
            }
        } else {
            campaign();
        }
    }

    /** Stands for election, whatever the time; only whoever votes may. */
    void campaign() {
        dueMicros = host.now() + patience.getAsLong();
        if (role == Role.LEADER || !log.voters().includes(self)) {
            return;
        }
        if (options.trial()) {
            ask(Role.TRIAL, new LogMessage.TrialRequest<>(view, log.last()));
        } else {
            stand();
        }
    }

    private void stand() {
        view++;
        vote = OptionalInt.of(self);
        host.voted(view, self);
        ask(Role.CANDIDATE, new LogMessage.VoteRequest<>(view, log.last()));
    }

    private void ask(Role as, LogMessage<P> question) {
        role = as;
        leader = OptionalInt.empty();
        answers.clear();
        others().forEach(member -> host.send(member, question));
        answered(self, true);
    }

    private List<Integer> others() {
        return log.voters().all().stream().filter(member -> member != self).toList();
    }

    private void answered(int member, boolean granted) {
        answers.putIfAbsent(member, granted);
        Voters voters = log.voters();
        if (voters.agree(m -> answers.getOrDefault(m, false))) {
            if (role == Role.TRIAL) {
                stand();
            } else {
                lead();
            }
        } else if (!voters.agree(m -> answers.getOrDefault(m, true))) {
            role = Role.FOLLOWER;
        }
    }

    private void lead() {
        role = Role.LEADER;
        leader = OptionalInt.of(self);
        dueMicros = host.now() + options.timeoutMicros();
        replication.begin();
    }

    /** Stays in its view, or has just entered it, and leads no more. */
    void follow() {
        if (role == Role.LEADER) {
            dueMicros = host.now() + patience.getAsLong();
        }
        role = Role.FOLLOWER;
        leader = OptionalInt.empty();
    }

    private void enter(long higher) {
        view = higher;
        vote = OptionalInt.empty();
        host.entered(view);
        follow();
    }

    /** A leader's sign of life, at a fixed period. */
    void beat() {
        if (role == Role.LEADER) {
            replication.beat();
        }
    }

    /** Takes a message of another member. */
    void receive(int sender, LogMessage<P> message) {
        boolean election = message instanceof LogMessage.VoteRequest || message instanceof LogMessage.TrialRequest;
        if (election && loyal()) {
            host.ignore(Reason.NOT_THE_LEADER, sender);
            return;
        }
        if (message.view() > view) {
            enter(message.view());
        }
        switch (message) {
            case LogMessage.VoteRequest<P> request -> onVoteRequest(sender, request);
            case LogMessage.Vote<P> answer -> onVote(sender, answer);
            case LogMessage.TrialRequest<P> request -> onTrialRequest(sender, request);
            case LogMessage.TrialVote<P> answer -> onTrialVote(sender, answer);
            case LogMessage.Append<P> append -> onAppend(sender, append);
            case LogMessage.Snapshot<P> snapshot -> onSnapshot(sender, snapshot);
            case LogMessage.Appended<P> answer when current(sender, answer) -> {
                replication.onAppended(sender, answer.height());
                decide();
            }
            case LogMessage.Mismatch<P> answer when current(sender, answer) -> replication.onMismatch(sender, answer);
            case LogMessage.Appended<P> _,LogMessage.Mismatch<P> _ -> host.ignore(Reason.STALE_VIEW, sender);
        }
    }

    /** Whether a leader is near, so that whoever wants to depose it must have been cut off (thesis §6.4.1, §9.6). */
    private boolean loyal() {
        return options.checkQuorum() && leader.isPresent()
                && (role == Role.LEADER || host.now() - heardMicros < options.timeoutMicros());
    }

    private boolean current(int sender, LogMessage<P> answer) {
        return role == Role.LEADER && answer.view() == view && log.voters().includes(sender);
    }

    private void onVoteRequest(int sender, LogMessage.VoteRequest<P> request) {
        boolean free = vote.isEmpty() ? leader.isEmpty() : vote.getAsInt() == sender;
        boolean granted = request.view() == view && free && request.last().upToDate(log.last());
        if (granted) {
            vote = OptionalInt.of(sender);
            host.voted(view, sender);
            dueMicros = host.now() + patience.getAsLong();
        }
        host.send(sender, new LogMessage.Vote<>(view, granted));
    }

    private void onVote(int sender, LogMessage.Vote<P> answer) {
        if (answer.view() == view && role == Role.CANDIDATE) {
            answered(sender, answer.granted());
        } else {
            host.ignore(Reason.STALE_VIEW, sender);
        }
    }

    private void onTrialRequest(int sender, LogMessage.TrialRequest<P> request) {
        boolean granted = request.view() == view && request.last().upToDate(log.last());
        host.send(sender, new LogMessage.TrialVote<>(view, request.view(), granted));
    }

    private void onTrialVote(int sender, LogMessage.TrialVote<P> answer) {
        if (answer.asked() == view && role == Role.TRIAL) {
            answered(sender, answer.granted());
        } else {
            host.ignore(Reason.STALE_VIEW, sender);
        }
    }

    /** Whether the sender may be the view's leader; whoever still leads an older one is told. */
    private boolean led(int sender, LogMessage<P> message, long height) {
        if (message.view() < view) {
            host.send(sender, new LogMessage.Mismatch<>(view, height, log.last()));
            return false;
        }
        if (role == Role.LEADER || leader.isPresent() && leader.getAsInt() != sender) {
            host.ignore(Reason.NOT_THE_LEADER, sender);
            return false;
        }
        role = Role.FOLLOWER;
        leader = OptionalInt.of(sender);
        heardMicros = host.now();
        dueMicros = heardMicros + patience.getAsLong();
        return true;
    }

    private void onAppend(int sender, LogMessage.Append<P> append) {
        Position previous = append.previous();
        if (!led(sender, append, previous.height())) {
            return;
        }
        if (append.end().height() <= decided) {
            reply(sender, append, decided);
        } else if (previous.height() < log.base().height() || log.has(previous)) {
            take(sender, append);
        } else {
            host.send(sender, new LogMessage.Mismatch<>(view, previous.height(), log.meeting(previous)));
        }
    }

    private void take(int sender, LogMessage.Append<P> append) {
        List<Entry<P>> fresh = append.entries().stream()
                .dropWhile(entry -> entry.height() <= log.base().height() || log.has(entry.at())).toList();
        if (!fresh.isEmpty() && fresh.getFirst().height() <= decided) {
            // No leader that crashes at most would ask to undo a decision.
            host.ignore(Reason.INVALID_BLOCK, sender);
            return;
        }
        if (!fresh.isEmpty()) {
            log.put(fresh);
            host.logged(fresh);
        }
        reply(sender, append, append.end().height());
        settle(Math.min(append.decided(), append.end().height()));
    }

    private void reply(int sender, LogMessage.Append<P> append, long height) {
        if (append.answer()) {
            host.send(sender, new LogMessage.Appended<>(view, height));
        }
    }

    private void onSnapshot(int sender, LogMessage.Snapshot<P> snapshot) {
        long height = snapshot.decided().height();
        if (!led(sender, snapshot, height)) {
            return;
        }
        if (height > decided) {
            host.behind(sender, snapshot);
        }
        if (height <= decided) {
            host.send(sender, new LogMessage.Appended<>(view, decided));
        }
    }

    /** What is decided up to here has come from others; what contradicts it in the log goes. */
    void restored(Position position, Voters standing) {
        if (position.height() <= decided) {
            throw new AssertionError("state machine safety: " + position.height() + " is decided already");
        }
        if (position.view() > view) {
            enter(position.view());
        }
        if (!log.has(position)) {
            log.restart(position, standing);
            follow();
        }
        decided = position.height();
    }

    /** Adds an entry to the leader's log and sends it. */
    void propose(Content<P> content) {
        if (role != Role.LEADER) {
            throw new AssertionError("only the leader adds to the log");
        }
        List<Entry<P>> run = List.of(new Entry<>(new Position(view, log.last().height() + 1), content));
        log.put(run);
        host.logged(run);
        replication.spread();
        decide();
    }

    /** What a verified proof says is decided. */
    void learn(long height) {
        settle(Math.min(height, log.last().height()));
    }

    /**
     * The commit rule (Raft §5.4.2): the highest entry of the leader's own view that a majority holds decides all below
     * it. An entry of an older view is never decided by counting.
     */
    private void decide() {
        long height = log.last().height();
        while (height > decided && log.entry(height).view() == view && !replication.holds(height)) {
            height--;
        }
        if (height > decided && log.entry(height).view() == view) {
            settle(height);
        }
    }

    private void settle(long height) {
        if (height <= decided) {
            return;
        }
        List<Entry<P>> run = log.entries(decided + 1, height);
        decided = height;
        host.decided(run);
        if (role == Role.LEADER) {
            replication.spreadDecision();
            membership.decided();
        }
    }
}
