package org.credence.crypto.proof;

import java.security.SecureRandom;
import java.util.List;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.commitment.Commitment;
import org.credence.crypto.commitment.Generators;
import org.credence.crypto.commitment.Opening;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;

/**
 * PedMult of P§7.3: one commitment holds the product of what two others hold, modulo Q; with range proofs on all three
 * it
 * is the product of the integers (A-E4). With V_s = V_v^n·η^τ′: A₁ = g^x·η^u, A₂ = V_v^x·η^t, challenge e, z = x + e·n,
 * z_u = u + e·τ_n, z_t = t + e·τ′; checked are g^z·η^z_u = A₁·V_n^e and V_v^z·η^z_t = A₂·V_s^e.
 *
 * @param challenge e
 * @param factor    z
 * @param ofFactor  z_u
 * @param ofProduct z_t
 */
public record CommittedProductProof(Scalar challenge, Scalar factor, Scalar ofFactor, Scalar ofProduct) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = 128;

    /** That {@code product} holds what {@code factor} holds times what {@code other} holds. */
    public record Statement(Commitment factor, Commitment other, Commitment product) {}

    /**
     * Proves the statement.
     *
     * @param factor  of the first commitment, known to the prover
     * @param other   of the second
     * @param product of the third
     * @throws IllegalArgumentException if the statement does not hold with them
     */
    public static CommittedProductProof prove(ProofContext context, Statement statement, Opening factor, Opening other,
            Opening product, SecureRandom random) {
        if (!factor.commit().equals(statement.factor) || !other.commit().equals(statement.other)
                || !product.commit().equals(statement.product)
                || !factor.value().times(other.value()).equals(product.value())) {
            throw new IllegalArgumentException("statement: does not hold for these openings");
        }
        Scalar rest = product.blinding().minus(factor.value().times(other.blinding()));
        Scalar x = Point.SCALARS.uniform(random);
        Scalar u = Point.SCALARS.uniform(random);
        Scalar t = Point.SCALARS.uniform(random);
        Point first = Point.of(x).plus(Generators.BLINDING.timesSecret(u));
        Point second = statement.other.point().timesSecret(x).plus(Generators.BLINDING.timesSecret(t));
        Scalar e = challenge(context, statement, first, second);
        return new CommittedProductProof(e, x.plus(e.times(factor.value())), u.plus(e.times(factor.blinding())),
                t.plus(e.times(rest)));
    }

    /** Whether it proves this statement in this context. */
    public boolean proves(ProofContext context, Statement statement) {
        Scalar minus = challenge.negated();
        Point first = Point.sumOfProducts(
                List.of(Point.GENERATOR, Generators.BLINDING, statement.factor.point()),
                List.of(factor, ofFactor, minus));
        Point second = Point.sumOfProducts(
                List.of(statement.other.point(), Generators.BLINDING, statement.product.point()),
                List.of(factor, ofProduct, minus));
        return challenge(context, statement, first, second).equals(challenge);
    }

    private static Scalar challenge(ProofContext context, Statement statement, Point first, Point second) {
        return Transcript.of("committed-product", context)
                .add("factor", statement.factor.point())
                .add("other", statement.other.point())
                .add("product", statement.product.point())
                .add("first", first)
                .add("second", second)
                .challenge("e", Point.SCALARS);
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing or a scalar is not below the order
     */
    public static CommittedProductProof read(Reader reader) {
        return new CommittedProductProof(Point.SCALARS.read(reader, "committed-product.challenge"),
                Point.SCALARS.read(reader, "committed-product.factor"),
                Point.SCALARS.read(reader, "committed-product.of-factor"),
                Point.SCALARS.read(reader, "committed-product.of-product"));
    }

    public void write(Writer writer) {
        challenge.write(writer);
        factor.write(writer);
        ofFactor.write(writer);
        ofProduct.write(writer);
    }
}
