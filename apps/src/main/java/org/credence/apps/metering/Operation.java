package org.credence.apps.metering;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

/** What a transaction of this application asks for: its payload. The first byte says which. */
public sealed interface Operation {

    /**
     * Binds a pseudonymous id to a key, once and for ever.
     *
     * <p>
     * Wire: 1, meter id 32, meter key 32, region (u32 length, 1 to 16 letters, digits or dashes), signature 64.
     *
     * @param meterId the pseudonym
     * @param key     the meter's key
     * @param region  what its readings count for
     * @param proof   signature by the meter's key under {@link #statement}: nobody registers a key that is not theirs
     */
    record Register(Digest meterId, PublicKey key, String region, Signature proof) implements Operation {

        static final int CODE = 1;
        private static final int STATEMENT_REGISTRATION = 1;

        public Register {
            checkRegion(region);
        }

        /** What the meter's key signs: for this chain, this id and the sender who registers it. */
        public static Digest statement(Digest chainId, Digest meterId, PublicKey sender) {
            return Hasher.of(Tag.READING).add(STATEMENT_REGISTRATION).add(chainId).add(meterId).add(sender.bytes())
                    .digest();
        }

        private static Register read(Reader reader) {
            Digest meterId = reader.digest("register.meterId");
            PublicKey key = reader.key("register.key");
            byte[] region = reader.bytes("register.region", Metering.REGION_LENGTH);
            return new Register(meterId, key, new String(region, StandardCharsets.ISO_8859_1),
                    reader.signature("register.proof"));
        }

        private static void checkRegion(String region) {
            boolean word = region.chars().allMatch(c -> c == '-' || (c < 128 && Character.isLetterOrDigit(c)));
            if (region.isEmpty() || region.length() > Metering.REGION_LENGTH || !word) {
                throw new Malformed("register.region", "must be 1 to 16 letters, digits or dashes");
            }
        }
    }

    /**
     * Adds readings: all or none.
     *
     * <p>
     * Wire: 2, sections (u32 count, 1 to 512; together at most 512 readings).
     */
    record Submit(List<Section> sections) implements Operation {

        static final int CODE = 2;

        public Submit {
            sections = List.copyOf(sections);
        }

        private static Submit read(Reader reader) {
            int count = reader.u32("submit.sections", Integer.MAX_VALUE);
            if (count > Metering.READINGS) {
                throw new Rejected(MeteringCode.TOO_MANY_READINGS, "submit.sections",
                        "are " + count + ", limit " + Metering.READINGS);
            }
            if (count == 0) {
                throw new Malformed("submit.sections", "is 0, must be at least 1");
            }
            List<Section> sections = new ArrayList<>(count);
            int left = Metering.READINGS;
            for (int i = 0; i < count; i++) {
                Section section = Section.read(reader, left);
                left -= section.readings().size();
                sections.add(section);
            }
            return new Submit(sections);
        }
    }

    /**
     * The operation a payload encodes.
     *
     * @throws Malformed if it is not exactly one
     * @throws Rejected  if it holds too many readings
     */
    static Operation decode(byte[] payload) {
        Reader reader = new Reader(payload);
        int code = reader.u8("operation");
        Operation operation = switch (code) {
            case Register.CODE -> Register.read(reader);
            case Submit.CODE -> Submit.read(reader);
            default -> throw new Malformed("operation", "is " + code + ", must be 1 or 2");
        };
        reader.end();
        return operation;
    }

    /** The payload. */
    default byte[] encoded() {
        Writer writer = new Writer(256);
        switch (this) {
            case Register register -> writer.u8(Register.CODE).digest(register.meterId()).key(register.key())
                    .bytes(register.region().getBytes(StandardCharsets.US_ASCII)).signature(register.proof());
            case Submit submit -> writer.u8(Submit.CODE).list(submit.sections(), Section::write);
        }
        return writer.toBytes();
    }
}
