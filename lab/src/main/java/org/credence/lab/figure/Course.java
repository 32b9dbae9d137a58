package org.credence.lab.figure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.credence.base.block.BatchRef;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Decision;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Clients;
import org.credence.simulator.setup.Measuring;
import org.credence.simulator.setup.Stage;

/** The world of one run: who is silent, how long messages travel, what clients hand in; and the watch. */
final class Course implements Stage, Clients {

    /** What a silent member says arrives after the end. */
    private static final long NEVER_MICROS = 1_000_000L * 3600 * 24;
    /** Heights before the first that counts, beside those that clients hand in at the very beginning. */
    private static final int WARM_UP = 5;

    private final Setting setting;
    private final Load load;
    private final long first;
    private final long last;
    private final Chance[][] links;
    /** By author, when each of its batches was handed in. */
    private final List<List<Long>> handedIn = new ArrayList<>();
    private final Map<Long, Long> proposed = new HashMap<>();
    private final long[] heights;
    private final List<Long> consensus = new ArrayList<>();
    private final List<Long> submission = new ArrayList<>();
    private long began;
    private long ended;
    private long ordered;

    Course(Setting setting, Load load, int blocks, long seed) {
        this.setting = setting;
        this.load = load;
        first = WARM_UP + IntStream.range(0, setting.members()).mapToLong(this::window).sum();
        last = first + blocks;
        heights = new long[setting.members()];
        links = new Chance[setting.members()][setting.members()];
        Chance chance = new Chance(seed);
        for (Chance[] from : links) {
            for (int to = 0; to < from.length; to++) {
                from[to] = chance.split();
            }
            handedIn.add(new ArrayList<>());
        }
    }

    @Override
    public Set<Integer> liars() {
        return setting.silent() ? Set.of(setting.members() - 1) : Set.of();
    }

    @Override
    public Optional<Measuring> measuring() {
        return Optional.of(new Measuring(Testbed.TIMES, this));
    }

    @Override
    public long delayMicros(long nowMicros, int from, int to, Message message) {
        if (setting.isSilent(from)) {
            return NEVER_MICROS;
        }
        if (message instanceof Message.Propose propose) {
            proposed.putIfAbsent(propose.block().block().height(), nowMicros);
        }
        return Testbed.latencyMicros(links[from][to]);
    }

    @Override
    public int window(int member) {
        return load.window(member, setting.members(), setting.down());
    }

    @Override
    public int transactions() {
        return setting.transactions();
    }

    @Override
    public int payloadBytes() {
        return Testbed.PAYLOAD_BYTES;
    }

    @Override
    public void handedIn(long nowMicros, int member) {
        handedIn.get(member).add(nowMicros);
    }

    @Override
    public void decided(long nowMicros, int member, Decision decision) {
        heights[member] = decision.height();
        if (setting.isSilent(member) || decision.height() < first || decision.height() > last) {
            return;
        }
        if (member == Testbed.LEADER) {
            time(nowMicros, decision);
        }
        if (decision.height() > first) {
            consensus.add(nowMicros - proposed.getOrDefault(decision.height(), nowMicros));
            for (BatchRef batch : decision.block().batches()) {
                if (batch.head().author() == member) {
                    submission.add(nowMicros - handedIn.get(member).get((int) batch.head().sequence() - 1));
                }
            }
        }
    }

    private void time(long nowMicros, Decision decision) {
        if (decision.height() == first) {
            began = nowMicros;
        } else {
            ended = nowMicros;
            ordered += decision.block().batches().stream().mapToLong(batch -> batch.head().transactions()).sum();
        }
    }

    @Override
    public boolean satisfied() {
        for (int member = 0; member < heights.length; member++) {
            if (!setting.isSilent(member) && heights[member] < last) {
                return false;
            }
        }
        return true;
    }

    /** What was measured. */
    Sample sample(long seed) {
        return new Sample(setting, seed, ordered * 1e6 / (ended - began), Delays.of(consensus), Delays.of(submission));
    }
}
