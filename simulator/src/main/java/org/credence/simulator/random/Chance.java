package org.credence.simulator.random;

import java.util.List;
import java.util.SplittableRandom;

/** Draws from one seed. Each concern splits off its own, so that one more draw here changes nothing there. */
public final class Chance {

    private final SplittableRandom random;

    public Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** An independent source; the order of splits is part of what a seed means. */
    public Chance split() {
        return new Chance(random.split());
    }

    /** True with this probability. */
    public boolean happens(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** From 0 to {@code bound}-1. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** From {@code low} to {@code high}, both included. */
    public long between(long low, long high) {
        return random.nextLong(low, high + 1);
    }

    /** From 0 to {@code most}. */
    public double upTo(double most) {
        return random.nextDouble() * most;
    }

    /** A wait with this mean, as between events that know nothing of each other. */
    public long exponential(long mean) {
        // StrictMath: the same bits on every machine, or a seed would mean different worlds.
        return (long) (-StrictMath.log(1 - random.nextDouble()) * mean);
    }

    public long number() {
        return random.nextLong();
    }

    public <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
