package org.credence.consensus.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.Block;
import org.credence.base.block.Transaction;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.MessageCodec;
import org.credence.consensus.message.TransferMessage;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Timing;
import org.credence.consensus.protocol.Protocol;

/**
 * A few engines on one thread with an instant network whose messages a test may drop; the smallest world that can drive
 * an engine.
 */
final class Cluster {

    static final Timing TIMING = new Timing(1_000_000, 4, 200_000, 0, 100_000, 40_000);

    final Committee committee;
    final List<Engine> engines = new ArrayList<>();
    final List<Promises> promises = new ArrayList<>();
    final List<List<Decision>> decided = new ArrayList<>();
    final List<Effect> seen = new ArrayList<>();
    /** Members whose questions about blocks get no answer. */
    final Set<Integer> unanswered = new TreeSet<>();

    /** (sender→receiver pair as "a>b", message) that is lost. */
    BiPredicate<String, Message> lost = (link, message) -> false;
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final List<Map<Timer, Long>> timers = new ArrayList<>();
    private final Protocol protocol;
    private final long epochBlocks;
    private final List<Epoch> epochs = new ArrayList<>();
    private long now;

    Cluster(int n) {
        this(Protocol.CBFT, n);
    }

    Cluster(Protocol protocol, int n) {
        this(protocol, n, Long.MAX_VALUE);
    }

    /** With other lanes than n members have by themselves. */
    Cluster(Quorum quorum) {
        this(Protocol.CBFT, Keys.committee(quorum), Long.MAX_VALUE);
    }

    /** An epoch ends after so many blocks; the next one's rank is the committee's order, turned by one. */
    Cluster(Protocol protocol, int n, long epochBlocks) {
        this(protocol, Keys.committee(protocol, n), epochBlocks);
    }

    private Cluster(Protocol protocol, Committee committee, long epochBlocks) {
        this.protocol = protocol;
        this.epochBlocks = epochBlocks;
        this.committee = committee;
        int n = committee.size();
        Epoch endless = Epoch.endless(committee);
        for (int member = 0; member < n; member++) {
            epochs.add(new Epoch(committee, endless.base(), epochBlocks, endless.rank()));
            engines.add(engine(member));
            promises.add(new Promises());
            decided.add(new ArrayList<>());
            timers.add(new HashMap<>());
        }
        for (int member = 0; member < n; member++) {
            give(member, new Input.Started(ChainView.genesis(Keys.CHAIN, n), new Promises()));
        }
        settle();
    }

    private Engine engine(int member) {
        return protocol.engine(epochs.get(member), member, Keys.signer(member), TIMING);
    }

    /** Forgets all but disk, and starts again. */
    void restart(int member) {
        epochs.set(member, epochAfter(member));
        engines.set(member, engine(member));
        timers.get(member).clear();
        List<Decision> chain = decided.get(member);
        Promises kept = promises.get(member);
        boolean tipDecided = kept.lastVote().filter(t -> chain.stream().anyMatch(d -> d.block().id().equals(t.id())))
                .isPresent();
        List<Long> next = new ArrayList<>(ChainView.genesis(Keys.CHAIN, committee.size()).nextSequences());
        chain.forEach(d -> d.block().batches()
                .forEach(ref -> next.set(ref.head().author(), ref.head().sequence() + 1)));
        Base base = epochs.get(member).base();
        give(member, new Input.Started(new ChainView(base,
                chain.size() == base.height() ? Optional.empty() : Optional.of(chain.getLast().header()), next,
                tipDecided), kept));
        settle();
    }

    void submit(int member, int size) {
        Transaction.Unsigned unsigned = new Transaction.Unsigned(Keys.CHAIN, Keys.key(member), now, 1, new byte[size]);
        List<Transaction> transactions = List.of(unsigned.signed(Keys.signer(member).sign(unsigned.id())));
        BatchHead head = Batch.head(member, engines.get(member).status().nextBatch(), transactions);
        give(member, new Input.Submitted(
                Batch.of(head, transactions, Keys.signer(member).sign(head.availability(Keys.CHAIN)))));
        settle();
    }

    /** Runs the clock, delivering timers in order. */
    void run(long micros) {
        long end = now + micros;
        while (true) {
            int member = -1;
            Timer timer = Timer.of(Timer.Kind.PACE);
            long due = end;
            for (int i = 0; i < timers.size(); i++) {
                for (Map.Entry<Timer, Long> armed : timers.get(i).entrySet()) {
                    if (armed.getValue() < due) {
                        due = armed.getValue();
                        member = i;
                        timer = armed.getKey();
                    }
                }
            }
            now = Math.max(now, due);
            if (member < 0) {
                return;
            }
            timers.get(member).remove(timer);
            give(member, new Input.Elapsed(timer));
            settle();
        }
    }

    void deliver(int from, int to, Message.Protocol message) {
        give(to, new Input.Received(Verified.check(from, message, committee, Keys.verifier())));
        settle();
    }

    long height(int member) {
        return engines.get(member).status().decidedHeight();
    }

    /** Transactions that the member has seen decided. */
    long ordered(int member) {
        return decided.get(member).stream().mapToLong(d -> d.block().transactions()).sum();
    }

    private void settle() {
        while (!queue.isEmpty()) {
            queue.poll().run();
        }
    }

    private void give(int member, Input input) {
        for (Effect effect : engines.get(member).step(now, input)) {
            seen.add(effect);
            apply(member, effect);
        }
    }

    private void apply(int member, Effect effect) {
        switch (effect) {
            case Effect.Persist persist -> promises.get(member).add(persist.promise());
            case Effect.Send send -> send(member, send.audience(), send.message());
            case Effect.Arm arm -> timers.get(member).put(arm.timer(), now + arm.delayMicros());
            case Effect.Disarm disarm -> timers.get(member).remove(disarm.timer());
            case Effect.Build build -> queue.add(() -> give(member,
                    new Input.Built(build.parent(), now / 1000, height(member), root(member))));
            case Effect.Check check when !unanswered.contains(member) ->
                queue.add(() -> give(member, new Input.Checked(check.block().id(), true)));
            case Effect.Check _ -> {}
            case Effect.Commit commit -> {
                decided.get(member).add(commit.decision());
                if (commit.decision().height() == epochs.get(member).last()) {
                    queue.add(() -> begin(member));
                }
            }
            case Effect.Keep _,Effect.Certified _,Effect.Accuse _,Effect.Ignored _,Effect.Moved _ -> {}
        }
    }

    /** The epoch of the member's next block. */
    private Epoch epochAfter(int member) {
        Epoch present = epochs.get(member);
        List<Decision> chain = decided.get(member);
        if (chain.size() < present.last()) {
            return present;
        }
        List<Integer> rank = new ArrayList<>(present.rank());
        Collections.rotate(rank, -1);
        return new Epoch(new Committee(Keys.CHAIN, present.number() + 1, committee.members(), committee.quorum()),
                Base.of(chain.getLast().block().header()), present.last() + epochBlocks, rank);
    }

    private void begin(int member) {
        Epoch next = epochAfter(member);
        if (next.number() > epochs.get(member).number()) {
            epochs.set(member, next);
            give(member, new Input.EpochBegan(next));
        }
    }

    private Digest root(int member) {
        return new Digest(0, 0, 7, height(member));
    }

    private void send(int from, Audience audience, Message message) {
        for (int to = 0; to < engines.size(); to++) {
            boolean meant = switch (audience) {
                case Audience.Others _ -> to != from;
                case Audience.One one -> one.member() == to;
            };
            if (meant && !lost.test(from + ">" + to, message)) {
                int receiver = to;
                queue.add(() -> receive(from, receiver, MessageCodec.encode(message)));
            }
        }
    }

    private void receive(int from, int to, byte[] bytes) {
        switch (MessageCodec.decode(bytes)) {
            case Message.Protocol protocol -> give(to,
                    new Input.Received(Verified.check(from, protocol, committee, Keys.verifier())));
            case TransferMessage.DecisionRequest request -> decided.get(to).stream()
                    .filter(d -> d.height() >= request.from() && d.height() <= request.to())
                    .forEach(d -> send(to, new Audience.One(from), new Message.Decided(d, List.of())));
            case TransferMessage _ -> {}
        }
    }

    /** Ids of a member's decided blocks. */
    List<Digest> chain(int member) {
        return decided.get(member).stream().map(Decision::block).map(Block::id).toList();
    }
}
