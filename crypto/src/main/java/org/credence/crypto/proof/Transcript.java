package org.credence.crypto.proof;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.group.ScalarField;

/**
 * The verifier of an interactive proof, played by SHA-512: takes in, in order, all that the prover commits to, and
 * answers with challenges. Every item is written as length and bytes of its label, then length and bytes of its value,
 * so no two sequences of items share an input. A challenge depends on all that came before, earlier challenges
 * included.
 */
public final class Transcript {

    /** Bits of a challenge whose answer is computed over the integers: λ of P§7.3. */
    public static final int CHALLENGE_BITS = 128;

    private static final int OUTPUT_BITS = 512;
    private static final String DOMAIN = "credence/transcript/1";

    private final MessageDigest state;

    private Transcript() {
        try {
            state = MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-512", e);
        }
    }

    /**
     * A transcript for one proof.
     *
     * @param statement the kind of statement, one name for each kind
     */
    public static Transcript of(String statement, ProofContext context) {
        return new Transcript()
                .add(DOMAIN, statement.getBytes(StandardCharsets.US_ASCII))
                .add("chain", context.chain().toBytes())
                .add("transaction", context.transaction().toBytes());
    }

    public Transcript add(String label, byte[] bytes) {
        prefixed(label.getBytes(StandardCharsets.US_ASCII));
        prefixed(bytes);
        return this;
    }

    public Transcript add(String label, Point point) {
        return add(label, point.toBytes());
    }

    public Transcript add(String label, Scalar scalar) {
        return add(label, scalar.toBytes());
    }

    /** Any integer, in the shortest two's complement. */
    public Transcript add(String label, BigInteger integer) {
        return add(label, integer.toByteArray());
    }

    public Transcript add(String label, long number) {
        return add(label, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** An integer from 0 to 2^{@value #CHALLENGE_BITS} − 1. */
    public BigInteger challenge(String label) {
        return new BigInteger(1, squeeze(label)).shiftRight(OUTPUT_BITS - CHALLENGE_BITS);
    }

    /**
     * A scalar: 512 bits reduced, so the bias is below 2^-256 for a group of 256 bits.
     *
     * @throws IllegalArgumentException for an order above 256 bits, where the bias would not be negligible
     */
    public Scalar challenge(String label, ScalarField field) {
        if (field.order().bitLength() > 256) {
            throw new IllegalArgumentException("challenge: for an order of at most 256 bits");
        }
        return field.reduce(squeeze(label));
    }

    /** An integer from 0 to bound − 1: 128 bits more than the bound has, reduced, so the bias is below 2^-128. */
    public BigInteger challengeBelow(String label, BigInteger bound) {
        BigInteger value = BigInteger.ZERO;
        for (int bits = 0; bits < bound.bitLength() + CHALLENGE_BITS; bits += OUTPUT_BITS) {
            value = value.shiftLeft(OUTPUT_BITS).add(new BigInteger(1, squeeze(label)));
        }
        return value.mod(bound);
    }

    /** The digest becomes the first input of a new state, so that what follows depends on it. */
    private byte[] squeeze(String label) {
        prefixed(label.getBytes(StandardCharsets.US_ASCII));
        byte[] output = state.digest();
        state.update(output);
        return output;
    }

    private void prefixed(byte[] bytes) {
        state.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        state.update(bytes);
    }
}
