package org.credence.node.transport;

/**
 * What limits the transport. Times in milliseconds.
 *
 * @param handshake   least time after which a connection that is not proven is closed
 * @param stall       a member that takes nothing for so long is disconnected
 * @param pulse       how often an accepting member shows that it is alive; several fit in {@code stall}
 * @param leastPause  first pause before connecting anew; doubles with each failure
 * @param mostPause   longest such pause
 * @param handshaking most connections in their handshake at a time
 * @param queueFrames most frames waiting for one member
 * @param queueBytes  most bytes waiting for one member; at least one frame of any size is taken
 */
public record Bounds(long handshake, long stall, long pulse, long leastPause, long mostPause, int handshaking,
        int queueFrames, long queueBytes) {

    public Bounds {
        if (handshake <= 0 || pulse <= 0 || stall <= pulse || stall > Integer.MAX_VALUE || leastPause <= 0
                || mostPause < leastPause || handshaking <= 0 || queueFrames <= 0 || queueBytes <= 0) {
            throw new IllegalArgumentException(
                    "bounds: all must be positive, pulse below stall, leastPause at most mostPause");
        }
    }

    public static Bounds standard() {
        return new Bounds(5_000, 10_000, 2_000, 50, 2_000, 64, 32_768, 64L * 1024 * 1024);
    }
}
