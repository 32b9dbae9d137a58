package org.credence.reputation;

/** Fixed-point numbers Q15.16: an int that counts 1/65,536 (P§8). */
final class Fixed {

    /** 1.0. */
    static final int ONE = 1 << 16;

    private Fixed() {}

    /** A hundredth part of one, so many times; the nearest number. */
    static int percent(int percent) {
        return (int) quotient((long) percent * ONE, 100);
    }

    /** Rounds to the nearest integer, halves away from zero: the one place where anything is rounded. */
    static long quotient(long dividend, long divisor) {
        long half = divisor / 2;
        return dividend >= 0 ? (dividend + half) / divisor : -((-dividend + half) / divisor);
    }
}
