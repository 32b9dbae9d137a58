package org.credence.apps.metering;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.PublicKey;
import org.credence.base.Tag;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Writer;
import org.credence.base.proof.StateKey;
import org.credence.crypto.Signer;

/** Numbers and limits of the application, the keys of its state, and the transactions clients make. */
public final class Metering {

    /** Its number in transactions and state keys. */
    public static final int APPLICATION = 1;

    /** Readings in one transaction, at the most. */
    public static final int READINGS = 512;

    /** Watt-hours of one half hour, at the most: 200 kW. */
    public static final int WATT_HOURS = 100_000;

    /** Characters of a region's name, at the most. */
    public static final int REGION_LENGTH = 16;

    /** Half hours of a day. */
    public static final int INTERVALS_PER_DAY = 48;

    /** Milliseconds of an interval. */
    public static final long INTERVAL_MS = 1_800_000;

    private static final int METER = 1;
    private static final int MONTH = 2;
    private static final int REGION = 3;
    private static final int STATEMENT_ID = 0;

    private Metering() {}

    /** The pseudonymous id of a meter: tells nothing about {@code name} to whoever does not know the salt. */
    public static Digest meterId(byte[] salt, String name) {
        return Hasher.of(Tag.READING).add(STATEMENT_ID).add(salt).add(name.getBytes(StandardCharsets.UTF_8)).digest();
    }

    /** Where the {@link MeterRecord} is. */
    public static StateKey meterKey(Digest meterId) {
        return StateKey.of(StateKey.begin(APPLICATION, METER).digest(meterId));
    }

    /** Where the {@link MonthRecord} of a meter is; months as {@link Calendar} counts them. */
    public static StateKey monthKey(Digest meterId, int month) {
        return StateKey.of(StateKey.begin(APPLICATION, MONTH).digest(meterId).u32(month));
    }

    /**
     * Where the {@link RegionTotal} of a region and an epoch is; a block is of epoch height ÷ epoch length, rounded
     * down.
     */
    public static StateKey regionKey(String region, long epoch) {
        Writer key = StateKey.begin(APPLICATION, REGION);
        return StateKey.of(key.bytes(region.getBytes(StandardCharsets.US_ASCII)).u64(epoch));
    }

    /** A signed transaction that registers the meter whose key {@code meter} holds. */
    public static Transaction register(Digest chainId, Signer sender, long nonce, Digest meterId, Signer meter,
            String region) {
        Digest statement = Operation.Register.statement(chainId, meterId, sender.publicKey());
        Operation operation = new Operation.Register(meterId, meter.publicKey(), region, meter.sign(statement));
        return transaction(chainId, sender, nonce, operation);
    }

    /** A signed transaction of readings, sent by the meter itself. */
    public static Transaction submit(Digest chainId, Signer meter, long nonce, Digest meterId, List<Reading> readings) {
        Operation operation = new Operation.Submit(List.of(new Section(meterId, readings, new Section.BySender())));
        return transaction(chainId, meter, nonce, operation);
    }

    /** A signed transaction of sections that meters have sealed, sent by a gateway. */
    public static Transaction relay(Digest chainId, Signer gateway, long nonce, List<Section> sections) {
        return transaction(chainId, gateway, nonce, new Operation.Submit(sections));
    }

    /** A section for a gateway to relay. */
    public static Section seal(Digest chainId, Digest meterId, List<Reading> readings, Signer meter) {
        PublicKey key = meter.publicKey();
        return new Section(meterId, readings,
                new Section.Sealed(key, meter.sign(Section.statement(chainId, meterId, readings))));
    }

    private static Transaction transaction(Digest chainId, Signer sender, long nonce, Operation operation) {
        Transaction.Unsigned unsigned = new Transaction.Unsigned(chainId, sender.publicKey(), nonce, APPLICATION,
                operation.encoded());
        return unsigned.signed(sender.sign(unsigned.id()));
    }
}
