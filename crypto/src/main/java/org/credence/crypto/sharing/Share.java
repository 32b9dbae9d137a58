package org.credence.crypto.sharing;

import org.credence.base.Limits;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.group.ScalarField;

/**
 * One holder's part of a secret: the value of the polynomial at {@code index}. Never at 0, where the secret is. It
 * prints its index only.
 *
 * @param index 1 to {@link Limits#COMMITTEE}: the holder's place plus one
 * @param value P(index)
 */
public record Share(int index, Scalar value) {

    /**
     * Checks the index.
     *
     * @throws Malformed if it is out of range
     */
    public Share {
        if (index < 1 || index > Limits.COMMITTEE) {
            throw new Malformed("share.index", "is " + index + ", must be 1 to " + Limits.COMMITTEE);
        }
    }

    /**
     * Reads two bytes of index and one scalar.
     *
     * @throws Malformed if they are missing or out of range
     */
    public static Share read(Reader reader, ScalarField field) {
        return new Share(reader.u16("share.index"), field.read(reader, "share.value"));
    }

    public void write(Writer writer) {
        writer.u16(index);
        value.write(writer);
    }
}
