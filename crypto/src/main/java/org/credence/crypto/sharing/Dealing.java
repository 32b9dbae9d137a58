package org.credence.crypto.sharing;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.credence.base.Limits;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;

/**
 * The public part of a verifiable sharing: A_j = g^{a_j} for every coefficient a_j of the polynomial. Share i is good
 * if
 * and only if g^{share} = ∏ A_j^{i^j}; any {@link #threshold} good shares give the one secret whose key is
 * {@link #key}. The commitments tell nothing but that key.
 *
 * @param commitments A_0 first; as many as shares are needed
 */
public record Dealing(List<Point> commitments) {

    /**
     * Copies and checks.
     *
     * @throws Malformed if there are none or more than {@link Limits#COMMITTEE}, or A_0 is neutral
     */
    public Dealing {
        commitments = List.copyOf(commitments);
        if (commitments.isEmpty() || commitments.size() > Limits.COMMITTEE) {
            throw new Malformed("dealing.commitments",
                    "are " + commitments.size() + ", must be 1 to " + Limits.COMMITTEE);
        }
        if (commitments.getFirst().isNeutral()) {
            throw new Malformed("dealing.commitments", "share out the secret zero");
        }
    }

    /** What a dealer makes: the part for all and, for each holder alone, a share. */
    public record Dealt(Dealing dealing, List<Share> shares) {

        /** Copies. */
        public Dealt {
            shares = List.copyOf(shares);
        }
    }

    /** What an attempt to put a secret together came to. */
    public sealed interface Recovery {

        /** Holders whose share is bad, or who sent two that differ. */
        Set<Integer> liars();

        /** Enough were good. */
        record Recovered(Scalar secret, Set<Integer> liars) implements Recovery {}

        /** Too few were good: {@code have} of {@code need} distinct ones. */
        record Insufficient(int have, int need, Set<Integer> liars) implements Recovery {}
    }

    /**
     * Shares out a secret among holders 1 to {@code count}.
     *
     * @param secret    not zero
     * @param threshold 1 to {@code count}
     * @param count     1 to {@link Limits#COMMITTEE}
     * @param random    a cryptographic generator
     */
    public static Dealt deal(Scalar secret, int threshold, int count, SecureRandom random) {
        if (secret.isZero()) {
            throw new IllegalArgumentException("secret: must not be zero");
        }
        List<Scalar> coefficients = Shamir.polynomial(secret, threshold, count, random);
        Dealing dealing = new Dealing(coefficients.stream().map(Point::of).toList());
        return new Dealt(dealing, Shamir.evaluate(coefficients, count));
    }

    /** How many good shares give the secret. */
    public int threshold() {
        return commitments.size();
    }

    /** g^secret. */
    public Point key() {
        return commitments.getFirst();
    }

    /** g^{share} of the good share with this index: ∏ A_j^{i^j}. */
    public Point shareKey(int index) {
        List<Scalar> powers = new ArrayList<>(commitments.size());
        Scalar power = Point.SCALARS.one();
        for (int j = 0; j < commitments.size(); j++) {
            powers.add(power);
            power = power.times(Point.SCALARS.of(index));
        }
        return Point.sumOfProducts(commitments, powers);
    }

    /** Whether it is the share that belongs to its index. */
    public boolean admits(Share share) {
        return Point.of(share.value()).equals(shareKey(share.index()));
    }

    /** Puts the secret together from whatever was sent; bad shares are left out and their holders named (A-T13). */
    public Recovery recover(List<Share> offered) {
        List<Share> good = new ArrayList<>();
        Set<Integer> holders = new TreeSet<>();
        Set<Integer> liars = new TreeSet<>();
        for (Share share : offered) {
            if (!admits(share)) {
                liars.add(share.index());
            } else if (holders.add(share.index()) && good.size() < threshold()) {
                good.add(share);
            }
        }
        return good.size() < threshold()
                ? new Recovery.Insufficient(good.size(), threshold(), liars)
                : new Recovery.Recovered(Shamir.combine(good), liars);
    }

    /**
     * Reads a count and as many points.
     *
     * @throws Malformed if they are missing, too many, or no points
     */
    public static Dealing read(Reader reader) {
        return new Dealing(reader.list("dealing.commitments", Limits.COMMITTEE,
                each -> Point.readAny(each, "dealing.commitments")));
    }

    public void write(Writer writer) {
        writer.list(commitments, Point::write);
    }
}
