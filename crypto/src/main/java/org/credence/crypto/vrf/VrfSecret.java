package org.credence.crypto.vrf;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.credence.crypto.SecretBytes;

/**
 * The secret half, 32 bytes that expand as an Ed25519 seed does (RFC 8032 §5.1.5); never use one seed for both. Closing
 * it zeroes the seed; later requests fail with {@link IllegalStateException}.
 */
public final class VrfSecret implements AutoCloseable {

    /** Length of the secret seed in bytes. */
    public static final int SEED_LENGTH = 32;

    private final SecretBytes seed;
    private final VrfKey key;

    private VrfSecret(byte[] seed) {
        this.seed = new SecretBytes(seed);
        byte[] expanded = expanded(seed);
        this.key = new VrfKey(EdwardsPoint.BASE.timesSecret(scalar(expanded)));
        Arrays.fill(expanded, (byte) 0);
    }

    /** What a key says about one input. */
    public record Evaluation(VrfProof proof, VrfOutput output) {}

    /** A new key; {@code random} must be a cryptographic generator. */
    public static VrfSecret generate(SecureRandom random) {
        byte[] seed = new byte[SEED_LENGTH];
        random.nextBytes(seed);
        return new VrfSecret(seed);
    }

    /**
     * The key of a known seed, which is copied; the caller zeroes its own array.
     *
     * @throws IllegalArgumentException unless there are 32 bytes
     */
    public static VrfSecret fromSeed(byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("seed: " + seed.length + " bytes, must be " + SEED_LENGTH);
        }
        return new VrfSecret(seed.clone());
    }

    /** The public half. */
    public VrfKey key() {
        return key;
    }

    /** The 32 bytes of the seed, to be zeroed by the caller. */
    public byte[] encode() {
        return seed.copy("VRF key " + key);
    }

    /**
     * The output on {@code alpha} and its proof (RFC 9381 §5.1): Γ = x·H, k from the seed and H, c the challenge,
     * s = k + c·x. The same input always gives the same proof.
     */
    public Evaluation evaluate(byte[] alpha) {
        byte[] expanded = expanded();
        BigInteger x = scalar(expanded);
        EdwardsPoint hashed = VrfSuite.encodeToCurve(key, alpha);
        EdwardsPoint gamma = hashed.timesSecret(x);
        BigInteger k = nonce(expanded, hashed);
        BigInteger c = VrfSuite.challenge(key, hashed, gamma, EdwardsPoint.BASE.timesSecret(k), hashed.timesSecret(k));
        BigInteger s = k.add(c.multiply(x)).mod(EdwardsPoint.ORDER);
        byte[] proof = Arrays.copyOf(gamma.encode(), VrfProof.LENGTH);
        System.arraycopy(VrfSuite.littleEndian(c, VrfSuite.CHALLENGE_LENGTH), 0, proof, EdwardsPoint.LENGTH,
                VrfSuite.CHALLENGE_LENGTH);
        System.arraycopy(VrfSuite.littleEndian(s, VrfSuite.SCALAR_LENGTH), 0, proof,
                VrfProof.LENGTH - VrfSuite.SCALAR_LENGTH, VrfSuite.SCALAR_LENGTH);
        Arrays.fill(expanded, (byte) 0);
        return new Evaluation(VrfProof.decode(proof), VrfSuite.output(gamma));
    }

    /** Zeroes the seed. */
    @Override
    public void close() {
        seed.close();
    }

    /** Names the public key only. */
    @Override
    public String toString() {
        return "VrfSecret[of " + key + "]";
    }

    private byte[] expanded() {
        byte[] copy = encode();
        byte[] expanded = expanded(copy);
        Arrays.fill(copy, (byte) 0);
        return expanded;
    }

    private static byte[] expanded(byte[] seed) {
        return VrfSuite.sha512().digest(seed);
    }

    /** The first half, clamped. */
    private static BigInteger scalar(byte[] expanded) {
        byte[] half = Arrays.copyOf(expanded, VrfSuite.SCALAR_LENGTH);
        half[0] &= (byte) 0xf8;
        half[VrfSuite.SCALAR_LENGTH - 1] &= 0x7f;
        half[VrfSuite.SCALAR_LENGTH - 1] |= 0x40;
        BigInteger scalar = VrfSuite.littleEndian(half);
        Arrays.fill(half, (byte) 0);
        return scalar;
    }

    /** Of the second half and H (§5.4.2.2), so that no generator can fail. */
    private static BigInteger nonce(byte[] expanded, EdwardsPoint hashed) {
        MessageDigest sha = VrfSuite.sha512();
        sha.update(expanded, VrfSuite.SCALAR_LENGTH, VrfSuite.SCALAR_LENGTH);
        return VrfSuite.littleEndian(sha.digest(hashed.encode())).mod(EdwardsPoint.ORDER);
    }
}
