package org.credence.node.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.credence.consensus.part.Decision;
import org.credence.node.ExecutedBlock;
import org.credence.node.NodeService;

/**
 * Server-sent events: one for each executed block, its id the height. A subscriber that returns with
 * {@code Last-Event-ID} gets what it
 * missed. Each has a bounded buffer; one that lets it run over is dropped, for a client that falls behind is better off
 * reading
 * {@code /v1/blocks}, and no client may slow the member down.
 */
final class BlockStream implements AutoCloseable {

    private static final String MEDIA_TYPE = "text/event-stream";
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final byte[] COMMENT = ": alive\n\n".getBytes(StandardCharsets.US_ASCII);

    private final NodeService node;
    private final BlockHub hub;
    private final Counters counters;
    private final int buffer;
    private final Semaphore free;
    private volatile boolean closed;

    BlockStream(NodeService node, BlockHub hub, Counters counters, ApiSettings settings) {
        this.node = node;
        this.hub = hub;
        this.counters = counters;
        this.buffer = settings.subscriberEvents();
        this.free = new Semaphore(settings.subscribers());
        counters.gauge("credence_api_subscribers", "Open block streams",
                () -> settings.subscribers() - free.availablePermits());
    }

    /** {@code GET /v1/blocks/stream}. */
    Answer stream(Call call) {
        call.allowOnly(Set.of());
        long next = 1 + call.headerNumber("Last-Event-ID", 0, Long.MAX_VALUE - 1).orElseGet(hub::height);
        if (call.asksForHead()) {
            return new Answer.Whole(MEDIA_TYPE, new byte[0]);
        }
        if (!free.tryAcquire()) {
            throw new ApiException(ErrorCode.TOO_MANY_SUBSCRIBERS, "all block streams are taken");
        }
        return new Answer.Stream(MEDIA_TYPE, out -> serve(new Subscriber(buffer, call::hangUp), next, out));
    }

    private void serve(Subscriber subscriber, long next, OutputStream out) throws IOException, InterruptedException {
        try {
            out.write(COMMENT);
            out.flush();
            follow(subscriber, next, out);
        } catch (IOException e) {
            // Closed by the other side, unless it was closed here and counted then.
            if (!subscriber.overrun) {
                counters.dropped(Dropped.SUBSCRIBER_GONE);
            }
            throw e;
        } finally {
            free.release();
        }
    }

    private void follow(Subscriber subscriber, long from, OutputStream out) throws IOException, InterruptedException {
        // Far behind, it reads at its own pace from what is stored; only then does it begin to fill its buffer.
        long next = from;
        while (!closed && hub.height() - next > buffer / 2) {
            next = catchUp(next, next + 1, out);
            out.flush();
        }
        hub.add(subscriber);
        try {
            next = catchUp(next, hub.height() + 1, out);
            while (!closed && !subscriber.overrun) {
                Optional<ExecutedBlock> block = subscriber.next(out);
                if (block.isPresent() && block.get().height() >= next) {
                    catchUp(next, block.get().height(), out);
                    write(block.get().decision(), out);
                    next = block.get().height() + 1;
                }
            }
        } finally {
            hub.remove(subscriber);
        }
    }

    /** Writes the stored blocks from {@code next} to below {@code end}; those no longer kept are left out. */
    private long catchUp(long next, long end, OutputStream out) throws IOException {
        for (long height = next; height < end; height++) {
            Optional<Decision> decision = node.decision(height);
            if (decision.isPresent()) {
                write(decision.get(), out);
            }
        }
        return Math.max(next, end);
    }

    private void write(Decision decision, OutputStream out) throws IOException {
        out.write(("id: " + decision.height() + "\nevent: block\ndata: ").getBytes(StandardCharsets.US_ASCII));
        out.write(Json.write(Answers.BlockSummary.of(node, decision)));
        out.write('\n');
        out.write('\n');
    }

    /** Ends all streams at their next event or heartbeat. */
    @Override
    public void close() {
        closed = true;
    }

    /** One open stream: filled by the member's thread, emptied by the request's own. */
    private final class Subscriber implements Consumer<ExecutedBlock> {

        private final BlockingQueue<ExecutedBlock> queue;
        private final Runnable hangUp;
        private volatile boolean overrun;

        Subscriber(int capacity, Runnable hangUp) {
            this.queue = new ArrayBlockingQueue<>(capacity);
            this.hangUp = hangUp;
        }

        @Override
        public void accept(ExecutedBlock block) {
            if (!overrun && !queue.offer(block)) {
                overrun = true;
                counters.dropped(Dropped.SLOW_READER);
                // Its thread is stuck writing; only closing the connection frees it. Not here: this is the member's
                // thread.
                Thread.startVirtualThread(hangUp);
            }
        }

        /** The next block; sends what is written so far before it waits, and a sign of life if it waits in vain. */
        Optional<ExecutedBlock> next(OutputStream out) throws IOException, InterruptedException {
            ExecutedBlock block = queue.poll();
            if (block == null) {
                out.flush();
                block = queue.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                if (block == null) {
                    out.write(COMMENT);
                }
            }
            return Optional.ofNullable(block);
        }
    }
}
