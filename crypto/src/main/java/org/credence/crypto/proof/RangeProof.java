package org.credence.crypto.proof;

import java.security.SecureRandom;
import java.util.List;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.commitment.Commitment;
import org.credence.crypto.commitment.Opening;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;

/**
 * Range of P§7.3: every one of up to {@value #MAX_VALUES} commitments holds an amount, 0 to 2^64 − 1, so none holds a
 * negative number or one that has wrapped (A-E1, A-E2, A-E5). An aggregated Bulletproof (Bünz, Bootle, Boneh, Poelstra,
 * Wuille and Maxwell, IEEE S&amp;P 2018, §4.2), in the paper's letters: A and S commit to the bits and their masks, T₁
 * and
 * T₂ to the coefficients of t(X), and the inner product of l(x) and r(x) is shown by halving, with one L and R per
 * step.
 * 696 bytes for one value, 828 for four.
 *
 * @param a       A
 * @param s       S
 * @param t1      T₁
 * @param t2      T₂
 * @param blindT  τ_x
 * @param blindA  μ
 * @param product t̂
 * @param left    L, one per halving
 * @param right   R, one per halving
 * @param lastA   a, what is left of l(x)
 * @param lastB   b, what is left of r(x)
 */
public record RangeProof(Point a, Point s, Point t1, Point t2, Scalar blindT, Scalar blindA, Scalar product,
        List<Point> left, List<Point> right, Scalar lastA, Scalar lastB) {

    /** Values that one proof covers at the most. */
    public static final int MAX_VALUES = 8;

    static final int BITS = 64;
    private static final int MIN_HALVINGS = 6;
    private static final int MAX_HALVINGS = 9;

    /**
     * Copies and checks.
     *
     * @throws Malformed unless there are as many L as R, 6 to 9
     */
    public RangeProof {
        left = List.copyOf(left);
        right = List.copyOf(right);
        if (left.size() < MIN_HALVINGS || left.size() > MAX_HALVINGS || right.size() != left.size()) {
            throw new Malformed("range.halvings",
                    "are " + left.size() + ", must be " + MIN_HALVINGS + " to " + MAX_HALVINGS);
        }
    }

    /** All but the halvings. */
    record Head(Point a, Point s, Point t1, Point t2, Scalar blindT, Scalar blindA, Scalar product) {

        RangeProof complete(List<Point> left, List<Point> right, Scalar lastA, Scalar lastB) {
            return new RangeProof(a, s, t1, t2, blindT, blindA, product, left, right, lastA, lastB);
        }
    }

    /** That each commitment holds an amount. */
    public record Statement(List<Commitment> commitments) {

        /**
         * Copies and checks.
         *
         * @throws IllegalArgumentException unless there are 1 to {@value #MAX_VALUES}
         */
        public Statement {
            commitments = List.copyOf(commitments);
            if (commitments.isEmpty() || commitments.size() > MAX_VALUES) {
                throw new IllegalArgumentException(
                        "commitments: " + commitments.size() + ", must be 1 to " + MAX_VALUES);
            }
        }

        /** The number of values, rounded up to a power of two: commitments to zero fill up. */
        int padded() {
            int highest = Integer.highestOneBit(commitments.size());
            return highest == commitments.size() ? highest : 2 * highest;
        }
    }

    /**
     * Proves the statement.
     *
     * @param openings of the commitments, in order; each value an amount
     * @throws IllegalArgumentException if the statement does not hold with them
     */
    public static RangeProof prove(
            ProofContext context, Statement statement, List<Opening> openings, SecureRandom random) {
        if (!openings.stream().map(Opening::commit).toList().equals(statement.commitments)) {
            throw new IllegalArgumentException("statement: does not hold for these openings");
        }
        openings.forEach(each -> Lengths.requireAmount(each.value().value()));
        return new RangeProver(context, statement, openings, random).prove();
    }

    /** Whether it proves this statement in this context; many at once are cheaper in a {@link RangeBatch}. */
    public boolean proves(ProofContext context, Statement statement) {
        return new RangeBatch().add(context, statement, this).proves();
    }

    static Transcript transcript(ProofContext context, Statement statement) {
        Transcript transcript = Transcript.of("range", context).add("count", statement.commitments.size());
        statement.commitments.forEach(each -> transcript.add("commitment", each.point()));
        return transcript;
    }

    /**
     * Reads a proof.
     *
     * @throws Malformed if it is not canonical
     */
    public static RangeProof read(Reader reader) {
        Point a = Point.readAny(reader, "range.a");
        Point s = Point.readAny(reader, "range.s");
        Point t1 = Point.readAny(reader, "range.t1");
        Point t2 = Point.readAny(reader, "range.t2");
        Scalar blindT = Point.SCALARS.read(reader, "range.blind-t");
        Scalar blindA = Point.SCALARS.read(reader, "range.blind-a");
        Scalar product = Point.SCALARS.read(reader, "range.product");
        List<Point> left = reader.list("range.left", MAX_HALVINGS, each -> Point.readAny(each, "range.left"));
        List<Point> right = reader.list("range.right", MAX_HALVINGS, each -> Point.readAny(each, "range.right"));
        return new RangeProof(a, s, t1, t2, blindT, blindA, product, left, right,
                Point.SCALARS.read(reader, "range.last-a"), Point.SCALARS.read(reader, "range.last-b"));
    }

    public void write(Writer writer) {
        List.of(a, s, t1, t2).forEach(each -> each.write(writer));
        List.of(blindT, blindA, product).forEach(each -> each.write(writer));
        writer.list(left, Point::write).list(right, Point::write);
        lastA.write(writer);
        lastB.write(writer);
    }
}
