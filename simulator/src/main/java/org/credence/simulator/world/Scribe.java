package org.credence.simulator.world;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.credence.consensus.engine.Promise;

/**
 * Puts promises into bytes and reads them back, as a disk does. Members make equal promises within moments, and equal
 * promises have equal bytes: each is written once and read once for all of them.
 */
final class Scribe {

    /** Promises that are remembered; the oldest gives way. */
    private static final int REMEMBERED = 256;

    private static final class Page {
        private final byte[] bytes;
        private Optional<Promise> read = Optional.empty();

        private Page(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private final LinkedHashMap<Promise, Page> pages = new LinkedHashMap<>();

    /** The promise in bytes; nobody writes to them. */
    byte[] written(Promise promise) {
        return page(promise).bytes;
    }

    /** What its bytes say. */
    Promise read(Promise promise) {
        Page page = page(promise);
        if (page.read.isEmpty()) {
            page.read = Optional.of(Promise.decode(page.bytes));
        }
        return page.read.orElseThrow();
    }

    private Page page(Promise promise) {
        Page known = pages.get(promise);
        if (known != null) {
            return known;
        }
        Page page = new Page(promise.encode());
        pages.put(promise, page);
        if (pages.size() > REMEMBERED) {
            pages.pollFirstEntry();
        }
        return page;
    }
}
