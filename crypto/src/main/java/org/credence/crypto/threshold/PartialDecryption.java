package org.credence.crypto.threshold;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.Transcript;

/**
 * One auditor's part of a decryption, with the proof that log of cᵢ² to base c⁴ is the log of vᵢ to base v: masks
 * c^{4r} and v^r, challenge e, z = r + e·Δ·sᵢ over the integers; checked is that c^{4z}·cᵢ^{−2e} and v^z·vᵢ^{−e} hash
 * to
 * e. Squares keep elements of small order out.
 *
 * @param auditor   i
 * @param value     cᵢ
 * @param challenge e
 * @param answer    z
 */
public record PartialDecryption(int auditor, BigInteger value, BigInteger challenge, BigInteger answer) {

    private static final int SLACK = 60;

    static PartialDecryption of(ProofContext context, ThresholdKey key, Ciphertext ciphertext, int auditor,
            BigInteger exponent, SecureRandom random) {
        requireUnder(key, ciphertext);
        BigInteger square = key.square();
        if (!key.verification(auditor).equals(Optional.of(key.base().modPow(exponent, square)))) {
            throw new IllegalArgumentException("share: is not of this key");
        }
        BigInteger value = ciphertext.value().modPow(exponent.shiftLeft(1), square);
        BigInteger mask = new BigInteger(maskBits(key), random);
        BigInteger first = ciphertext.value().modPow(mask.shiftLeft(2), square);
        BigInteger e = challenge(context, key, ciphertext, auditor, value, first, key.base().modPow(mask, square));
        return new PartialDecryption(auditor, value, e, mask.add(e.multiply(exponent)));
    }

    /**
     * Whether it is this auditor's part of this decryption.
     *
     * @throws IllegalArgumentException if the ciphertext is under another key
     */
    public boolean proves(ProofContext context, ThresholdKey key, Ciphertext ciphertext) {
        requireUnder(key, ciphertext);
        Optional<BigInteger> verification = key.verification(auditor);
        if (verification.isEmpty() || !isUnit(key) || answer.signum() < 0
                || answer.bitLength() > answerBits(key)
                || challenge.signum() < 0 || challenge.bitLength() > Transcript.CHALLENGE_BITS) {
            return false;
        }
        BigInteger square = key.square();
        BigInteger first = ciphertext.value().modPow(answer.shiftLeft(2), square)
                .multiply(value.modPow(challenge.shiftLeft(1).negate(), square)).mod(square);
        BigInteger second = key.base().modPow(answer, square)
                .multiply(verification.get().modPow(challenge.negate(), square)).mod(square);
        return challenge(context, key, ciphertext, auditor, value, first, second).equals(challenge);
    }

    private boolean isUnit(ThresholdKey key) {
        return value.signum() > 0 && value.compareTo(key.square()) < 0
                && value.gcd(key.key().w()).equals(BigInteger.ONE);
    }

    private static BigInteger challenge(ProofContext context, ThresholdKey key, Ciphertext ciphertext, int auditor,
            BigInteger value, BigInteger first, BigInteger second) {
        Transcript transcript = Transcript.of("partial-decryption", context)
                .add("w", key.key().w())
                .add("threshold", key.threshold())
                .add("base", key.base());
        key.verifications().forEach(each -> transcript.add("verification", each));
        return transcript.add("ciphertext", ciphertext.value())
                .add("auditor", auditor)
                .add("value", value)
                .add("first", first)
                .add("second", second)
                .challenge("e");
    }

    private static void requireUnder(ThresholdKey key, Ciphertext ciphertext) {
        if (!ciphertext.key().equals(key.key())) {
            throw new IllegalArgumentException("ciphertext: under another key");
        }
    }

    private static int maskBits(ThresholdKey key) {
        return key.exponentBits() + Transcript.CHALLENGE_BITS + SLACK;
    }

    private static int answerBits(ThresholdKey key) {
        return maskBits(key) + 1;
    }

    /**
     * Reads one under this key.
     *
     * @throws Malformed if it is not canonical or out of range
     */
    public static PartialDecryption read(Reader reader, ThresholdKey key) {
        int auditor = reader.u8("partial.auditor");
        BigInteger value = key.key().readCiphertext(reader).value();
        BigInteger challenge = new BigInteger(1, reader.raw("partial.challenge", Transcript.CHALLENGE_BITS / 8));
        BigInteger answer = new BigInteger(1, reader.raw("partial.answer", (answerBits(key) + 7) / 8));
        if (answer.bitLength() > answerBits(key)) {
            throw new Malformed("partial.answer", "is longer than " + answerBits(key) + " bits");
        }
        return new PartialDecryption(auditor, value, challenge, answer);
    }

    public void write(Writer writer, ThresholdKey key) {
        writer.u8(auditor);
        writer.raw(BigIntegers.asUnsignedByteArray(key.key().ciphertextLength(), value));
        writer.raw(BigIntegers.asUnsignedByteArray(Transcript.CHALLENGE_BITS / 8, challenge));
        writer.raw(BigIntegers.asUnsignedByteArray((answerBits(key) + 7) / 8, answer));
    }
}
