package org.credence.crypto.blind;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;

/**
 * What the asker keeps while the signer works: it unblinds the answer. Prints nothing; whoever sees it can link the
 * signature to the session.
 */
public final class Blinding {

    private final BlindKey key;
    private final byte[] prepared;
    private final BigInteger blinded;
    private final BigInteger inverse;

    private Blinding(BlindKey key, byte[] prepared, BigInteger blinded, BigInteger inverse) {
        this.key = key;
        this.prepared = prepared;
        this.blinded = blinded;
        this.inverse = inverse;
    }

    static Blinding of(BlindKey key, byte[] prepared, byte[] salt, BigInteger unit) {
        BigInteger n = key.modulus();
        BigInteger message =
                new BigInteger(1, key.variant().encoding().encode(prepared, n.bitLength() - 1, salt));
        if (!message.gcd(n).equals(BigInteger.ONE)) {
            throw new IllegalArgumentException("message: its encoding has a factor in common with the modulus");
        }
        BigInteger blinded = message.multiply(unit.modPow(BlindKey.EXPONENT, n)).mod(n);
        return new Blinding(key, prepared, blinded, unit.modInverse(n));
    }

    /** What goes to the signer: uniform, whatever the message. */
    public byte[] blindedMessage() {
        return BigIntegers.asUnsignedByteArray(key.length(), blinded);
    }

    /** What the signature will be on: the message, behind a random prefix if the variant has one. */
    public byte[] preparedMessage() {
        return prepared.clone();
    }

    /** The signature of the signer's answer (RFC 9474 §4.4); empty if the answer is not what an honest signer sends. */
    public Optional<BlindSignature> finish(byte[] answer) {
        BigInteger z = new BigInteger(1, answer);
        if (answer.length != key.length() || z.compareTo(key.modulus()) >= 0) {
            return Optional.empty();
        }
        BigInteger s = z.multiply(inverse).mod(key.modulus());
        BlindSignature signature = BlindSignature.of(BigIntegers.asUnsignedByteArray(key.length(), s));
        return key.verify(prepared, signature) ? Optional.of(signature) : Optional.empty();
    }

    @Override
    public String toString() {
        return "Blinding";
    }
}
