package org.credence.node.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** What a route answers if nothing is wrong. */
sealed interface Answer {

    String JSON = "application/json";
    String BYTES = "application/octet-stream";

    /** Known as a whole, so that it goes out in one piece and its length before it. */
    record Whole(String type, byte[] body) implements Answer {}

    /** Known later; until then the request holds no thread. */
    record Later(CompletableFuture<Whole> answer) implements Answer {}

    /** Written bit by bit for as long as it takes; what it writes waits for {@code flush}. */
    record Stream(String type, Writing writing) implements Answer {}

    /** Writes a stream; returns when it has ended. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    static Whole json(Object value) {
        return new Whole(JSON, Json.write(value));
    }
}
