package org.credence.crypto;

import java.util.Arrays;

/** A long-lived secret as bytes that can be zeroed. Safe from any thread; prints nothing of itself. */
public final class SecretBytes implements AutoCloseable {

    private final byte[] bytes;
    private boolean closed;

    /** @param bytes taken over, not copied */
    public SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The bytes, to be zeroed by the caller.
     *
     * @param owner names whose secret it is, should it be closed
     * @throws IllegalStateException once closed
     */
    public synchronized byte[] copy(String owner) {
        if (closed) {
            throw new IllegalStateException(owner + " is closed");
        }
        return bytes.clone();
    }

    /** Zeroes the bytes. */
    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "SecretBytes";
    }
}
