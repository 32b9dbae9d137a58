package org.credence.lab.figure;

import java.util.Locale;
import org.credence.consensus.part.Timing;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.ServiceTimes;

/** What every contender runs on: one model of machine, network and clients, the same for all. */
public final class Testbed {

    /**
     * Processor times of one thread, measured on 30 November 2026 on a virtual machine of two AMD EPYC cores with
     * OpenJDK 25.0.3 and ACCP 2.5.0, medians of five rounds after warming up, rounded: Ed25519 verification 24.5 µs (so
     * too the faster days of docs/benchmarks.md, 41,463 per second) and signature 5.7 µs; a byte 0.50 ns for SHA-256
     * and
     * 0.22 ns for AES-GCM. A message through TLS 1.3 sockets on loopback took 4 to 5 µs for both ends together, so 2.5
     * µs each. The line is gigabit Ethernet, a choice.
     */
    public static final ServiceTimes TIMES = new ServiceTimes(24_500, 5_700, 2_500, 720, 1_000_000_000);

    /** Bytes of a transaction's payload, as in docs/benchmarks.md: 272 bytes in all. */
    public static final int PAYLOAD_BYTES = 128;

    /** First in the rank of all contenders; it leads from beginning to end, for nobody has reason to leave its view. */
    static final int LEADER = 0;

    /** Of one way between two members: the simulator's building. */
    private static final long LEAST_LATENCY_MICROS = 60;
    private static final long JITTER_MICROS = 60;

    private Testbed() {}

    /**
     * Waits too long to run out: no view fails here, a leader has one block under way at a time, and no empty block
     * follows the last. What is left is the time that the protocol itself takes.
     */
    static Timing timing() {
        Timing lan = Timing.lan();
        return new Timing(10_000_000, lan.doublings(), lan.heartbeat(), 2_000_000, lan.batchRetry(),
                lan.fastLaneMost());
    }

    /** The model in words, for pages. */
    static String words() {
        return String.format(Locale.ROOT, """
                Each member is one server: checking a signature takes %.1f µs, making one %.1f µs, handling a message \
                %.1f µs and %.2f ns per byte at either end; what it sends leaves through a line of %d Mbit/s, and \
                travels for %d µs and an exponential time of mean %d µs. Signatures of clients wait for everything \
                else, 32 at a time, as in the node. Transactions have %d bytes of payload. Disks, execution and \
                clients take no time, and no message is lost.""", TIMES.verifyNanos() / 1e3, TIMES.signNanos() / 1e3,
                TIMES.messageNanos() / 1e3, TIMES.bytePicos() / 1e3, TIMES.lineBits() / 1_000_000,
                LEAST_LATENCY_MICROS, JITTER_MICROS, PAYLOAD_BYTES);
    }

    static long latencyMicros(Chance link) {
        return LEAST_LATENCY_MICROS + link.exponential(JITTER_MICROS);
    }
}
