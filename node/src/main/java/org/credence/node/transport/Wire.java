package org.credence.node.transport;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import org.credence.base.Limits;

/** A plain socket under TLS: its options, frames on it, and the first reason for which it was closed. */
final class Wire implements Closeable {

    /** Bytes gathered before they are encrypted and sent. */
    static final int BUFFER_BYTES = 64 * 1024;

    /** What the accepting end sends to show that it took the other for a member, and later that it is alive. */
    static final int PULSE = 1;

    private static final int KEEPALIVE_IDLE_SECONDS = 10;
    private static final int KEEPALIVE_INTERVAL_SECONDS = 5;
    private static final int KEEPALIVE_PROBES = 3;

    private final Socket raw;
    private volatile Optional<Refusal> reason = Optional.empty();
    /** When the write that is under way began, in nanoseconds; 0 if none is. */
    private volatile long writingSince;

    Wire(Socket raw) {
        this.raw = raw;
    }

    /** Sets what every connection between members has. Neither end may vanish unnoticed. */
    void configure() throws IOException {
        raw.setTcpNoDelay(true);
        raw.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        raw.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS);
        raw.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEPALIVE_INTERVAL_SECONDS);
        raw.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_PROBES);
    }

    Socket raw() {
        return raw;
    }

    /** Closes with a reason; only the first one counts. Never blocks, wakes whoever reads or writes. */
    void close(Refusal refusal) {
        note(refusal);
        close();
    }

    private synchronized void note(Refusal refusal) {
        if (reason.isEmpty()) {
            reason = Optional.of(refusal);
        }
    }

    @Override
    public void close() {
        try {
            raw.close();
        } catch (IOException e) {
            // The descriptor is given up all the same, and there is nothing that the caller could still do.
            note(Refusal.HANDSHAKE_FAILED);
        }
    }

    /** Why it was closed from our side, if it was. */
    Optional<Refusal> reason() {
        return reason;
    }

    /** Closes if a write has been under way for too long: the other end does not read. */
    void closeIfStalled(long nowNanos, long stallMillis) {
        long since = writingSince;
        if (since != 0 && nowNanos - since > stallMillis * 1_000_000) {
            close(Refusal.SLOW_PEER);
        }
    }

    /** Writes length and bytes. Each piece that the socket takes counts as progress. */
    void writeFrame(OutputStream out, byte[] frame) throws IOException {
        writingSince = now();
        out.write(new byte[]{(byte) (frame.length >>> 24), (byte) (frame.length >>> 16), (byte) (frame.length >>> 8),
                (byte) frame.length});
        for (int at = 0; at < frame.length; at += BUFFER_BYTES) {
            writingSince = now();
            out.write(frame, at, Math.min(BUFFER_BYTES, frame.length - at));
        }
        writingSince = 0;
    }

    void flush(OutputStream out) throws IOException {
        writingSince = now();
        out.flush();
        writingSince = 0;
    }

    /** The next frame; empty at the end between two frames. A bad length closes the connection with its reason. */
    Optional<byte[]> readFrame(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        try {
            long length = (long) first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
            if (length == 0) {
                throw refuse(Refusal.FRAME_EMPTY);
            }
            if (length > Limits.FRAME_BYTES) {
                throw refuse(Refusal.FRAME_TOO_LARGE);
            }
            byte[] frame = new byte[(int) length];
            in.readFully(frame);
            return Optional.of(frame);
        } catch (EOFException e) {
            throw refuse(Refusal.FRAME_CUT);
        }
    }

    private IOException refuse(Refusal refusal) {
        close(refusal);
        return new IOException("refused: " + refusal);
    }

    private static long now() {
        long now = System.nanoTime();
        return now == 0 ? 1 : now;
    }
}
