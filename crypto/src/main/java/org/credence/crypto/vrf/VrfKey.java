package org.credence.crypto.vrf;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * The public half Y = x·B. A key is canonical and not of small order (RFC 9381 §5.4.5), so that its outputs are unique
 * whoever made it.
 */
public final class VrfKey {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = EdwardsPoint.LENGTH;

    private final byte[] encoding;
    private final EdwardsPoint point;

    VrfKey(EdwardsPoint point) {
        this.point = point;
        this.encoding = point.encode();
    }

    /**
     * The key with this encoding.
     *
     * @throws Malformed if it is none of a point, or of a point of small order
     */
    public static VrfKey decode(byte[] encoding) {
        if (encoding.length != LENGTH) {
            throw new Malformed("vrf.key", "is " + encoding.length + " bytes, must be " + LENGTH);
        }
        EdwardsPoint point = EdwardsPoint.decode(encoding)
                .orElseThrow(() -> new Malformed("vrf.key", "is no point of the curve"));
        if (point.timesCofactor().isNeutral()) {
            throw new Malformed("vrf.key", "is of small order");
        }
        return new VrfKey(point);
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing or no key
     */
    public static VrfKey read(Reader reader) {
        return decode(reader.raw("vrf.key", LENGTH));
    }

    public void write(Writer writer) {
        writer.raw(encoding);
    }

    /** A fresh array of the {@value #LENGTH} bytes. */
    public byte[] toBytes() {
        return encoding.clone();
    }

    /**
     * β, if the proof shows that it is this key's output on {@code alpha} (RFC 9381 §5.3): with U = s·B − c·Y and
     * V = s·H − c·Γ the challenge must come out as c.
     */
    public Optional<VrfOutput> verify(byte[] alpha, VrfProof proof) {
        BigInteger challenge = VrfSuite.littleEndian(proof.challenge());
        BigInteger answer = VrfSuite.littleEndian(proof.answer());
        Optional<EdwardsPoint> decoded = EdwardsPoint.decode(proof.gamma());
        if (decoded.isEmpty() || answer.compareTo(EdwardsPoint.ORDER) >= 0) {
            return Optional.empty();
        }
        EdwardsPoint gamma = decoded.get();
        EdwardsPoint hashed = VrfSuite.encodeToCurve(this, alpha);
        EdwardsPoint u = EdwardsPoint.sumOfProducts(answer, EdwardsPoint.BASE, challenge, point.negated());
        EdwardsPoint v = EdwardsPoint.sumOfProducts(answer, hashed, challenge, gamma.negated());
        boolean proven = VrfSuite.challenge(this, hashed, gamma, u, v).equals(challenge);
        return proven ? Optional.of(VrfSuite.output(gamma)) : Optional.empty();
    }

    byte[] encoding() {
        return encoding;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VrfKey key && Arrays.equals(encoding, key.encoding);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoding);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(encoding);
    }
}
