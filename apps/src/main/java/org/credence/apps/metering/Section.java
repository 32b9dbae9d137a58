package org.credence.apps.metering;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.Tag;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.ledger.Rejected;

/**
 * Readings of one meter.
 *
 * <p>
 * Wire: meter id 32, readings (u32 count, each 8 bytes), sealed u8 (0 or 1), and if sealed meter key 32 and
 * signature 64.
 *
 * @param meterId  the meter
 * @param readings at least one
 * @param warrant  what shows that they are the meter's
 */
public record Section(Digest meterId, List<Reading> readings, Warrant warrant) {

    private static final int STATEMENT_SECTION = 2;

    /** What shows that readings are the meter's. */
    public sealed interface Warrant {}

    /** The meter's key signed the whole transaction. */
    public record BySender() implements Warrant {}

    /**
     * The meter's key signed the section. The key is here so that the signature can be checked before the state is
     * known; whether it is the meter's, the state says.
     */
    public record Sealed(PublicKey key, Signature signature) implements Warrant {}

    public Section {
        readings = List.copyOf(readings);
    }

    /** What a meter signs. Any gateway may relay it: readings count once, whoever brings them. */
    public static Digest statement(Digest chainId, Digest meterId, List<Reading> readings) {
        Hasher hasher = Hasher.of(Tag.READING).add(STATEMENT_SECTION).add(chainId).add(meterId).add(readings.size());
        readings.forEach(reading -> hasher.add(reading.interval()).add(reading.wattHours()));
        return hasher.digest();
    }

    /** Reads one section; {@code left} is how many readings the transaction may still have. */
    static Section read(Reader reader, int left) {
        Digest meterId = reader.digest("section.meterId");
        int count = reader.u32("section.readings", Integer.MAX_VALUE);
        if (count > left) {
            throw new Rejected(MeteringCode.TOO_MANY_READINGS, "section.readings",
                    "make more than " + Metering.READINGS + " in one transaction");
        }
        if (count == 0) {
            throw new Malformed("section.readings", "is 0, must be at least 1");
        }
        Reading[] readings = new Reading[count];
        for (int i = 0; i < count; i++) {
            readings[i] = Reading.read(reader);
        }
        Warrant warrant = reader.flag("section.sealed")
                ? new Sealed(reader.key("section.key"), reader.signature("section.signature"))
                : new BySender();
        return new Section(meterId, List.of(readings), warrant);
    }

    void write(Writer writer) {
        writer.digest(meterId).list(readings, Reading::write);
        switch (warrant) {
            case BySender() -> writer.u8(0);
            case Sealed(PublicKey key, Signature signature) -> writer.u8(1).key(key).signature(signature);
        }
    }
}
