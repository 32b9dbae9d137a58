package org.credence.crypto.paillier;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Multiplication modulo an odd number without division (Montgomery 1985), on limbs of 64 bits, least significant first.
 * Takes the same steps for all operands. One product costs less than half of {@code multiply} and {@code mod}, which
 * is what makes tables of powers worth their memory; for powers of a base seen once, {@link BigInteger#modPow} and its
 * machine code are faster.
 */
final class Montgomery {

    private final BigInteger modulus;
    private final long[] limbs;
    private final long negatedInverse;
    private final BigInteger radix;
    private final BigInteger inverseOfRadix;

    /** @param modulus odd, above 1 */
    Montgomery(BigInteger modulus) {
        this.modulus = modulus;
        int size = (modulus.bitLength() + Long.SIZE - 1) / Long.SIZE;
        this.limbs = limbs(modulus, size);
        this.radix = BigInteger.ONE.shiftLeft(Long.SIZE * size);
        this.inverseOfRadix = radix.modInverse(modulus);
        BigInteger word = BigInteger.ONE.shiftLeft(Long.SIZE);
        this.negatedInverse = modulus.modInverse(word).negate().longValue();
    }

    /** value·R modulo the modulus, the form in which the rest computes. */
    long[] enter(BigInteger value) {
        return limbs(value.multiply(radix).mod(modulus), limbs.length);
    }

    /** The number of which {@link #enter} made this. */
    BigInteger leave(long[] value) {
        byte[] bytes = new byte[Long.BYTES * value.length];
        for (int i = 0; i < bytes.length; i++) {
            int place = bytes.length - 1 - i;
            bytes[i] = (byte) (value[place / Long.BYTES] >>> Byte.SIZE * (place % Long.BYTES));
        }
        return new BigInteger(1, bytes).multiply(inverseOfRadix).mod(modulus);
    }

    long[] one() {
        return enter(BigInteger.ONE);
    }

    /** x·y/R modulo the modulus: of two entered numbers, the entered product (coarsely integrated operand scanning). */
    long[] multiply(long[] x, long[] y) {
        int size = limbs.length;
        long[] sum = new long[size];
        long top = 0;
        for (int i = 0; i < size; i++) {
            long above = addProduct(sum, x[i], y, size);
            long high = top + above;
            long carry = Long.compareUnsigned(high, above) < 0 ? 1 : 0;
            long factor = sum[0] * negatedInverse;
            above = reduce(sum, factor, size);
            long last = high + above;
            sum[size - 1] = last;
            top = carry + (Long.compareUnsigned(last, above) < 0 ? 1 : 0);
        }
        return subtractOnce(sum, top);
    }

    /** Adds factor·y; what does not fit is returned. */
    private static long addProduct(long[] sum, long factor, long[] y, int size) {
        long carry = 0;
        for (int j = 0; j < size; j++) {
            long low = factor * y[j];
            long high = Math.unsignedMultiplyHigh(factor, y[j]);
            low += sum[j];
            high += Long.compareUnsigned(low, sum[j]) < 0 ? 1 : 0;
            low += carry;
            high += Long.compareUnsigned(low, carry) < 0 ? 1 : 0;
            sum[j] = low;
            carry = high;
        }
        return carry;
    }

    /** Adds factor·modulus, which makes the lowest limb zero, and moves all limbs down by one. */
    private long reduce(long[] sum, long factor, int size) {
        long low = factor * limbs[0];
        long carry = Math.unsignedMultiplyHigh(factor, limbs[0]);
        carry += Long.compareUnsigned(low + sum[0], low) < 0 ? 1 : 0;
        for (int j = 1; j < size; j++) {
            low = factor * limbs[j];
            long high = Math.unsignedMultiplyHigh(factor, limbs[j]);
            low += sum[j];
            high += Long.compareUnsigned(low, sum[j]) < 0 ? 1 : 0;
            low += carry;
            high += Long.compareUnsigned(low, carry) < 0 ? 1 : 0;
            sum[j - 1] = low;
            carry = high;
        }
        return carry;
    }

    /** The sum is below twice the modulus; both results are computed and one is chosen by mask. */
    private long[] subtractOnce(long[] sum, long top) {
        long[] less = new long[sum.length];
        long borrow = 0;
        for (int j = 0; j < sum.length; j++) {
            long difference = sum[j] - limbs[j];
            long below = Long.compareUnsigned(sum[j], limbs[j]) < 0 ? 1 : 0;
            less[j] = difference - borrow;
            borrow = below | (Long.compareUnsigned(difference, borrow) < 0 ? 1 : 0);
        }
        long keep = -(borrow & ~top & 1);
        for (int j = 0; j < sum.length; j++) {
            less[j] = sum[j] & keep | less[j] & ~keep;
        }
        return less;
    }

    private static long[] limbs(BigInteger value, int size) {
        byte[] bytes = value.toByteArray();
        long[] limbs = new long[size];
        for (int place = 0; place < bytes.length && place < Long.BYTES * size; place++) {
            limbs[place / Long.BYTES] |= (bytes[bytes.length - 1 - place] & 0xffL) << Byte.SIZE * (place % Long.BYTES);
        }
        Arrays.fill(bytes, (byte) 0);
        return limbs;
    }
}
