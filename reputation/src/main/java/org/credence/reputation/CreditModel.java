package org.credence.reputation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * A trained credit model as its file has it: what the indicators are measured against, and the network (P§8.1). The
 * ledger pins its digest, so that all members compute with the same one. A model in which an indicator could count the
 * wrong way, say more missed votes for more credit, does not load. Wire: "CRM1", the eight indicators' bounds, the
 * sigmoid's table, the network.
 */
public final class CreditModel {

    /** Limit of a file's size in bytes: the largest network, and the table. */
    public static final int MOST_BYTES = 32 * 1024;

    private static final int MAGIC = 0x43524d31;

    private final List<Bounds> bounds;
    private final Sigmoid sigmoid;
    private final Network network;

    /** @throws Malformed if the network does not take the eight indicators, or takes one of them the wrong way */
    public CreditModel(List<Bounds> bounds, Sigmoid sigmoid, List<Network.Unit> hidden, Network.Unit output) {
        this(bounds, sigmoid, new Network(hidden, output, sigmoid));
    }

    private CreditModel(List<Bounds> bounds, Sigmoid sigmoid, Network network) {
        if (bounds.size() != Indicator.values().length || network.inputs() != bounds.size()) {
            throw new Malformed("network.inputs", network.inputs() + " inputs for " + bounds.size()
                    + " bounds, both must be " + Indicator.values().length);
        }
        for (Indicator indicator : Indicator.values()) {
            boolean right = switch (indicator.effect()) {
                case RAISES -> network.rises(indicator.place());
                case LOWERS -> network.falls(indicator.place());
                case EITHER -> true;
            };
            if (!right) {
                throw new Malformed("network.weight", indicator.label() + " could count the wrong way");
            }
        }
        this.bounds = List.copyOf(bounds);
        this.sigmoid = sigmoid;
        this.network = network;
    }

    /** @throws Malformed unless the bytes are exactly those of a model */
    public static CreditModel decode(byte[] file) {
        if (file.length > MOST_BYTES) {
            throw new Malformed("model", file.length + " bytes, limit " + MOST_BYTES);
        }
        Reader reader = new Reader(file);
        if (reader.u32("model.magic", Integer.MAX_VALUE) != MAGIC) {
            throw new Malformed("model.magic", "is not that of a credit model");
        }
        List<Bounds> bounds = Stream.of(Indicator.values()).map(indicator -> Bounds.read(reader)).toList();
        Sigmoid sigmoid = Sigmoid.read(reader);
        CreditModel model = new CreditModel(bounds, sigmoid, Network.read(reader, sigmoid));
        reader.end();
        return model;
    }

    public byte[] encoded() {
        Writer writer = new Writer(MOST_BYTES).u32(MAGIC);
        bounds.forEach(bound -> bound.write(writer));
        sigmoid.write(writer);
        network.write(writer);
        return writer.toBytes();
    }

    /** What the ledger pins. */
    public Digest digest() {
        return Hasher.of(Tag.CREDIT_MODEL).add(encoded()).digest();
    }

    /** What the member deserves by what is known of it, from 0 to 1 in 1/65,536. */
    public int assess(Indicators indicators) {
        int[] inputs = new int[bounds.size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = bounds.get(i).scale(indicators.values().get(i));
        }
        return network.evaluate(inputs);
    }

    /**
     * What an indicator costs the member by itself: by how much less the model would think of it if all others were at
     * their best, in 1/65,536. 0 for one that has no better or worse.
     */
    public int cost(Indicators indicators, Indicator indicator) {
        List<Long> best = new ArrayList<>();
        for (Indicator each : Indicator.values()) {
            best.add(best(indicators, each));
        }
        int ideal = assess(new Indicators(best));
        best.set(indicator.place(), indicators.of(indicator));
        return ideal - assess(new Indicators(best));
    }

    private long best(Indicators indicators, Indicator indicator) {
        Bounds bound = bounds.get(indicator.place());
        return switch (indicator.effect()) {
            case RAISES -> bound.most();
            case LOWERS -> bound.least();
            case EITHER -> indicators.of(indicator);
        };
    }
}
