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
import org.credence.crypto.pairing.LogProof;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.Transcript;
import org.credence.crypto.sharing.Shamir;
import org.credence.crypto.sharing.Share;

/**
 * What one arbitrator contributes to the arbitration key, for all to see: C_j = g1^{a_j} for every coefficient of its
 * polynomial, and a proof that it knows a_0, without which it could choose C_0 to cancel the others' contributions. The
 * share for each arbitrator goes to it alone; who gets one that {@link #admits} refuses complains.
 *
 * @param dealer      the arbitrator, from 1
 * @param commitments C_0 first; as many as arbitrators are needed to open
 * @param proof       of knowledge of a_0
 */
public record ArbitratorDealing(int dealer, List<G1> commitments, LogProof proof) {

    /**
     * Copies and checks.
     *
     * @throws Malformed if the dealer is no arbitrator, or the commitments are none, too many or neutral
     */
    public ArbitratorDealing {
        commitments = List.copyOf(commitments);
        if (dealer < 1 || dealer > Limits.COMMITTEE) {
            throw new Malformed("dealing.dealer", "is " + dealer + ", must be 1 to " + Limits.COMMITTEE);
        }
        Commitments.require("dealing.commitments", commitments);
    }

    /** What a dealer makes: the part for all and, for each arbitrator alone, a share. */
    public record Dealt(ArbitratorDealing dealing, List<Share> shares) {

        /** Copies. */
        public Dealt {
            shares = List.copyOf(shares);
        }
    }

    /**
     * Deals out a fresh secret.
     *
     * @param ceremony  of this making of a key
     * @param dealer    the arbitrator who deals, 1 to {@code count}
     * @param threshold how many arbitrators open
     * @param count     how many there are
     */
    public static Dealt deal(ProofContext ceremony, int dealer, int threshold, int count, SecureRandom random) {
        Scalar secret = G1.SCALARS.nonZero(random);
        List<Scalar> coefficients = Shamir.polynomial(secret, threshold, count, random);
        List<G1> commitments = coefficients.stream().map(Bases.MAIN::times).toList();
        LogProof proof = LogProof.prove(statement(ceremony, dealer, commitments), Bases.MAIN, commitments.getFirst(),
                secret, random);
        return new Dealt(new ArbitratorDealing(dealer, commitments, proof), Shamir.evaluate(coefficients, count));
    }

    /** Whether the dealer knows what it shared out. */
    public boolean proves(ProofContext ceremony) {
        return proof.proves(statement(ceremony, dealer, commitments), Bases.MAIN, commitments.getFirst());
    }

    /** Whether the share is the one that belongs to its index. */
    public boolean admits(Share share) {
        return Bases.MAIN.times(share.value()).equals(Commitments.at(commitments, share.index()));
    }

    private static Transcript statement(ProofContext ceremony, int dealer, List<G1> commitments) {
        Transcript transcript = Transcript.of("arbitrator-dealing", ceremony).add("dealer", dealer);
        commitments.forEach(each -> transcript.add("commitment", each.toBytes()));
        return transcript;
    }

    /**
     * Reads a dealing.
     *
     * @throws Malformed if it is not canonical or out of range
     */
    public static ArbitratorDealing read(Reader reader) {
        int dealer = reader.u16("dealing.dealer");
        List<G1> commitments =
                reader.list("dealing.commitments", Limits.COMMITTEE, each -> G1.read(each, "dealing.commitments"));
        return new ArbitratorDealing(dealer, commitments, LogProof.read(reader));
    }

    public void write(Writer writer) {
        writer.u16(dealer).list(commitments, G1::write);
        proof.write(writer);
    }
}
