package org.credence.node.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What the API counts: requests by route and status, errors and dropped connections by their typed reason. */
final class Counters {

    private final MeterRegistry registry;
    private final Map<ErrorCode, Counter> errors = new EnumMap<>(ErrorCode.class);
    private final Map<Dropped, Counter> dropped = new EnumMap<>(Dropped.class);
    /** A timer is registered at the first request of its kind: to do so for each costs more than many an answer. */
    private final Map<Kind, Timer> requests = new ConcurrentHashMap<>();

    Counters(MeterRegistry registry) {
        this.registry = registry;
        for (ErrorCode code : ErrorCode.values()) {
            errors.put(code, Counter.builder("credence_api_errors_total").description("Requests refused or failed")
                    .tag("code", code.name()).register(registry));
        }
        for (Dropped reason : Dropped.values()) {
            dropped.put(reason, Counter.builder("credence_api_dropped_total").description("Connections closed early")
                    .tag("reason", reason.name()).register(registry));
        }
    }

    void request(String route, int status, Duration time) {
        requests.computeIfAbsent(new Kind(route, status), this::timer).record(time);
    }

    private record Kind(String route, int status) {}

    private Timer timer(Kind kind) {
        return Timer.builder("credence_api_request").description("Time to answer a request")
                .tag("route", kind.route).tag("status", Integer.toString(kind.status)).register(registry);
    }

    void error(ErrorCode code) {
        Objects.requireNonNull(errors.get(code), "every code has its counter").increment();
    }

    void dropped(Dropped reason) {
        Objects.requireNonNull(dropped.get(reason), "every reason has its counter").increment();
    }

    /** A figure that is read when it is asked for. */
    void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }
}
