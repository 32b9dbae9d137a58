package org.credence.crypto.proof;

import java.security.SecureRandom;
import java.util.List;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;

/**
 * That two points have one logarithm: log_g(y) = log_b(s), without telling it (Chaum and Pedersen, CRYPTO '92; "DLEQ").
 * The prover draws k, sends (g^k, b^k), and answers the challenge e with z = k + e·x; the verifier recomputes
 * g^z·y^−e and b^z·s^−e and must arrive at the same e.
 *
 * @param challenge e
 * @param answer    z
 */
public record SameLogProof(Scalar challenge, Scalar answer) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = 64;

    /** What is proven, all of it public: {@code key} = g^x and {@code image} = base^x. */
    public record Statement(Point key, Point base, Point image) {

        /**
         * Refuses neutral points, about which the proof would say nothing.
         *
         * @throws Malformed naming the point
         */
        public Statement {
            requireReal("key", key);
            requireReal("base", base);
            requireReal("image", image);
        }

        private static void requireReal(String field, Point point) {
            if (point.isNeutral()) {
                throw new Malformed(field, "is the neutral element");
            }
        }
    }

    /**
     * Proves the statement.
     *
     * @param secret x
     * @throws IllegalArgumentException if x is the logarithm of neither or of one point only
     */
    public static SameLogProof prove(ProofContext context, Statement statement, Scalar secret, SecureRandom random) {
        if (!Point.of(secret).equals(statement.key)
                || !statement.base.timesSecret(secret).equals(statement.image)) {
            throw new IllegalArgumentException("statement: does not hold for this secret");
        }
        Scalar mask = Point.SCALARS.nonZero(random);
        Scalar challenge = challenge(context, statement, Point.of(mask), statement.base.timesSecret(mask));
        return new SameLogProof(challenge, mask.plus(challenge.times(secret)));
    }

    /** Whether it proves this statement in this context. */
    public boolean proves(ProofContext context, Statement statement) {
        Scalar minus = challenge.negated();
        Point first = Point.sumOfProducts(List.of(Point.GENERATOR, statement.key), List.of(answer, minus));
        Point second = Point.sumOfProducts(List.of(statement.base, statement.image), List.of(answer, minus));
        return challenge(context, statement, first, second).equals(challenge);
    }

    private static Scalar challenge(ProofContext context, Statement statement, Point first, Point second) {
        return Transcript.of("same-log", context)
                .add("key", statement.key)
                .add("base", statement.base)
                .add("image", statement.image)
                .add("first", first)
                .add("second", second)
                .challenge("e", Point.SCALARS);
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing or a scalar is not below the order
     */
    public static SameLogProof read(Reader reader) {
        return new SameLogProof(Point.SCALARS.read(reader, "same-log.challenge"),
                Point.SCALARS.read(reader, "same-log.answer"));
    }

    public void write(Writer writer) {
        challenge.write(writer);
        answer.write(writer);
    }
}
