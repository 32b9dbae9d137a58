package org.credence.cli.up;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.credence.client.ClientException;
import org.credence.client.CredenceClient;
import tools.jackson.databind.JsonNode;

/** One member, asked again and again by a thread of its own, so that one that hangs does not hold up the others. */
public final class Watched implements AutoCloseable {

    private static final long SILENT_NANOS = 2_000_000_000L;

    /** What it last said, and when. */
    public record Said(JsonNode status, long nanos) {

        /** Height of the last block it has decided. */
        public long height() {
            return status.path("decidedHeight").asLong();
        }
    }

    private final URI address;
    private final long periodMillis;
    private final Consumer<Optional<JsonNode>> told;
    private final CredenceClient client;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile Optional<Said> said = Optional.empty();
    private volatile boolean up;

    /**
     * Begins to ask.
     *
     * @param address of its API
     * @param told    the status of each answer, or nothing if there was none; called by one thread
     */
    public Watched(URI address, long periodMillis, Consumer<Optional<JsonNode>> told) {
        this.address = address;
        this.periodMillis = periodMillis;
        this.told = told;
        this.client = CredenceClient.of(List.of(address));
        Thread.ofVirtual().name("watch " + address).start(this::watch);
    }

    private void watch() {
        try {
            while (open.get()) {
                ask();
                Thread.sleep(periodMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        Optional<JsonNode> status;
        try {
            status = Optional.of(client.get("/v1/status"));
        } catch (ClientException e) {
            status = Optional.empty();
        }
        said = status.map(s -> new Said(s, System.nanoTime())).or(() -> said);
        up = status.isPresent();
        if (open.get()) {
            told.accept(status);
        }
    }

    /** Where its API is. */
    public URI address() {
        return address;
    }

    /** Asks it, and nobody else. */
    public CredenceClient client() {
        return client;
    }

    /** What it says now; empty while it does not answer. */
    public Optional<Said> now() {
        return said.filter(s -> up && System.nanoTime() - s.nanos < SILENT_NANOS);
    }

    boolean everAnswered() {
        return said.isPresent();
    }

    @Override
    public void close() {
        open.set(false);
        client.close();
    }
}
