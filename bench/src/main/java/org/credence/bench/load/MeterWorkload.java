package org.credence.bench.load;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.Reading;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;

/**
 * Meters that take turns: each transaction carries the next half hours of one meter, signed with that meter's key. No
 * interval comes twice,
 * so every transaction is accepted.
 */
public final class MeterWorkload implements Workload {

    /** Payload bytes beside the readings. */
    private static final int FRAME = 42;
    private static final int READING = 8;

    /** Payload bytes of one reading. */
    public static final int LEAST_BYTES = FRAME + READING;

    /** Payload bytes of as many readings as a transaction may have. */
    public static final int MOST_BYTES = FRAME + Metering.READINGS * READING;

    /** 2010-01-01T00:00Z: years of half hours lie between that and today. */
    private static final int FIRST_INTERVAL = 14_610 * Metering.INTERVALS_PER_DAY;
    private static final int REGIONS = 8;

    private final Digest chainId;
    private final int readings;
    private final List<Meter> meters;
    private final SplittableRandom random;
    private int turn;

    /**
     * @param count     meters of this client
     * @param sizeBytes payload bytes of a transaction at the most, {@link #LEAST_BYTES} to {@link #MOST_BYTES}
     * @param seed      of the amounts
     */
    public MeterWorkload(Digest chainId, int count, int sizeBytes, SecureRandom keys, long seed) {
        this.chainId = chainId;
        readings = readings(sizeBytes);
        meters = IntStream.range(0, count).mapToObj(i -> Meter.made(i, keys)).toList();
        random = new SplittableRandom(seed);
    }

    /** Readings of a transaction with a payload of at most this size. */
    public static int readings(int sizeBytes) {
        return (sizeBytes - FRAME) / READING;
    }

    @Override
    public List<Transaction> preparation() {
        List<Transaction> registrations = new ArrayList<>(meters.size());
        for (int i = 0; i < meters.size(); i++) {
            Meter meter = meters.get(i);
            registrations.add(Metering.register(chainId, meter.signer, meter.nonce++, meter.id, meter.signer,
                    "region-" + i % REGIONS));
        }
        return registrations;
    }

    @Override
    public Transaction next() {
        Meter meter = meters.get(turn);
        turn = (turn + 1) % meters.size();
        List<Reading> next = new ArrayList<>(readings);
        for (int i = 0; i < readings; i++) {
            next.add(new Reading(meter.interval, wattHours(meter.interval)));
            meter.interval++;
        }
        return Metering.submit(chainId, meter.signer, meter.nonce++, meter.id, next);
    }

    /** A household's half hour: some base load, more in the evening. */
    private int wattHours(int interval) {
        int halfHour = interval % Metering.INTERVALS_PER_DAY;
        int evening = halfHour >= 34 && halfHour < 44 ? 600 : 0;
        return 80 + evening + random.nextInt(300);
    }

    /** One meter and how far it has come. */
    private static final class Meter {

        private final Digest id;
        private final Signer signer;
        private long nonce;
        private int interval = FIRST_INTERVAL;

        private Meter(Digest id, Signer signer) {
            this.id = id;
            this.signer = signer;
        }

        static Meter made(int number, SecureRandom keys) {
            try (KeyPair pair = KeyPair.generate(keys)) {
                return new Meter(Metering.meterId(pair.publicKey().bytes().toBytes(), "meter-" + number),
                        pair.signer());
            }
        }
    }
}
