package org.credence.lab.figure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.credence.base.block.BatchRef;
import org.credence.consensus.part.Decision;

/** What clients hand in during a run, and what is measured of it; times are of one clock. Safe from any thread. */
public final class Watch {

    private final Setting setting;
    private final Load load;
    private final long first;
    private final long last;
    /** By author, when each of its batches was handed in. */
    private final List<List<Long>> handedIn = new ArrayList<>();
    private final Map<Long, Long> proposed = new HashMap<>();
    private final long[] heights;
    private final List<Long> consensus = new ArrayList<>();
    private final List<Long> submission = new ArrayList<>();
    private long began;
    private long ended;
    private long ordered;

    /**
     * @param warmUp heights before the first that counts, beside those that clients hand in at the very beginning
     * @param blocks heights that count
     */
    public Watch(Setting setting, Load load, int warmUp, int blocks) {
        this.setting = setting;
        this.load = load;
        first = (long) warmUp + windows();
        last = first + blocks;
        heights = new long[setting.members()];
        IntStream.range(0, setting.members()).forEach(_ -> handedIn.add(new ArrayList<>()));
    }

    private int windows() {
        return IntStream.range(0, setting.members()).map(this::window).sum();
    }

    /** Batches that a member has under way. */
    public int window(int member) {
        return load.window(member, setting.members(), setting.down());
    }

    /** Most batches that are handed in before the last height is decided. */
    public int batches() {
        return Math.toIntExact(last + windows());
    }

    /** Clients hand in a batch. */
    public synchronized void handedIn(long nowMicros, int member) {
        handedIn.get(member).add(nowMicros);
    }

    /** A proposal leaves its leader. */
    public synchronized void proposed(long nowMicros, long height) {
        proposed.putIfAbsent(height, nowMicros);
    }

    /** A member has decided. */
    public synchronized void decided(long nowMicros, int member, Decision decision) {
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

    /** Whether every member that speaks has decided all heights that count. */
    public synchronized boolean satisfied() {
        return IntStream.range(0, heights.length)
                .allMatch(member -> setting.isSilent(member) || heights[member] >= last);
    }

    /**
     * What was measured.
     *
     * @param seed or number of the run
     */
    public synchronized Sample sample(long seed) {
        return new Sample(setting, seed, ordered * 1e6 / (ended - began), Delays.of(consensus), Delays.of(submission));
    }
}
