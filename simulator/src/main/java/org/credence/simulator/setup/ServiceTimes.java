package org.credence.simulator.setup;

/**
 * What work costs a member where speed is measured. A member is one server with one line to the others: it does one
 * thing at a time, and its messages leave one after the other.
 *
 * @param verifyNanos  checking one signature
 * @param signNanos    making one
 * @param messageNanos taking in or sending one message, whatever its size
 * @param bytePicos    picoseconds per byte of a message, at either end
 * @param lineBits     bits per second that leave a member
 */
public record ServiceTimes(long verifyNanos, long signNanos, long messageNanos, long bytePicos, long lineBits) {

    private static final long NANOS = 1_000_000_000;

    public ServiceTimes {
        if (verifyNanos < 0 || signNanos < 0 || messageNanos < 0 || bytePicos < 0 || lineBits < 1) {
            throw new IllegalArgumentException("service times: must not be negative, and lineBits at least 1");
        }
    }

    /** Taking in a message. */
    public long receivingNanos(int bytes, int signatures) {
        return copyNanos(bytes) + signatures * verifyNanos;
    }

    /** Making a message; each copy that is sent costs {@link #copyNanos} as well. */
    public long makingNanos(int signatures) {
        return signatures * signNanos;
    }

    /** Handling one copy of a message at one end. */
    public long copyNanos(int bytes) {
        return messageNanos + bytes * bytePicos / 1_000;
    }

    /** How long the line is taken by one copy. */
    public long lineNanos(int bytes) {
        return bytes * 8L * NANOS / lineBits;
    }

    /** Checking what clients signed. */
    public long checkingNanos(int signatures) {
        return signatures * verifyNanos;
    }
}
