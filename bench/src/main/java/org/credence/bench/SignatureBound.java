package org.credence.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.crypto.Ed25519;
import org.credence.crypto.KeyPair;

/** How many signatures one processor core verifies per second, with the provider that members use. */
final class SignatureBound {

    private static final int SAMPLES = 64;
    private static final long WARM_UP_NANOS = 500_000_000L;
    private static final long MEASURE_NANOS = 1_000_000_000L;

    private record Sample(PublicKey key, Digest statement, Signature signature) {}

    private SignatureBound() {}

    /** Verifications per second of processor time: other processes on the machine do not lower it. */
    static double verificationsPerSecond() {
        List<Sample> samples = samples();
        verifyFor(samples, WARM_UP_NANOS);
        return verifyFor(samples, MEASURE_NANOS);
    }

    private static double verifyFor(List<Sample> samples, long nanos) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Ed25519 verifier = Ed25519.chosen();
        long began = threads.getCurrentThreadCpuTime();
        long spent;
        long verified = 0;
        do {
            for (Sample sample : samples) {
                if (!verifier.verify(sample.key, sample.statement, sample.signature)) {
                    throw new AssertionError("a provider verifies its own signatures");
                }
            }
            verified += samples.size();
            spent = threads.getCurrentThreadCpuTime() - began;
        } while (spent < nanos);
        return verified * 1e9 / spent;
    }

    private static List<Sample> samples() {
        SecureRandom random = new SecureRandom();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            try (KeyPair pair = KeyPair.generate(random)) {
                Digest statement = new Digest(random.nextLong(), random.nextLong(), random.nextLong(), i);
                samples.add(new Sample(pair.publicKey(), statement, pair.signer().sign(statement)));
            }
        }
        return samples;
    }
}
