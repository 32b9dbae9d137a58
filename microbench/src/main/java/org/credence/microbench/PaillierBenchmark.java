package org.credence.microbench;

import static org.credence.microbench.PaillierState.AMOUNT;

import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.LightweightKey;
import org.credence.crypto.paillier.PaillierSecret;
import org.credence.crypto.paillier.Plaintext;
import org.credence.crypto.paillier.Randomness;
import org.openjdk.jmh.annotations.Benchmark;

/** Keys, encryption and decryption of both forms (P§11.3). Fresh randomness is drawn in each operation. */
public class PaillierBenchmark {

    @Benchmark
    public PaillierSecret keysOrdinary(PaillierState state) {
        return PaillierSecret.generateOrdinary(state.bits(), state.random);
    }

    @Benchmark
    public PaillierSecret keysLightweight(PaillierState state) {
        return PaillierSecret.generate(state.bits(), state.random);
    }

    /** The first encryption under a key makes h_w and the table of its powers. */
    @Benchmark
    public Ciphertext keysTable(PaillierState state) {
        return LightweightKey.of(state.freshKey()).encrypt(AMOUNT, Randomness.NONE);
    }

    @Benchmark
    public Ciphertext encryptRandomGenerator(PaillierState state) {
        // Of full length, as the paper's g^m is: a short message would make the ordinary form look better than it is.
        return state.withRandomGenerator().key().encrypt(state.fullMessage(), state.random);
    }

    @Benchmark
    public Ciphertext encryptSimple(PaillierState state) {
        return state.simple().key().encrypt(state.fullMessage(), state.random);
    }

    /** What is for sums of any length does without a table. */
    @Benchmark
    public Ciphertext encryptLightweightPlain(PaillierState state) {
        LightweightKey key = state.lightweight();
        return key.encryptSum(state.fullMessage(), key.randomness(state.random));
    }

    @Benchmark
    public Ciphertext encryptLightweight(PaillierState state) {
        LightweightKey key = state.lightweight();
        return key.encrypt(state.fullMessage(), key.randomness(state.random));
    }

    @Benchmark
    public Plaintext decryptWhole(PaillierState state) {
        return state.withRandomGenerator().decryptWhole(state.ordinary(), state.random);
    }

    @Benchmark
    public Plaintext decryptCrt(PaillierState state) {
        return state.simple().decrypt(state.light(), state.random);
    }
}
