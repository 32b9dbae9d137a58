package org.credence.node.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.credence.base.codec.WireType;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Reason;
import org.credence.node.Admission;

/** A node's meters. All counters exist from the start, so that a rate over them is never missing its first event. */
public final class NodeMeters implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    /** The registry holds what it reads from weakly. */
    private final List<LongSupplier> counted = new ArrayList<>();

    private final Map<WireType, Counter> messagesIn = byType("credence_messages_in_total", "Messages from members");
    private final Map<WireType, Counter> messagesOut = byType("credence_messages_out_total", "Messages to members");
    private final Map<WireType, Counter> bytesIn = byType("credence_bytes_in_total", "Bytes of messages from members");
    private final Map<WireType, Counter> bytesOut = byType("credence_bytes_out_total", "Bytes of messages to members");
    private final Map<Refused, Counter> refused = byLabel(Refused.class, "reason", "credence_refused_total",
            "Messages from members that were not passed on");
    private final Map<Reason, Counter> ignored = byLabel(Reason.class, "reason", "credence_ignored_total",
            "Inputs that the engine ignored");
    private final Map<Cause, Counter> viewChanges = byLabel(Cause.class, "cause", "credence_view_changes_total",
            "Views left or entered");
    private final Map<Admission.Refusal, Counter> rejected = byLabel(Admission.Refusal.class, "reason",
            "credence_transactions_rejected_total", "Transactions not taken in");

    private final Counter accepted = counter("credence_transactions_accepted_total", "Transactions taken in");
    private final Counter executed = counter("credence_transactions_executed_total", "Transactions executed");
    private final Counter failed =
            counter("credence_transactions_failed_total", "Transactions executed without effect");
    private final Counter blocks = counter("credence_blocks_decided_total", "Blocks decided");
    private final Counter fastBlocks = counter("credence_blocks_fast_total", "Blocks decided by CONFIRMs alone");
    private final Counter accusations = counter("credence_accusations_total", "Proofs of misbehaviour");
    private final Counter inputs = counter("credence_engine_inputs_total", "Inputs the engine took");
    private final Counter batches = counter("credence_batches_total", "Own batches");
    private final Counter relayed = counter("credence_transactions_relayed_total", "Transactions sent to the leader");
    private final Counter lapsed =
            counter("credence_transactions_lapsed_total",
                    "Transactions sent to a leader that did not order them in time");
    private final DistributionSummary run = DistributionSummary.builder("credence_engine_run_inputs")
            .description("Inputs per run of the engine").serviceLevelObjectives(1, 2, 4, 8, 16, 64, 256, 512)
            .register(registry);
    private final Timer step = timer("credence_engine_step", "Time in the engine per run");
    private final Timer sync = timer("credence_journal_sync", "Time to make a run's promises durable: one per fsync");
    private final Timer execution = timer("credence_execution", "Time to execute a block");
    private final Timer latency = timer("credence_transaction_latency", "From admission here to execution here");
    private final DistributionSummary batchSize = DistributionSummary.builder("credence_batch_transactions")
            .description("Transactions per own batch").serviceLevelObjectives(1, 4, 16, 64, 256, 1024, 4096, 8192)
            .register(registry);

    public NodeMeters() {
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Shows what {@code value} gives whenever the meters are read. */
    public void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).strongReference(true).register(registry);
    }

    /** The same for one of several things that the label tells apart. */
    public void gauge(String name, String description, String label, String value, Supplier<Number> number) {
        Gauge.builder(name, number).description(description).tag(label, value).strongReference(true).register(registry);
    }

    /** Shows a count that is kept elsewhere. */
    public void count(String name, String description, String label, String value, LongSupplier count) {
        FunctionCounter.builder(name, count, LongSupplier::getAsLong).description(description).tag(label, value)
                .register(registry);
        counted.add(count);
    }

    public void messageIn(WireType type, int bytes) {
        at(messagesIn, type).increment();
        at(bytesIn, type).increment(bytes);
    }

    public void messageOut(WireType type, int bytes, int receivers) {
        at(messagesOut, type).increment(receivers);
        at(bytesOut, type).increment((double) bytes * receivers);
    }

    public void refused(Refused reason) {
        at(refused, reason).increment();
    }

    public void ignored(Reason reason) {
        at(ignored, reason).increment();
    }

    public void moved(Cause cause) {
        at(viewChanges, cause).increment();
    }

    public void rejected(Admission.Refusal refusal) {
        at(rejected, refusal).increment();
    }

    public void accepted(int transactions) {
        accepted.increment(transactions);
    }

    public void decided(boolean fast) {
        blocks.increment();
        if (fast) {
            fastBlocks.increment();
        }
    }

    public void accused() {
        accusations.increment();
    }

    public void batch(int transactions) {
        batches.increment();
        batchSize.record(transactions);
    }

    public void relayed(int transactions) {
        relayed.increment(transactions);
    }

    public void lapsed(int transactions) {
        lapsed.increment(transactions);
    }

    public void executed(int transactions, int withoutEffect, long nanos) {
        executed.increment(transactions);
        failed.increment(withoutEffect);
        execution.record(nanos, TimeUnit.NANOSECONDS);
    }

    public void latency(long nanos) {
        latency.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A run of the engine; see {@link org.credence.node.driver.Driver.RunMeter}. */
    public void ran(int taken, long stepNanos, long syncNanos) {
        inputs.increment(taken);
        run.record(taken);
        step.record(stepNanos, TimeUnit.NANOSECONDS);
        if (syncNanos > 0) {
            sync.record(syncNanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name).description(description)
                .serviceLevelObjectives(Duration.ofNanos(500_000), Duration.ofMillis(1), Duration.ofMillis(2),
                        Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(50),
                        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(5))
                .register(registry);
    }

    private Map<WireType, Counter> byType(String name, String description) {
        return byLabel(WireType.class, "type", name, description);
    }

    private <E extends Enum<E>> Map<E, Counter> byLabel(Class<E> labels, String label, String name,
            String description) {
        Map<E, Counter> counters = new EnumMap<>(labels);
        Function<E, String> text = value -> value.name().toLowerCase(Locale.ROOT);
        for (E value : labels.getEnumConstants()) {
            counters.put(value, Counter.builder(name).description(description).tag(label, text.apply(value))
                    .register(registry));
        }
        return counters;
    }

    private static <E extends Enum<E>> Counter at(Map<E, Counter> counters, E value) {
        Counter counter = counters.get(value);
        if (counter == null) {
            throw new AssertionError("a counter for every " + value.getDeclaringClass().getSimpleName());
        }
        return counter;
    }
}
