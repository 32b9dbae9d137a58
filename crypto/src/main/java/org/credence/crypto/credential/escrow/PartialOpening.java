package org.credence.crypto.credential.escrow;

import java.security.SecureRandom;
import java.util.List;
import org.credence.base.Limits;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.Bases;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.Transcript;

/**
 * One arbitrator's part of an opening: D_j = E1^{a_j}, with the proof that its logarithm to base E1 is that of the
 * arbitrator's share key to base g1 (Chaum and Pedersen, CRYPTO '92): masks g1^k and E1^k, challenge e, z = k + e·a_j.
 *
 * @param arbitrator j
 * @param value      D_j
 * @param challenge  e
 * @param answer     z
 */
public record PartialOpening(int arbitrator, G1 value, Scalar challenge, Scalar answer) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = 2 + G1.LENGTH + 64;

    /**
     * Checks the index and the point.
     *
     * @throws Malformed if the arbitrator is out of range, or the value neutral
     */
    public PartialOpening {
        if (arbitrator < 1 || arbitrator > Limits.COMMITTEE) {
            throw new Malformed("opening.arbitrator", "is " + arbitrator + ", must be 1 to " + Limits.COMMITTEE);
        }
        value.requireReal("opening.value");
    }

    static PartialOpening of(ProofContext context, ArbitrationKey key, Escrow escrow, int arbitrator, Scalar share,
            SecureRandom random) {
        G1 value = escrow.first().times(share);
        Scalar mask = G1.SCALARS.nonZero(random);
        Scalar e = challenge(context, key, escrow, arbitrator, value, Bases.MAIN.times(mask),
                escrow.first().times(mask));
        return new PartialOpening(arbitrator, value, e, mask.plus(e.times(share)));
    }

    /** Whether it is this arbitrator's part of the opening of this escrow. */
    public boolean proves(ProofContext context, ArbitrationKey key, Escrow escrow) {
        if (arbitrator > key.arbitrators()) {
            return false;
        }
        List<Scalar> scalars = List.of(answer, challenge.negated());
        G1 first = G1.sumOfProducts(List.of(Bases.MAIN, key.shareKey(arbitrator)), scalars);
        G1 second = G1.sumOfProducts(List.of(escrow.first(), value), scalars);
        return challenge(context, key, escrow, arbitrator, value, first, second).equals(challenge);
    }

    private static Scalar challenge(ProofContext context, ArbitrationKey key, Escrow escrow, int arbitrator, G1 value,
            G1 first, G1 second) {
        return key.addTo(Transcript.of("partial-opening", context))
                .add("escrow-first", escrow.first().toBytes())
                .add("escrow-second", escrow.second().toBytes())
                .add("arbitrator", arbitrator)
                .add("value", value.toBytes())
                .add("first", first.toBytes())
                .add("second", second.toBytes())
                .challenge("e", G1.SCALARS);
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing, not canonical or out of range
     */
    public static PartialOpening read(Reader reader) {
        return new PartialOpening(reader.u16("opening.arbitrator"), G1.read(reader, "opening.value"),
                G1.SCALARS.read(reader, "opening.challenge"), G1.SCALARS.read(reader, "opening.answer"));
    }

    public void write(Writer writer) {
        writer.u16(arbitrator);
        value.write(writer);
        challenge.write(writer);
        answer.write(writer);
    }
}
