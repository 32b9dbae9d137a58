package org.credence.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Predicate;
import org.credence.base.Digest;
import org.credence.crypto.commitment.Opening;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.LightweightKey;
import org.credence.crypto.paillier.Randomness;
import org.credence.crypto.paillier.TestKeys;

/** What the tests of the proofs share. */
final class Proofs {

    static final SecureRandom RANDOM = TestKeys.RANDOM;
    static final LightweightKey KEY = TestKeys.KEY;
    static final Scalar ONE = Point.SCALARS.one();
    static final ProofContext CONTEXT = new ProofContext(new Digest(1, 2, 3, 4), new Digest(5, 6, 7, 8));

    /** Random runs that must never fail; 10,000 take long, and are for {@code -Dproofs.runs=10000}. */
    static final int RUNS = Integer.getInteger("proofs.runs", 10);

    private Proofs() {}

    /** An amount with a ciphertext and a commitment that hold it. */
    record Amount(BigInteger value, Randomness randomness, Ciphertext ciphertext, Opening opening) {

        static Amount of(long value) {
            return of(number(value));
        }

        static Amount of(BigInteger value) {
            Randomness randomness = KEY.randomness(RANDOM);
            return new Amount(value, randomness, KEY.encrypt(value, randomness), Opening.of(value, RANDOM));
        }

        static Amount random() {
            return of(new BigInteger(1 + RANDOM.nextInt(64), RANDOM));
        }
    }

    static BigInteger number(long value) {
        return BigInteger.valueOf(value);
    }

    /** E16 and A-E6: a proof holds for one transaction on one chain. */
    static void holdsOnlyHere(Predicate<ProofContext> proves) {
        assertThat(proves.test(CONTEXT)).isTrue();
        assertThat(proves.test(new ProofContext(CONTEXT.chain(), Digest.ZERO))).isFalse();
        assertThat(proves.test(new ProofContext(Digest.ZERO, CONTEXT.transaction()))).isFalse();
        assertThat(proves.test(new ProofContext(CONTEXT.transaction(), CONTEXT.chain()))).isFalse();
    }

    static <T> void refusesAll(List<T> altered, Predicate<T> proves) {
        for (int i = 0; i < altered.size(); i++) {
            assertThat(proves.test(altered.get(i))).as("alteration %d", i).isFalse();
        }
    }

    static Ciphertext other(Ciphertext ciphertext) {
        return ciphertext.plus(BigInteger.ONE);
    }
}
