package org.credence.node.api;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** A request's body while it is read; reading stops where a limit of size or pace is passed. */
final class Body {

    /** A body is believed to be as large as announced up to here; beyond, room is made as bytes come. */
    private static final int BELIEVED = 64 * 1024;
    private static final int LENGTH_UNKNOWN = 16 * 1024;

    private final Request request;
    private final ApiSettings settings;
    private final long announced;
    private final long start = System.nanoTime();
    private byte[] bytes = {};
    private int size;

    Body(Request request, ApiSettings settings) {
        this.request = request;
        this.settings = settings;
        announced = request.getLength();
    }

    /** All of it. */
    byte[] read() throws InterruptedException {
        if (announced > settings.bodyBytes()) {
            throw tooLarge();
        }
        bytes = new byte[announced < 0 ? LENGTH_UNKNOWN : (int) Math.min(announced, BELIEVED)];
        boolean last = false;
        while (!last) {
            Content.Chunk chunk = next();
            if (Content.Chunk.isFailure(chunk)) {
                throw cutShort(chunk.getFailure());
            }
            try {
                take(chunk.getByteBuffer());
            } finally {
                chunk.release();
            }
            last = chunk.isLast();
        }
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /** Waits for it on the request's own virtual thread, which the connection's thread wakes directly. */
    private Content.Chunk next() throws InterruptedException {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk != null) {
                return chunk;
            }
            CountDownLatch more = new CountDownLatch(1);
            request.demand(Invocable.from(InvocationType.NON_BLOCKING, more::countDown));
            more.await();
        }
    }

    private void take(ByteBuffer chunk) {
        int more = chunk.remaining();
        if (more > settings.bodyBytes() - size) {
            throw tooLarge();
        }
        if (size + more > bytes.length) {
            makeRoom(size + more);
        }
        chunk.get(bytes, size, more);
        size += more;
        requirePace(System.nanoTime() - start);
    }

    private void makeRoom(int least) {
        long doubled = 2L * bytes.length;
        long sensible = announced < 0 ? doubled : Math.min(doubled, announced);
        bytes = Arrays.copyOf(bytes, (int) Math.max(least, sensible));
    }

    private void requirePace(long nanos) {
        long seconds = nanos / 1_000_000_000;
        if (nanos > settings.headTimeout().toNanos() && size < seconds * settings.bytesPerSecond()) {
            throw new ApiException(ErrorCode.REQUEST_TIMEOUT, "body",
                    "came to " + size + " bytes in " + seconds + " s",
                    "at least " + settings.bytesPerSecond() + " bytes per second");
        }
    }

    private static ApiException cutShort(Throwable cause) {
        return cause instanceof TimeoutException
                ? new ApiException(ErrorCode.REQUEST_TIMEOUT, "body: stopped coming")
                : new ApiException(ErrorCode.REQUEST_MALFORMED, "body: ended early");
    }

    private ApiException tooLarge() {
        return new ApiException(ErrorCode.TOO_LARGE, "body", "is too large",
                "at most " + settings.bodyBytes() + " bytes");
    }
}
