package org.credence.microbench;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.LightweightKey;
import org.credence.crypto.paillier.PaillierKey;
import org.credence.crypto.paillier.PaillierSecret;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One modulus with a key of each form, and a ciphertext under each: the same for all benchmarks of a run. */
@State(Scope.Benchmark)
public class PaillierState {

    static final BigInteger AMOUNT = BigInteger.valueOf(4711);

    private static final Map<Integer, Keys> MADE = new ConcurrentHashMap<>();

    final SecureRandom random = new SecureRandom();

    @Param({"2048", "3072"})
    private int bits;

    private Keys keys;

    /** Encrypting has made the table of the lightweight key. */
    private record Keys(PaillierSecret simple, PaillierSecret withRandomGenerator, LightweightKey lightweight,
            Ciphertext light, Ciphertext ordinary) {

        static Keys of(int bits, SecureRandom random) {
            PaillierSecret simple = PaillierSecret.generate(bits, random);
            PaillierSecret other = simple.forKey(simple.key().withRandomGenerator(random));
            LightweightKey lightweight = LightweightKey.of(simple.key());
            return new Keys(simple, other, lightweight, lightweight.encrypt(AMOUNT, lightweight.randomness(random)),
                    other.key().encrypt(AMOUNT, random));
        }
    }

    @Setup
    public void make() {
        keys = MADE.computeIfAbsent(bits, length -> Keys.of(length, random));
    }

    int bits() {
        return bits;
    }

    PaillierSecret simple() {
        return keys.simple;
    }

    PaillierSecret withRandomGenerator() {
        return keys.withRandomGenerator;
    }

    /** A number as long as the modulus allows. */
    BigInteger fullMessage() {
        return new BigInteger(bits - 2, random);
    }

    /** The same modulus, with nothing computed of it yet. */
    PaillierKey freshKey() {
        return PaillierKey.of(keys.simple.key().w());
    }

    LightweightKey lightweight() {
        return keys.lightweight;
    }

    Ciphertext light() {
        return keys.light;
    }

    Ciphertext ordinary() {
        return keys.ordinary;
    }
}
