package org.credence.consensus.kernel.raft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.credence.consensus.engine.Reason;

/**
 * Members that keep one log of words, moved by hand: what a member promises and sends waits until it is {@link #ready},
 * what was sent waits until it is delivered or dropped. A new leader adds an empty word, as every Raft does.
 */
final class Group {

    static final long TIMEOUT = 1_000;

    /** A message on its way. */
    record Sent(int from, int to, LogMessage<String> message) {}

    final TreeMap<Integer, Node> nodes = new TreeMap<>();
    final List<Sent> network = new ArrayList<>();
    private final RaftOptions options;
    private long now;

    Group(RaftOptions options) {
        this.options = options;
    }

    static RaftOptions plain() {
        return new RaftOptions(false, false, 256, 64, TIMEOUT);
    }

    static RaftOptions inFlight(int messages) {
        return new RaftOptions(false, false, messages, 1, TIMEOUT);
    }

    /** Members 1 to {@code count}, each with a log decided up to {@code height}. */
    static Group of(RaftOptions options, int count, long height) {
        Group group = new Group(options);
        List<Integer> voters = IntStream.rangeClosed(1, count).boxed().toList();
        voters.forEach(member -> group.add(member, new Position(0, height), voters));
        return group;
    }

    /** Adds a member that knows nothing. */
    void addEmpty(int member) {
        add(member, Position.START, List.of());
    }

    private void add(int member, Position base, List<Integer> voters) {
        Node node = new Node(member, base, Voters.of(voters));
        node.restart();
        nodes.put(member, node);
    }

    Raft<String> raft(int member) {
        return node(member).raft;
    }

    Node node(int member) {
        Node node = nodes.get(member);
        if (node == null) {
            throw new IllegalArgumentException("no member " + member);
        }
        return node;
    }

    Replication.Follower follower(int leader, int member) {
        return raft(leader).replication().follower(member).orElseThrow();
    }

    void campaign(int member) {
        node(member).step(Raft::campaign);
    }

    void beat(int member) {
        node(member).step(Raft::beat);
    }

    void propose(int member, String word) {
        node(member).step(raft -> raft.propose(new Entry.Payload<>(word)));
    }

    boolean change(int member, Integer... voters) {
        boolean[] begun = new boolean[1];
        node(member).step(raft -> begun[0] = raft.membership().change(List.of(voters)));
        return begun[0];
    }

    /** Lets time pass at one member, as if the others' clocks stood still. */
    void elapse(int member, long micros) {
        now += micros;
        node(member).step(Raft::elapsed);
    }

    /** Makes durable what the members promised and lets out what they sent. */
    void ready(int... members) {
        Arrays.stream(members).forEach(member -> node(member).ready());
    }

    /** Delivers what is under way to the members. */
    void deliver(int... members) {
        for (Sent sent : taken(members)) {
            node(sent.to).step(raft -> raft.receive(sent.from, sent.message));
        }
    }

    void drop(int... members) {
        taken(members);
    }

    private List<Sent> taken(int... members) {
        List<Sent> taken = network.stream().filter(sent -> IntStream.of(members).anyMatch(m -> m == sent.to)).toList();
        network.removeAll(taken);
        return taken;
    }

    /** Lets these members work until nothing moves among them; what they send to others waits. */
    void settle(int... members) {
        for (int round = 0; round < 1_000; round++) {
            ready(members);
            List<Sent> taken = taken(members);
            taken.forEach(sent -> node(sent.to).step(raft -> raft.receive(sent.from, sent.message)));
            if (taken.isEmpty() && IntStream.of(members).allMatch(member -> node(member).idle())) {
                return;
            }
        }
        throw new AssertionError("they never come to rest");
    }

    void settle() {
        settle(nodes.keySet().stream().mapToInt(Integer::intValue).toArray());
    }

    /** The entries of a member's log, as {@code view/height word}. */
    List<String> log(int member) {
        Log<String> log = raft(member).log();
        return log.entries(log.base().height() + 1, log.last().height()).stream().map(Group::text).toList();
    }

    static String text(Entry<String> entry) {
        String content = switch (entry.content()) {
            case Entry.Payload<String>(String word) -> word;
            case Entry.Change<String>(Voters voters) ->
                voters.members() + (voters.joint() ? "&" + voters.former() : "");
        };
        return (entry.view() + "/" + entry.height() + " " + content).strip();
    }

    /** One member: what survives a crash, and the running Raft. */
    final class Node implements Host<String> {
        private final int self;
        private Position base;
        private Voters baseVoters;
        private long view;
        private OptionalInt vote = OptionalInt.empty();
        private final TreeMap<Long, Entry<String>> stored = new TreeMap<>();
        private final List<Runnable> unsynced = new ArrayList<>();
        private final List<Sent> unsent = new ArrayList<>();
        final List<Entry<String>> decided = new ArrayList<>();
        final List<Reason> ignored = new ArrayList<>();
        private Raft<String> raft;

        private Node(int self, Position base, Voters voters) {
            this.self = self;
            this.base = base;
            this.baseVoters = voters;
            raft = start();
        }

        private Raft<String> start() {
            Log<String> log = new Log<>(base, baseVoters);
            log.put(List.copyOf(stored.values()));
            return new Raft<>(self, options, log, view, vote, () -> TIMEOUT, this);
        }

        /** Loses all that was not durable. */
        void restart() {
            unsynced.clear();
            unsent.clear();
            decided.clear();
            raft = start();
        }

        /** Makes the first {@code promises} of what waits durable, then crashes. */
        void crashAfter(int promises) {
            unsynced.subList(0, promises).forEach(Runnable::run);
            restart();
        }

        int unsynced() {
            return unsynced.size();
        }

        private void step(java.util.function.Consumer<Raft<String>> input) {
            boolean led = raft.leads();
            input.accept(raft);
            if (!led && raft.leads()) {
                raft.propose(new Entry.Payload<>(""));
            }
        }

        private boolean idle() {
            return unsynced.isEmpty() && unsent.isEmpty();
        }

        private void ready() {
            unsynced.forEach(Runnable::run);
            unsynced.clear();
            network.addAll(unsent);
            unsent.clear();
        }

        /** Drops what is decided up to {@code height} from log and disk. */
        void compact(long height) {
            baseVoters = raft.log().votersAt(height);
            base = new Position(raft.log().view(height).orElseThrow(), height);
            raft.log().compact(height);
            stored.headMap(height, true).clear();
        }

        @Override
        public long now() {
            return now;
        }

        @Override
        public void send(int member, LogMessage<String> message) {
            unsent.add(new Sent(self, member, message));
        }

        @Override
        public void entered(long entered) {
            unsynced.add(() -> {
                view = entered;
                vote = OptionalInt.empty();
            });
        }

        @Override
        public void voted(long of, int candidate) {
            unsynced.add(() -> {
                view = of;
                vote = OptionalInt.of(candidate);
            });
        }

        @Override
        public void logged(List<Entry<String>> entries) {
            unsynced.add(() -> {
                stored.tailMap(entries.getFirst().height(), true).clear();
                entries.forEach(entry -> stored.put(entry.height(), entry));
            });
        }

        @Override
        public void decided(List<Entry<String>> entries) {
            decided.addAll(entries);
        }

        @Override
        public void behind(int leader, LogMessage.Snapshot<String> snapshot) {
            raft.restored(snapshot.decided(), snapshot.voters());
            unsynced.add(() -> {
                base = snapshot.decided();
                baseVoters = snapshot.voters();
                stored.headMap(base.height(), true).clear();
            });
        }

        @Override
        public boolean provable(Entry<String> entry) {
            return true;
        }

        @Override
        public void ignore(Reason reason, int sender) {
            ignored.add(reason);
        }
    }
}
