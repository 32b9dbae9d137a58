package org.credence.consensus.kernel.raft;

import java.util.function.LongSupplier;
import org.credence.base.Digest;
import org.credence.base.PublicKey;

/**
 * How long a member waits for a leader before it stands itself: from T to 2T, each time another, and at each member
 * others, so that rarely two stand at once. Drawn from the member's key: equal inputs give equal effects.
 */
final class Patience implements LongSupplier {

    private final long timeoutMicros;
    private long state;

    /** @param view in which the waits begin, so that a restarted member does not repeat them */
    Patience(PublicKey key, long view, long timeoutMicros) {
        this.timeoutMicros = timeoutMicros;
        Digest bytes = key.bytes();
        this.state = (bytes.a() ^ bytes.b() ^ bytes.c() ^ bytes.d()) + view;
    }

    @Override
    public long getAsLong() {
        // SplitMix64 (Steele, Lea and Flood 2014).
        state += 0x9e3779b97f4a7c15L;
        long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return timeoutMicros + Long.remainderUnsigned(mixed ^ mixed >>> 31, timeoutMicros);
    }
}
