package org.credence.crypto.vrf;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** The functions of RFC 9381 §5.4 for suite 0x03, ECVRF-EDWARDS25519-SHA512-TAI. */
final class VrfSuite {

    static final int CHALLENGE_LENGTH = 16;
    static final int SCALAR_LENGTH = 32;

    private static final byte SUITE = 0x03;
    private static final byte ENCODE = 0x01;
    private static final byte CHALLENGE = 0x02;
    private static final byte OUTPUT = 0x03;
    private static final byte END = 0x00;
    private static final int MAX_TRIES = 256;

    private VrfSuite() {}

    /**
     * Try and increment (§5.4.1.1): the first counter whose hash encodes a point, times the cofactor. Each try fails
     * with
     * probability one half, so 256 in a row do not happen.
     */
    static EdwardsPoint encodeToCurve(VrfKey key, byte[] alpha) {
        for (int counter = 0; counter < MAX_TRIES; counter++) {
            MessageDigest sha = sha512();
            sha.update(SUITE);
            sha.update(ENCODE);
            sha.update(key.encoding());
            sha.update(alpha);
            sha.update((byte) counter);
            sha.update(END);
            byte[] candidate = Arrays.copyOf(sha.digest(), EdwardsPoint.LENGTH);
            Optional<EdwardsPoint> point =
                    EdwardsPoint.decode(candidate).map(EdwardsPoint::timesCofactor).filter(each -> !each.isNeutral());
            if (point.isPresent()) {
                return point.get();
            }
        }
        throw new AssertionError("256 hashes in a row that are no point of edwards25519");
    }

    /** Of the five points in order (§5.4.3): 128 bits. */
    static BigInteger challenge(VrfKey key, EdwardsPoint... points) {
        MessageDigest sha = sha512();
        sha.update(SUITE);
        sha.update(CHALLENGE);
        sha.update(key.encoding());
        for (EdwardsPoint point : points) {
            sha.update(point.encode());
        }
        sha.update(END);
        return littleEndian(Arrays.copyOf(sha.digest(), CHALLENGE_LENGTH));
    }

    /** β of a proof's Γ (§5.2). */
    static VrfOutput output(EdwardsPoint gamma) {
        MessageDigest sha = sha512();
        sha.update(SUITE);
        sha.update(OUTPUT);
        sha.update(gamma.timesCofactor().encode());
        sha.update(END);
        return VrfOutput.of(sha.digest());
    }

    static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-512", e);
        }
    }

    static BigInteger littleEndian(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        BigInteger value = new BigInteger(1, reversed);
        Arrays.fill(reversed, (byte) 0);
        return value;
    }

    static byte[] littleEndian(BigInteger value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = value.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }
}
