package org.credence.crypto.threshold;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.SecretBytes;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.PaillierKey;
import org.credence.crypto.proof.ProofContext;

/** One auditor's share of a decryption key. Closing it zeroes it; later requests fail. Prints its index only. */
public final class AuditorShare implements AutoCloseable {

    private static final int MAX_LENGTH = 2 * PaillierKey.MAX_BITS / 8;

    private final int auditor;
    private final SecretBytes value;

    AuditorShare(int auditor, BigInteger value) {
        this.auditor = auditor;
        this.value = new SecretBytes(BigIntegers.asUnsignedByteArray(value));
    }

    /** i, from 1. */
    public int auditor() {
        return auditor;
    }

    /**
     * cᵢ = c^{2Δ·sᵢ} with a proof that it is that. That the auditor may decrypt this ciphertext at all is not for this
     * class to know.
     *
     * @throws IllegalArgumentException if the ciphertext is under another key, or the share not of this one
     */
    public PartialDecryption decrypt(
            ProofContext context, ThresholdKey key, Ciphertext ciphertext, SecureRandom random) {
        BigInteger exponent = key.delta().multiply(reveal());
        return PartialDecryption.of(context, key, ciphertext, auditor, exponent, random);
    }

    /**
     * Reads a share.
     *
     * @throws Malformed if it is not canonical or out of range
     */
    public static AuditorShare read(Reader reader) {
        int auditor = reader.u8("share.auditor");
        if (auditor < 1 || auditor > ThresholdKey.MAX_AUDITORS) {
            throw new Malformed("share.auditor", "is " + auditor + ", must be 1 to " + ThresholdKey.MAX_AUDITORS);
        }
        byte[] bytes = reader.bytes("share.value", MAX_LENGTH);
        BigInteger value = new BigInteger(1, bytes);
        boolean shortest = Arrays.equals(bytes, BigIntegers.asUnsignedByteArray(value));
        Arrays.fill(bytes, (byte) 0);
        if (!shortest) {
            throw new Malformed("share.value", "is not in its shortest form");
        }
        return new AuditorShare(auditor, value);
    }

    /** Writes the share in clear; the caller zeroes the bytes. */
    public void write(Writer writer) {
        writer.u8(auditor).bytes(BigIntegers.asUnsignedByteArray(reveal()));
    }

    @Override
    public void close() {
        value.close();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuditorShare that && auditor == that.auditor && reveal().equals(that.reveal());
    }

    @Override
    public int hashCode() {
        return auditor;
    }

    @Override
    public String toString() {
        return "AuditorShare[" + auditor + "]";
    }

    private BigInteger reveal() {
        byte[] copy = value.copy("share of auditor " + auditor);
        BigInteger revealed = new BigInteger(1, copy);
        Arrays.fill(copy, (byte) 0);
        return revealed;
    }
}
