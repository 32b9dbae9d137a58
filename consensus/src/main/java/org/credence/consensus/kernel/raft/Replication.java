package org.credence.consensus.kernel.raft;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A leader's view of the others' logs, and how it brings them to its own. */
final class Replication<P> {

    /** How a follower is served. */
    enum Mode {
        /** One message at a time, until it is known where the logs meet. */
        PROBE,
        /** Entries as they come, several messages under way. */
        STREAM,
        /** It gets what it lacks elsewhere. */
        SNAPSHOT
    }

    /** What the leader knows of one follower. */
    static final class Follower {
        private Mode mode = Mode.PROBE;
        private long match;
        private long next;
        private boolean waits;
        private boolean heard;
        private final TreeSet<Long> inFlight = new TreeSet<>();

        private Follower(long next) {
            this.next = next;
        }

        Mode mode() {
            return mode;
        }

        /** Up to here its log is the leader's. */
        long match() {
            return match;
        }

        /** What it is sent next. */
        long next() {
            return next;
        }

        /** Whether it gets no entries for now. */
        boolean paused(int most) {
            return switch (mode) {
                case PROBE -> waits;
                case STREAM -> inFlight.size() >= most;
                case SNAPSHOT -> true;
            };
        }

        private void probe(long from) {
            mode = Mode.PROBE;
            waits = false;
            inFlight.clear();
            next = Math.max(match + 1, from);
        }
    }

    private final Raft<P> raft;
    private final RaftOptions options;
    private final Host<P> host;
    private final TreeMap<Integer, Follower> followers = new TreeMap<>();

    Replication(Raft<P> raft, RaftOptions options, Host<P> host) {
        this.raft = raft;
        this.options = options;
        this.host = host;
    }

    /** The view begins: nothing is known of anybody. */
    void begin() {
        followers.clear();
        others().forEach(member -> followers.put(member, new Follower(raft.log().last().height() + 1)));
        beat();
    }

    Optional<Follower> follower(int member) {
        return Optional.ofNullable(followers.get(member));
    }

    /** Whoever is new is sent the change that admits it first. */
    private Follower of(int member) {
        return followers.computeIfAbsent(member, m -> new Follower(raft.log().last().height()));
    }

    private List<Integer> others() {
        return raft.log().voters().all().stream().filter(member -> member != raft.self()).toList();
    }

    /** To everybody, whatever is under way: so nobody waits for ever for an answer that was lost. */
    void beat() {
        for (int member : others()) {
            Follower follower = of(member);
            follower.waits = false;
            if (follower.mode == Mode.PROBE) {
                sendEntries(member, follower);
            } else {
                sendEmpty(member, follower, true);
            }
        }
    }

    /** New entries are there. */
    void spread() {
        others().forEach(member -> sendMore(member, of(member)));
    }

    /** More is decided than before. */
    void spreadDecision() {
        for (int member : others()) {
            Follower follower = of(member);
            if (follower.mode == Mode.STREAM) {
                sendEmpty(member, follower, false);
            }
        }
    }

    private void sendMore(int member, Follower follower) {
        while (!follower.paused(options.inFlight()) && follower.next <= raft.log().last().height()) {
            sendEntries(member, follower);
        }
    }

    private void sendEntries(int member, Follower follower) {
        if (below(follower)) {
            sendSnapshot(member, follower);
            return;
        }
        long last = Math.min(raft.log().last().height(), follower.next + options.most() - 1);
        List<Entry<P>> entries = raft.log().entries(follower.next, last);
        append(member, follower.next - 1, entries, true);
        if (follower.mode == Mode.PROBE) {
            follower.waits = true;
        } else if (!entries.isEmpty()) {
            follower.next = last + 1;
            follower.inFlight.add(last);
        }
    }

    private void sendEmpty(int member, Follower follower, boolean answer) {
        if (below(follower)) {
            sendSnapshot(member, follower);
        } else {
            append(member, follower.next - 1, List.of(), answer);
        }
    }

    private boolean below(Follower follower) {
        return follower.next <= raft.log().base().height();
    }

    private void append(int member, long previous, List<Entry<P>> entries, boolean answer) {
        Position at = new Position(raft.log().view(previous).orElseThrow(), previous);
        host.send(member, new LogMessage.Append<>(raft.view(), at, entries, raft.decided(), answer));
    }

    private void sendSnapshot(int member, Follower follower) {
        follower.mode = Mode.SNAPSHOT;
        Position decided = new Position(raft.log().view(raft.decided()).orElseThrow(), raft.decided());
        host.send(member,
                new LogMessage.Snapshot<>(raft.view(), decided, raft.log().votersAt(raft.decided())));
    }

    void onAppended(int member, long height) {
        Follower follower = of(member);
        follower.heard = true;
        if (height > raft.log().last().height()) {
            // Whoever crashes at most never claims what the leader did not send.
            return;
        }
        follower.match = Math.max(follower.match, height);
        follower.inFlight.headSet(height, true).clear();
        if (follower.mode != Mode.STREAM && height == follower.match && height >= raft.log().base().height()) {
            follower.mode = Mode.STREAM;
            follower.waits = false;
            follower.next = height + 1;
        }
        follower.next = Math.max(follower.next, follower.match + 1);
        sendMore(member, follower);
    }

    void onMismatch(int member, LogMessage.Mismatch<P> answer) {
        Follower follower = of(member);
        follower.heard = true;
        boolean stale = answer.refused() <= follower.match
                || follower.mode == Mode.PROBE && answer.refused() != follower.next - 1;
        if (stale) {
            return;
        }
        // Never the refused place again: one below the log's base is answered with a snapshot.
        follower.probe(follower.mode == Mode.STREAM
                ? follower.match + 1
                : Math.min(raft.log().meeting(answer.meeting()).height() + 1, answer.refused()));
        sendEntries(member, follower);
    }

    /** Whether a majority holds the entry, and it can be shown; the leader counts only if it votes. */
    boolean holds(long height) {
        return raft.log().voters().agree(member -> member == raft.self() || of(member).match >= height)
                && host.provable(raft.log().entry(height));
    }

    /** Whether a majority has answered since it was asked last. */
    boolean heardOfMajority() {
        boolean enough = raft.log().voters().agree(member -> member == raft.self() || of(member).heard);
        followers.values().forEach(follower -> follower.heard = false);
        return enough;
    }
}
