package org.credence.crypto.sharing;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.credence.base.Limits;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.group.ScalarField;

/**
 * Any {@code threshold} shares give the secret, fewer say nothing about it: share i is P(i) of a polynomial of degree
 * threshold − 1 with P(0) the secret and the other coefficients uniform. Nothing shows whether a share is good; use
 * {@link Dealing} where a dealer or a holder may lie.
 */
public final class Shamir {

    private Shamir() {}

    /**
     * Shares for holders 1 to {@code count}.
     *
     * @param threshold 1 to {@code count}
     * @param count     1 to {@link Limits#COMMITTEE}, and below the order of the field
     * @param random    a cryptographic generator
     */
    public static List<Share> split(Scalar secret, int threshold, int count, SecureRandom random) {
        return evaluate(polynomial(secret, threshold, count, random), count);
    }

    /**
     * The secret of as many shares as the threshold asks for, or more: P(0) = ∑ λᵢ·P(i). With too few or with a bad
     * share among them the result is some other scalar.
     *
     * @throws IllegalArgumentException if there is no share, or two have one index
     */
    public static Scalar combine(List<Share> shares) {
        List<Integer> indices = shares.stream().map(Share::index).toList();
        Scalar sum = field(shares).zero();
        for (Share share : shares) {
            sum = sum.plus(lagrangeAtZero(sum.field(), share.index(), indices).times(share.value()));
        }
        return sum;
    }

    /**
     * λᵢ = ∏ j/(j − i) over the other indices j, so that P(0) = ∑ λᵢ·P(i).
     *
     * @throws IllegalArgumentException if an index occurs twice
     */
    public static Scalar lagrangeAtZero(ScalarField field, int index, List<Integer> indices) {
        Set<Integer> seen = new HashSet<>();
        Scalar above = field.one();
        Scalar below = field.one();
        for (int other : indices) {
            if (!seen.add(other)) {
                throw new IllegalArgumentException("shares: two with index " + other);
            }
            if (other != index) {
                above = above.times(field.of(other));
                below = below.times(field.of((long) other - index));
            }
        }
        return above.times(below.inverse());
    }

    /**
     * Coefficients in ascending order, the secret first and the others uniform; for dealers who commit to them.
     *
     * @param threshold 1 to {@code count}
     * @param count     1 to {@link Limits#COMMITTEE}
     * @param random    a cryptographic generator
     */
    public static List<Scalar> polynomial(Scalar secret, int threshold, int count, SecureRandom random) {
        if (count < 1 || count > Limits.COMMITTEE) {
            throw new IllegalArgumentException("count: " + count + ", must be 1 to " + Limits.COMMITTEE);
        }
        if (threshold < 1 || threshold > count) {
            throw new IllegalArgumentException("threshold: " + threshold + ", must be 1 to " + count);
        }
        List<Scalar> coefficients = new ArrayList<>(threshold);
        coefficients.add(secret);
        for (int i = 1; i < threshold; i++) {
            coefficients.add(secret.field().uniform(random));
        }
        return coefficients;
    }

    /** P(1) to P(count), by Horner's rule. */
    public static List<Share> evaluate(List<Scalar> coefficients, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> new Share(i, at(coefficients, i))).toList();
    }

    private static Scalar at(List<Scalar> coefficients, int index) {
        Scalar x = coefficients.getFirst().field().of(index);
        Scalar value = x.field().zero();
        for (Scalar coefficient : coefficients.reversed()) {
            value = value.times(x).plus(coefficient);
        }
        return value;
    }

    private static ScalarField field(List<Share> shares) {
        if (shares.isEmpty()) {
            throw new IllegalArgumentException("shares: none");
        }
        return shares.getFirst().value().field();
    }
}
