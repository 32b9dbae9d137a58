package org.credence.crypto.blind;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * A blind signer's public key.
 *
 * @param variant the one variant it is for
 * @param modulus n, of 2,048 to 4,096 bits; the public exponent is always 65,537
 */
public record BlindKey(BlindVariant variant, BigInteger modulus) {

    /** Shortest modulus in bits. */
    public static final int MIN_BITS = 2048;

    /** Longest modulus in bits. */
    public static final int MAX_BITS = 4096;

    static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

    /**
     * Checks the modulus.
     *
     * @throws Malformed if it is even, too short or too long
     */
    public BlindKey {
        if (modulus.signum() <= 0 || modulus.bitLength() < MIN_BITS || modulus.bitLength() > MAX_BITS
                || modulus.bitLength() % 8 != 0 || !modulus.testBit(0)) {
            throw new Malformed("blind.modulus", "must be odd and of whole bytes, " + MIN_BITS + " to " + MAX_BITS
                    + " bits");
        }
    }

    /** Length of blinded messages and signatures in bytes. */
    public int length() {
        return modulus.bitLength() / 8;
    }

    /**
     * Prepares and blinds a message (RFC 9474 §4.1 and §4.2): z = EMSA-PSS(m)·r^e mod n.
     *
     * @param random a cryptographic generator
     */
    public Blinding blind(byte[] message, SecureRandom random) {
        byte[] prepared = message.clone();
        if (variant.isRandomized()) {
            prepared = new byte[BlindVariant.PREFIX_LENGTH + message.length];
            byte[] prefix = new byte[BlindVariant.PREFIX_LENGTH];
            random.nextBytes(prefix);
            System.arraycopy(prefix, 0, prepared, 0, prefix.length);
            System.arraycopy(message, 0, prepared, prefix.length, message.length);
        }
        byte[] salt = new byte[variant.encoding().saltLength()];
        random.nextBytes(salt);
        BigInteger unit;
        do {
            unit = BigIntegers.createRandomInRange(BigInteger.ONE, modulus.subtract(BigInteger.ONE), random);
        } while (!unit.gcd(modulus).equals(BigInteger.ONE));
        return Blinding.of(this, prepared, salt, unit);
    }

    /** Whether the signature is one on this prepared message (§4.5: RSASSA-PSS-VERIFY). */
    public boolean verify(byte[] prepared, BlindSignature signature) {
        BigInteger s = new BigInteger(1, signature.bytes());
        if (signature.length() != length() || s.compareTo(modulus) >= 0) {
            return false;
        }
        BigInteger encoded = s.modPow(EXPONENT, modulus);
        // One bit less than the modulus has: of whole bytes, so the encoding has as many bytes as the modulus.
        int bits = modulus.bitLength() - 1;
        return variant.encoding().matches(prepared, bits, BigIntegers.asUnsignedByteArray(length(), encoded));
    }

    /**
     * Reads a key.
     *
     * @throws Malformed if it is not canonical or out of range
     */
    public static BlindKey read(Reader reader) {
        BlindVariant variant = BlindVariant.of(reader.u8("blind.variant"));
        byte[] bytes = reader.bytes("blind.modulus", MAX_BITS / 8);
        BlindKey key = new BlindKey(variant, new BigInteger(1, bytes));
        if (bytes.length != key.length()) {
            throw new Malformed("blind.modulus", "starts with a zero byte");
        }
        return key;
    }

    public void write(Writer writer) {
        writer.u8(variant.code()).bytes(BigIntegers.asUnsignedByteArray(modulus));
    }
}
