package org.credence.consensus.part;

import java.util.Arrays;
import org.credence.base.codec.Malformed;

/**
 * The arithmetic on which everything rests (P§1.1): n members of which at most f are faulty, and, with two lanes, a
 * fast one that still works while p are slow or faulty; p may exceed f (decision 0017). Cannot be constructed unless n
 * suffices for the rule.
 *
 * @param rule what decides a block; it says what kind of fault f counts
 */
public record Quorum(Rule rule, int n, int f, int p) {

    /** Which votes decide, and against what. Whoever verifies a decision must know it, so the genesis fixes it. */
    public enum Rule {
        /** n−p CONFIRMs decide at once, else q COMMITs do; f members may be Byzantine: n ≥ max(3f+1, 3f+2p−1). */
        TWO_LANES(1),
        /** q CONFIRMs only prepare, q COMMITs decide; f members may be Byzantine: n ≥ 3f+1, p = 0. */
        TWO_ROUNDS(2),
        /** A majority of CONFIRMs decides; f members may crash, but none may lie: n ≥ 2f+1, p = 0. */
        MAJORITY(3);

        private final int code;

        Rule(int code) {
            this.code = code;
        }

        /** Its number in encodings. */
        public int code() {
            return code;
        }

        /** @throws Malformed if no rule has this number */
        public static Rule of(int code) {
            return Arrays.stream(values()).filter(rule -> rule.code == code).findFirst()
                    .orElseThrow(() -> new Malformed("rule", "is " + code + ", must be 1 to " + values().length));
        }

        /** Whether the f faulty members may do anything at all; otherwise they only stop. */
        public boolean byzantine() {
            return this != MAJORITY;
        }

        /**
         * Whether a view votes anew on blocks that an earlier one proposed: the votes of a certificate then name the
         * view they were cast in, which may be later than the block's.
         */
        public boolean revotes() {
            return this == TWO_ROUNDS;
        }

        private int least(int f, int p) {
            return byzantine() ? Math.max(3 * f + 1, 3 * f + 2 * p - 1) : 2 * f + 1;
        }
    }

    public Quorum {
        if (f < 0 || p < 0 || f == 0 && p > 0) {
            throw new IllegalArgumentException(
                    "quorum: f=" + f + ", p=" + p + ", must be at least 0, and p=0 where f=0");
        }
        if (p > 0 && rule != Rule.TWO_LANES) {
            throw new IllegalArgumentException("quorum: p=" + p + ", must be 0: the protocol has no fast lane");
        }
        int least = rule.least(f, p);
        if (n < least) {
            throw new IllegalArgumentException(
                    "quorum: n=" + n + " with f=" + f + ", p=" + p + ", must be at least " + least);
        }
    }

    /** With two lanes. */
    public Quorum(int n, int f, int p) {
        this(Rule.TWO_LANES, n, f, p);
    }

    /** The most faults that n members tolerate with two lanes, and the widest fast lane beside that. */
    public static Quorum of(int n) {
        return of(Rule.TWO_LANES, n);
    }

    /** The most faults that n members tolerate under the rule, and the widest fast lane beside that. */
    public static Quorum of(Rule rule, int n) {
        return of(rule, n, rule.byzantine() ? (n - 1) / 3 : (n - 1) / 2);
    }

    /**
     * f faults, and the widest fast lane beside them.
     *
     * @throws IllegalArgumentException if n members do not tolerate f faults under the rule
     */
    public static Quorum of(Rule rule, int n, int f) {
        boolean fastLane = rule == Rule.TWO_LANES && f > 0;
        return new Quorum(rule, n, f, fastLane ? Math.max(0, (n - 3 * f + 1) / 2) : 0);
    }

    /** Whether so many votes of one phase decide a block. */
    public boolean decides(Phase phase, int votes) {
        return switch (rule) {
            case TWO_LANES -> votes >= (phase == Phase.CONFIRM ? fast() : slow());
            case TWO_ROUNDS -> phase == Phase.COMMIT && votes >= slow();
            case MAJORITY -> phase == Phase.CONFIRM && votes >= slow();
        };
    }

    /** q: votes of a certificate; any two quorums share a correct member. */
    public int slow() {
        return rule.byzantine() ? (n + f) / 2 + 1 : n / 2 + 1;
    }

    /** Votes that decide when all goes well: n−p with two lanes, else q. */
    public int fast() {
        return rule == Rule.TWO_LANES ? n - p : slow();
    }

    /** n−f: VIEW_CHANGEs in a NEW_VIEW. */
    public int change() {
        return n - f;
    }

    /** T = n−p−2f+1: reports that make a block a fast candidate when its proposer equivocated (P§1.5 F4). */
    public int support() {
        return n - p - 2 * f + 1;
    }

    /** f+1: at least one of them is correct. */
    public int weak() {
        return f + 1;
    }
}
