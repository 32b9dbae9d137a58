package org.credence.crypto.credential;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.credential.escrow.Escrow;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.Bases;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.pairing.G2;
import org.credence.crypto.pairing.Pairing;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.Transcript;

/**
 * π of P§6.3: one credential has the secret of a pseudonym, the serial number in an escrow, and an expiry. Of the
 * credential it shows A′ = A^{r1}, Ā = A′^{−e}·b^{r1} and D = b^{r1}·h0^{−r2}, with fresh r1 and r2, and that their
 * author
 * knows e, r2, r3 = 1/r1, s′ = s − r2·r3, sk, id and ρ such that
 *
 * <pre>
 * Ā/D = A′^{−e}·h0^{r2},   g1·h3^{exp} = D^{r3}·h0^{−s′}·h1^{−sk}·h2^{−id},
 * P = ζ^{sk},   E1 = g1^ρ,   E2 = PK_A^ρ·g1^{id}.
 * </pre>
 *
 * Checked are these five equations and e(A′, W) = e(Ā, g2).
 *
 * @param signature A′
 * @param image     Ā
 * @param message   D
 * @param challenge of which the masks hash
 * @param answers   masks plus challenge times what is known
 */
public record MapProof(G1 signature, G1 image, G1 message, Scalar challenge, Exponents answers) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = 3 * G1.LENGTH + 32 + Exponents.LENGTH;

    /**
     * Refuses neutral points: with A′ = 1 everything would hold for everybody.
     *
     * @throws Malformed naming the point
     */
    public MapProof {
        signature.requireReal("map.signature");
        image.requireReal("map.image");
        message.requireReal("map.message");
    }

    /**
     * What is proven, all of it public.
     *
     * @param pseudonym P, in the scope of the terms
     */
    public record Statement(Terms terms, G1 pseudonym, Escrow escrow, Month expiry) {

        /** The left sides, given those of the proof. */
        private List<G1> left(G1 image, G1 message) {
            return List.of(image.minus(message), Bases.MAIN.plus(Bases.EXPIRY.times(expiry.scalar())),
                    pseudonym, escrow.first(), escrow.second());
        }

        /** The right sides with these numbers for the unknowns. */
        private List<G1> right(G1 signature, G1 message, Exponents x) {
            return List.of(
                    Bases.BLINDING.times(x.second()).minus(signature.times(x.exponent())),
                    message.times(x.third())
                            .minus(Bases.BLINDING.times(x.blinding()))
                            .minus(Bases.SECRET.times(x.secret()))
                            .minus(Bases.SERIAL.times(x.serial())),
                    terms.scope().base().times(x.secret()),
                    Bases.MAIN.times(x.randomness()),
                    terms.arbitration().point().times(x.randomness()).plus(Bases.MAIN.times(x.serial())));
        }
    }

    /** The caller has made pseudonym and escrow of this credential and ρ. */
    static MapProof prove(ProofContext context, Statement statement, Credential.Opened credential, Scalar rho,
            SecureRandom random) {
        IssuedCredential issued = credential.issued();
        Scalar r1 = G1.SCALARS.nonZero(random);
        Scalar r2 = G1.SCALARS.uniform(random);
        Scalar r3 = r1.inverse();
        G1 signature = issued.signature().times(r1);
        G1 randomised = credential.message().times(r1);
        G1 image = randomised.minus(signature.times(issued.exponent()));
        G1 message = randomised.minus(Bases.BLINDING.times(r2));
        Exponents unknowns = new Exponents(issued.exponent(), r2, r3, issued.blinding().minus(r2.times(r3)),
                credential.secret(), issued.serial().scalar(), rho);
        Exponents masks = Exponents.draw(random);
        Scalar challenge = challenge(context, statement, List.of(signature, image, message),
                statement.right(signature, message, masks));
        return new MapProof(signature, image, message, challenge, masks.plus(challenge, unknowns));
    }

    /** Whether it proves this statement in this context. Expiry is the caller's to compare with today. */
    public boolean proves(ProofContext context, Statement statement) {
        List<G1> left = statement.left(image, message);
        List<G1> right = statement.right(signature, message, answers);
        Scalar minus = challenge.negated();
        List<G1> masks =
                IntStream.range(0, left.size()).mapToObj(i -> right.get(i).plus(left.get(i).times(minus))).toList();
        return challenge(context, statement, List.of(signature, image, message), masks).equals(challenge)
                && Pairing.equal(signature, statement.terms.issuer().point(), image, G2.GENERATOR);
    }

    private static Scalar challenge(ProofContext context, Statement statement, List<G1> shown, List<G1> masks) {
        Terms terms = statement.terms;
        Transcript transcript = Transcript.of("map", context)
                .add("issuer", terms.issuer().point().toBytes());
        terms.deal().addTo(terms.arbitration().addTo(transcript))
                .add("scope-chain", terms.scope().chain().toBytes())
                .add("scope-name", terms.scope().name().toBytes())
                .add("pseudonym", statement.pseudonym.toBytes())
                .add("escrow-first", statement.escrow.first().toBytes())
                .add("escrow-second", statement.escrow.second().toBytes())
                .add("expiry", statement.expiry.number());
        shown.forEach(each -> transcript.add("shown", each.toBytes()));
        masks.forEach(each -> transcript.add("mask", each.toBytes()));
        return transcript.challenge("e", G1.SCALARS);
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing or not canonical
     */
    public static MapProof read(Reader reader) {
        return new MapProof(G1.read(reader, "map.signature"), G1.read(reader, "map.image"),
                G1.read(reader, "map.message"), G1.SCALARS.read(reader, "map.challenge"), Exponents.read(reader));
    }

    public void write(Writer writer) {
        signature.write(writer);
        image.write(writer);
        message.write(writer);
        challenge.write(writer);
        answers.write(writer);
    }
}
