package org.credence.node.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Frames that wait for one member, bounded by count and bytes. Takes none while there is no connection: what waits
 * would be stale.
 */
final class SendQueue {

    private final Bounds bounds;
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
    private int waiting;
    private long bytes;
    private boolean open;

    SendQueue(Bounds bounds) {
        this.bounds = bounds;
    }

    /** Takes the frame, or says why not. */
    synchronized Optional<Refusal> offer(byte[] frame) {
        if (!open) {
            return Optional.of(Refusal.NOT_CONNECTED);
        }
        boolean full = waiting >= bounds.queueFrames() || (bytes > 0 && bytes + frame.length > bounds.queueBytes());
        if (full) {
            return Optional.of(Refusal.QUEUE_FULL);
        }
        waiting++;
        bytes += frame.length;
        frames.add(frame);
        if (frames.size() == 1) {
            notifyAll();
        }
        return Optional.empty();
    }

    /**
     * Waits for frames and takes all there are; none if the connection is over. They count as waiting until
     * {@link #written}.
     */
    synchronized List<byte[]> takeAll() throws InterruptedException {
        while (open && frames.isEmpty()) {
            wait();
        }
        List<byte[]> all = new ArrayList<>(frames);
        frames.clear();
        return all;
    }

    /** A frame of so many bytes has been handed to the socket. */
    synchronized void written(int length) {
        waiting--;
        bytes -= length;
    }

    /** Whether there is nothing to take, so that what was written should be flushed. */
    synchronized boolean isEmpty() {
        return frames.isEmpty();
    }

    synchronized boolean isOpen() {
        return open;
    }

    synchronized void open() {
        waiting = 0;
        bytes = 0;
        open = true;
    }

    synchronized void close() {
        open = false;
        frames.clear();
        notifyAll();
    }
}
