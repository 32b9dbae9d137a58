package org.credence.node.driver;

import java.util.Optional;
import org.credence.base.Digest;

/**
 * The engine's question for what its next block needs. It is answered at once, but not within a rest of
 * the answer before: a block costs every member nearly the same whether it orders one batch or five, so a leader that
 * is asked for each batch by itself wears the others out long before the load does.
 */
final class Builds {

    private final long restMicros;
    private Optional<Digest> asked = Optional.empty();
    private long restsUntilMicros;

    /** @param restMicros from one answer to the next at the least */
    Builds(long nowMicros, long restMicros) {
        this.restMicros = restMicros;
        restsUntilMicros = nowMicros;
    }

    /** Asks for a block on this parent; an earlier question is void. */
    void ask(Digest parent) {
        asked = Optional.of(parent);
    }

    /** Takes out the question if it is to be answered now. */
    Optional<Digest> due(long nowMicros) {
        if (nowMicros < restsUntilMicros) {
            return Optional.empty();
        }
        Optional<Digest> due = asked;
        if (due.isPresent()) {
            asked = Optional.empty();
            restsUntilMicros = nowMicros + restMicros;
        }
        return due;
    }

    /** Microseconds until there is an answer to give, at least 0; {@code otherwise} if nothing is asked. */
    long untilNext(long nowMicros, long otherwise) {
        return asked.isEmpty() ? otherwise : Math.max(0, restsUntilMicros - nowMicros);
    }
}
