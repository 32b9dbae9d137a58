package org.credence.cli.feeder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.feed.Series;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.credence.base.block.Transaction;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;

/**
 * The meters of a replay. All count on one calendar, whatever day of a recording their values come from.
 *
 * @param meters        in a fixed order: the same recordings, count and secret always give the same meters
 * @param firstInterval interval of tick 0
 * @param registrar     sends the registrations
 */
public record Fleet(List<VirtualMeter> meters, int firstInterval, Signer registrar) {

    /** Most meters of a replay. */
    public static final int MOST = 10_000;

    private static final String[] REGIONS = {"north", "east", "south", "west"};
    private static final String REGISTRAR = "registrar";

    public Fleet {
        meters = List.copyOf(meters);
    }

    /**
     * Spreads the recordings over this many meters.
     *
     * @param series recordings, at least one
     * @param count  1 to {@link #MOST}
     * @param secret 32 bytes from which all keys and pseudonyms come
     */
    public static Fleet of(List<Series> series, int count, byte[] secret) {
        List<VirtualMeter> meters = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Series source = series.get(i % series.size());
            int round = i / series.size();
            int rounds = (count - 1) / series.size() + 1;
            // Spread over the whole recording, so that the meters of one recording are as unlike as it allows.
            int offset = (int) ((long) round * source.days() / rounds);
            String name = offset == 0 && round == 0 ? source.name() : source.name() + "+" + offset + "d";
            String label = source.name() + "/" + round;
            meters.add(new VirtualMeter(name, Metering.meterId(secret, label), signer(secret, label),
                    REGIONS[i % REGIONS.length], source, offset));
        }
        int first = series.stream().mapToInt(Series::firstInterval).min().orElseThrow();
        return new Fleet(meters, first, signer(secret, REGISTRAR));
    }

    /** The transaction that registers a meter: its place is the nonce, so registering twice is one transaction. */
    Transaction registration(Digest chainId, int meter) {
        VirtualMeter registered = meters.get(meter);
        return Metering.register(chainId, registrar, meter + 1L, registered.id(), registered.key(),
                registered.region());
    }

    private static Signer signer(byte[] secret, String label) {
        byte[] seed = Hasher.of(Tag.READING).add(secret).add(label.getBytes(StandardCharsets.UTF_8)).digest().toBytes();
        try (KeyPair pair = KeyPair.fromSeed(seed)) {
            return pair.signer();
        }
    }
}
