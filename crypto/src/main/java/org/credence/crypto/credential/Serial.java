package org.credence.crypto.credential;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.Bases;
import org.credence.crypto.pairing.G1;

/**
 * The issuer's number for a real identity, one for each; the issuer keeps which. It prints nothing.
 *
 * @param value 64 bits, read as an unsigned number, not zero
 */
public record Serial(long value) {

    /**
     * Refuses zero, whose tag is the neutral element.
     *
     * @throws Malformed if it is zero
     */
    public Serial {
        if (value == 0) {
            throw new Malformed("serial", "is zero");
        }
    }

    /** A random one; the issuer draws again if it has it already. */
    public static Serial draw(SecureRandom random) {
        long value;
        do {
            value = random.nextLong();
        } while (value == 0);
        return new Serial(value);
    }

    /** g1^id: what the opening of an escrow gives, and the issuer looks up. */
    public G1 tag() {
        return Bases.MAIN.times(scalar());
    }

    Scalar scalar() {
        return G1.SCALARS.of(new BigInteger(1, ByteBuffer.allocate(Long.BYTES).putLong(value).array()));
    }

    /**
     * Reads eight bytes.
     *
     * @throws Malformed if they are missing or zero
     */
    public static Serial read(Reader reader) {
        return new Serial(ByteBuffer.wrap(reader.raw("serial", Long.BYTES)).getLong());
    }

    public void write(Writer writer) {
        writer.raw(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    @Override
    public String toString() {
        return "Serial";
    }
}
