package org.credence.cli.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** One direction of a connection: what one thread reads another writes, after a delay and in the same order. */
final class Pump {

    private static final int CHUNK_BYTES = 16 * 1024;
    /** Bounds what is on its way: beyond it, whoever sends has to wait, as with a full socket. */
    private static final int MOST_CHUNKS = 256;

    private final LongSupplier delayNanos;
    private final BooleanSupplier lost;
    private final BlockingQueue<Chunk> onTheWay = new ArrayBlockingQueue<>(MOST_CHUNKS);

    /** Bytes read together and when they are to be written; none at the end. */
    private record Chunk(byte[] bytes, long dueNanos) {}

    /**
     * @param delayNanos asked for what is read now
     * @param lost       whether nothing is written any more, for good
     */
    Pump(LongSupplier delayNanos, BooleanSupplier lost) {
        this.delayNanos = delayNanos;
        this.lost = lost;
    }

    /** Reads to the end. */
    void read(InputStream in) throws IOException, InterruptedException {
        byte[] buffer = new byte[CHUNK_BYTES];
        int count = in.read(buffer);
        while (count >= 0) {
            put(Arrays.copyOf(buffer, count));
            count = in.read(buffer);
        }
        put(new byte[0]);
    }

    private void put(byte[] bytes) throws InterruptedException {
        onTheWay.put(new Chunk(bytes, System.nanoTime() + delayNanos.getAsLong()));
    }

    /**
     * Writes what was read, to the end.
     *
     * @return whether all was written
     */
    boolean write(OutputStream out) throws IOException, InterruptedException {
        Chunk chunk = due();
        while (chunk.bytes.length > 0) {
            if (!lost.getAsBoolean()) {
                out.write(chunk.bytes);
            }
            chunk = due();
        }
        return !lost.getAsBoolean();
    }

    private Chunk due() throws InterruptedException {
        Chunk chunk = onTheWay.take();
        TimeUnit.NANOSECONDS.sleep(chunk.dueNanos - System.nanoTime());
        return chunk;
    }
}
