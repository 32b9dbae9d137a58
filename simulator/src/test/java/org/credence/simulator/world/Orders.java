package org.credence.simulator.world;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.credence.base.Digest;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Phase;

/**
 * All orders in which one member can take in a pool of messages and see its fast lane run out. Two orders of the same
 * inputs that made the member do the same are one state: it is explored further once.
 */
final class Orders {

    private final TwinLeader twins;
    private final int member;
    private final List<TwinLeader.Sent> pool;
    private final Set<String> seen = new HashSet<>();
    private final Set<Digest> committed = new HashSet<>();
    private final Set<Digest> decided = new HashSet<>();
    private final Set<String> contradictions = new TreeSet<>();

    Orders(TwinLeader twins, int member, List<TwinLeader.Sent> pool) {
        this.twins = twins;
        this.member = member;
        this.pool = pool;
    }

    /** Tries all orders in which the member confirms this block, if it confirms one at all. */
    void explore(BlockRef confirmed) {
        explore(List.of(), confirmed);
    }

    /** States seen. */
    int explored() {
        return seen.size();
    }

    /** Blocks it sends a COMMIT for in some order. */
    Set<Digest> committed() {
        return Set.copyOf(committed);
    }

    /** Blocks it decides in some order. */
    Set<Digest> decided() {
        return Set.copyOf(decided);
    }

    /** Orders in which it votes for two blocks in one phase. */
    Set<String> contradictions() {
        return contradictions;
    }

    /** @param order indices into the pool; its size stands for the timer */
    private void explore(List<Integer> order, BlockRef confirmed) {
        Replay replay = new Replay();
        order.forEach(replay::take);
        if (replay.confirmed.size() > 1 || replay.committed.size() > 1) {
            contradictions.add(order.toString());
        }
        boolean another = replay.confirmed.stream().anyMatch(id -> !id.equals(confirmed.id()));
        if (another || !seen.add(new TreeSet<>(order) + " " + replay.did)) {
            return;
        }
        committed.addAll(replay.committed);
        decided.addAll(replay.decided);
        for (int next = 0; next <= pool.size(); next++) {
            boolean possible = next < pool.size() || replay.late.isPresent();
            if (possible && !order.contains(next)) {
                List<Integer> longer = new ArrayList<>(order);
                longer.add(next);
                explore(longer, confirmed);
            }
        }
    }

    /** One order, from the start. */
    private final class Replay {

        private final Engine engine = twins.started(member);
        private final Set<String> did = new TreeSet<>();
        private final Set<Digest> confirmed = new HashSet<>();
        private final Set<Digest> committed = new HashSet<>();
        private final Set<Digest> decided = new HashSet<>();
        private Optional<Timer> late = Optional.empty();

        void take(int index) {
            step(index < pool.size()
                    ? twins.received(pool.get(index))
                    : new Input.Elapsed(late.orElseThrow()));
        }

        private void step(Input input) {
            for (Effect effect : engine.step(0, input)) {
                did.add(Words.of(List.of(effect)));
                switch (effect) {
                    case Effect.Check check -> step(new Input.Checked(check.block().id(), true));
                    case Effect.Commit commit -> decided.add(commit.decision().block().id());
                    case Effect.Arm(Timer timer, _) when timer.kind() == Timer.Kind.FAST_LANE ->
                        late = Optional.of(timer);
                    case Effect.Send(_, Message.Ballot ballot) ->
                        (ballot.phase() == Phase.CONFIRM ? confirmed : committed).add(ballot.block().id());
                    case Effect _ -> {}
                }
            }
        }
    }
}
