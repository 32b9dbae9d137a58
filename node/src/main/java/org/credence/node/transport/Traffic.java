package org.credence.node.transport;

import java.util.concurrent.atomic.LongAdder;

/** What went to and came from one member, since the start. */
public final class Traffic {

    private final LongAdder framesIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder framesOut = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder connections = new LongAdder();

    Traffic() {}

    void received(int bytes) {
        framesIn.increment();
        bytesIn.add(bytes);
    }

    void sent(int bytes) {
        framesOut.increment();
        bytesOut.add(bytes);
    }

    void drop() {
        dropped.increment();
    }

    void connect() {
        connections.increment();
    }

    /** Frames received. */
    public long framesIn() {
        return framesIn.sum();
    }

    /** Bytes of the frames received, without TLS. */
    public long bytesIn() {
        return bytesIn.sum();
    }

    /** Frames handed to the socket. */
    public long framesOut() {
        return framesOut.sum();
    }

    /** Bytes of the frames handed to the socket, without TLS. */
    public long bytesOut() {
        return bytesOut.sum();
    }

    /** Frames not sent: the queue was full or there was no connection. */
    public long dropped() {
        return dropped.sum();
    }

    /** Times the member was reached. */
    public long connections() {
        return connections.sum();
    }
}
