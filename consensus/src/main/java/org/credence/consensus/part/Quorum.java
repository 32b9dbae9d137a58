package org.credence.consensus.part;

/**
 * The arithmetic on which everything rests (P§1.1): n members, at most f of them Byzantine, and a fast lane that still
 * works while p
 * are slow or faulty. Cannot be constructed unless 0 ≤ p ≤ f and n ≥ max(3f+1, 3f+2p−1).
 */
public record Quorum(int n, int f, int p) {

    public Quorum {
        if (f < 0 || p < 0 || p > f) {
            throw new IllegalArgumentException("quorum: f=" + f + ", p=" + p + ", must be 0 <= p <= f");
        }
        int least = Math.max(3 * f + 1, 3 * f + 2 * p - 1);
        if (n < least) {
            throw new IllegalArgumentException(
                    "quorum: n=" + n + " with f=" + f + ", p=" + p + ", must be at least " + least);
        }
    }

    /** The most faults that n members tolerate, and the widest fast lane beside that. */
    public static Quorum of(int n) {
        int f = (n - 1) / 3;
        return new Quorum(n, f, Math.min(f, (n - 3 * f + 1) / 2));
    }

    /** q: CONFIRMs of a CC, COMMITs of an SC, VIEW_READYs of an opening; any two share a correct member. */
    public int slow() {
        return (n + f) / 2 + 1;
    }

    /** n−p: CONFIRMs that decide at once. */
    public int fast() {
        return n - p;
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

    /** Whether a CC already decides, so that COMMIT is never sent (n = 4, n = 5). */
    public boolean fastIsSlow() {
        return fast() == slow();
    }
}
