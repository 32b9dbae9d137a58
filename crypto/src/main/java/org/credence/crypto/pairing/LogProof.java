package org.credence.crypto.pairing;

import java.security.SecureRandom;
import java.util.List;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.proof.Transcript;

/**
 * That its author knows x with {@code image} = base^x (Schnorr 1989): masks k, sends base^k, answers the challenge e
 * with z = k + e·x; the verifier recomputes base^z·image^−e and must arrive at the same e.
 *
 * @param challenge e
 * @param answer    z
 */
public record LogProof(Scalar challenge, Scalar answer) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = 64;

    /**
     * Proves it.
     *
     * @param statement fresh, and has taken in what kind of statement this is, where it holds and what else it says
     * @param secret    x
     * @throws IllegalArgumentException if x is not the logarithm
     */
    public static LogProof prove(Transcript statement, G1 base, G1 image, Scalar secret, SecureRandom random) {
        if (!base.times(secret).equals(image)) {
            throw new IllegalArgumentException("statement: does not hold for this secret");
        }
        Scalar mask = G1.SCALARS.nonZero(random);
        Scalar challenge = challenge(statement, base, image, base.times(mask));
        return new LogProof(challenge, mask.plus(challenge.times(secret)));
    }

    /** Whether it proves it; {@code statement} as for the prover. */
    public boolean proves(Transcript statement, G1 base, G1 image) {
        G1 mask = G1.sumOfProducts(List.of(base, image), List.of(answer, challenge.negated()));
        return challenge(statement, base, image, mask).equals(challenge);
    }

    private static Scalar challenge(Transcript statement, G1 base, G1 image, G1 mask) {
        return statement.add("base", base.toBytes())
                .add("image", image.toBytes())
                .add("mask", mask.toBytes())
                .challenge("e", G1.SCALARS);
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing or a scalar is not below the order
     */
    public static LogProof read(Reader reader) {
        return new LogProof(G1.SCALARS.read(reader, "log.challenge"), G1.SCALARS.read(reader, "log.answer"));
    }

    public void write(Writer writer) {
        challenge.write(writer);
        answer.write(writer);
    }
}
