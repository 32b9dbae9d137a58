package org.credence.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** An open stream of blocks, on a thread of its own. */
public final class BlockSubscription implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** Members send something every 10 s. */
    private static final Duration SILENCE = Duration.ofSeconds(25);
    private static final String DATA = "data: ";

    private final Members members;
    private final Consumer<BlockSummary> listener;
    private final Thread thread;
    private volatile boolean closed;
    private volatile Optional<String> failure = Optional.empty();
    private volatile long heardNanos;
    private long last;

    BlockSubscription(Members members, long above, Consumer<BlockSummary> listener) {
        this.members = members;
        this.listener = listener;
        last = above;
        thread = Thread.ofVirtual().name("credence-blocks").start(this::run);
    }

    /** Why no member streams at the moment; empty while one does. */
    public Optional<String> failure() {
        return failure;
    }

    /** Ends the stream; a listener that is being called finishes. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        int attempt = 0;
        while (!closed) {
            try {
                follow(members.uri("v1/blocks/stream", attempt));
            } catch (IOException | AnswerMalformed e) {
                failure = Optional.of(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            attempt = (attempt + 1) % members.size();
            if (!pause()) {
                return;
            }
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void follow(URI uri) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(ANSWER).header("Accept", "text/event-stream");
        if (last >= 0) {
            request.header("Last-Event-ID", Long.toString(last));
        }
        HttpResponse<InputStream> response =
                members.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        heardNanos = System.nanoTime();
        Thread watch = Thread.startVirtualThread(() -> watch(response.body()));
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException(uri.getAuthority() + ": status " + response.statusCode());
            }
            read(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
        } finally {
            watch.interrupt();
        }
        throw new IOException(uri.getAuthority() + ": the stream ended");
    }

    /** Closes a stream that gives no sign of life: its member may be cut off without our hearing of it. */
    private void watch(InputStream body) {
        try {
            while (System.nanoTime() - heardNanos < SILENCE.toNanos()) {
                Thread.sleep(SILENCE.dividedBy(4));
            }
            body.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failure = Optional.of(e.toString());
        }
    }

    private void read(BufferedReader events) throws IOException {
        for (String line = events.readLine(); line != null && !closed; line = events.readLine()) {
            failure = Optional.empty();
            heardNanos = System.nanoTime();
            if (line.startsWith(DATA)) {
                byte[] json = line.substring(DATA.length()).getBytes(StandardCharsets.UTF_8);
                BlockSummary block = BlockSummary.of(Answer.parse(json));
                if (block.height() > last) {
                    last = block.height();
                    listener.accept(block);
                }
            }
        }
    }
}
