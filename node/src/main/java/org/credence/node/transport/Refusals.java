package org.credence.node.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often each reason to refuse applied. */
final class Refusals {

    private final Map<Refusal, LongAdder> counts = new EnumMap<>(Refusal.class);

    Refusals() {
        for (Refusal reason : Refusal.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    void count(Refusal reason) {
        adder(reason).increment();
    }

    long of(Refusal reason) {
        return adder(reason).sum();
    }

    private LongAdder adder(Refusal reason) {
        LongAdder adder = counts.get(reason);
        if (adder == null) {
            throw new AssertionError("every reason has a counter");
        }
        return adder;
    }
}
