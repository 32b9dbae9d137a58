package org.credence.crypto.credential;

import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.Bases;
import org.credence.crypto.pairing.G1;

/**
 * The issuer's answer, for the holder alone: the serial number names the holder to the issuer. Nobody else can show the
 * credential, not knowing sk. It prints its expiry only.
 *
 * @param signature A
 * @param exponent  e
 * @param blinding  s
 * @param serial    id
 * @param expiry    exp
 */
public record IssuedCredential(G1 signature, Scalar exponent, Scalar blinding, Serial serial, Month expiry) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = G1.LENGTH + 64 + Long.BYTES + 2;

    /**
     * Refuses the neutral element.
     *
     * @throws Malformed if A is neutral
     */
    public IssuedCredential {
        signature.requireReal("credential.signature");
    }

    /** b = g1·h0^s·K·h2^id·h3^exp with this K. */
    G1 message(G1 holder) {
        return message(holder, blinding, serial, expiry);
    }

    static G1 message(G1 holder, Scalar blinding, Serial serial, Month expiry) {
        return Bases.MAIN.plus(holder)
                .plus(Bases.BLINDING.times(blinding))
                .plus(Bases.SERIAL.times(serial.scalar()))
                .plus(Bases.EXPIRY.times(expiry.scalar()));
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing or not canonical
     */
    public static IssuedCredential read(Reader reader) {
        return new IssuedCredential(G1.read(reader, "credential.signature"),
                G1.SCALARS.read(reader, "credential.exponent"), G1.SCALARS.read(reader, "credential.blinding"),
                Serial.read(reader), Month.read(reader));
    }

    public void write(Writer writer) {
        signature.write(writer);
        exponent.write(writer);
        blinding.write(writer);
        serial.write(writer);
        expiry.write(writer);
    }

    @Override
    public String toString() {
        return "IssuedCredential[" + expiry + "]";
    }
}
