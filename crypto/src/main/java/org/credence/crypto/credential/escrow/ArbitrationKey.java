package org.credence.crypto.credential.escrow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.credence.base.Limits;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.Transcript;
import org.credence.crypto.sharing.Shamir;

/**
 * The key that identities are put in escrow under: PK_A = g1^a, with a shared among the arbitrators and held by nobody.
 * More than half of them are needed, and never one alone (A-D6).
 *
 * @param arbitrators n_A, 2 to {@link Limits#COMMITTEE}
 * @param commitments to the polynomial whose value at 0 is a and at i the share of arbitrator i; t_A of them
 */
public record ArbitrationKey(int arbitrators, List<G1> commitments) {

    /**
     * Copies and checks.
     *
     * @throws Malformed if there are too few or too many of either, or a commitment is neutral
     */
    public ArbitrationKey {
        commitments = List.copyOf(commitments);
        if (arbitrators < 2 || arbitrators > Limits.COMMITTEE) {
            throw new Malformed("arbitration.arbitrators",
                    "are " + arbitrators + ", must be 2 to " + Limits.COMMITTEE);
        }
        Commitments.require("arbitration.commitments", commitments);
        if (2 * commitments.size() <= arbitrators || commitments.size() > arbitrators) {
            throw new Malformed("arbitration.threshold", "is " + commitments.size() + ", must be "
                    + (arbitrators / 2 + 1) + " to " + arbitrators);
        }
    }

    /** What an attempt to open an escrow came to. */
    public sealed interface Opening {

        /** Arbitrators who sent a part that is not theirs of this escrow. */
        Set<Integer> liars();

        /** Enough were good: g1^id. */
        record Opened(G1 tag, Set<Integer> liars) implements Opening {}

        /** Too few were good: {@code have} of {@code need} distinct ones. */
        record Insufficient(int have, int need, Set<Integer> liars) implements Opening {}
    }

    /**
     * The sum of the dealings of those arbitrators about whom nobody complained.
     *
     * @throws IllegalArgumentException if there is none, two are by one dealer, they do not need equally many, or one
     *                                  is not proven: the caller has checked them
     */
    public static ArbitrationKey of(ProofContext ceremony, int arbitrators, List<ArbitratorDealing> dealings) {
        if (dealings.isEmpty()) {
            throw new IllegalArgumentException("dealings: none");
        }
        List<G1> sums = new ArrayList<>(dealings.getFirst().commitments());
        Set<Integer> dealers = new HashSet<>();
        for (ArbitratorDealing dealing : dealings) {
            if (!dealers.add(dealing.dealer()) || dealing.dealer() > arbitrators
                    || dealing.commitments().size() != sums.size() || !dealing.proves(ceremony)) {
                throw new IllegalArgumentException("dealings: that of " + dealing.dealer()
                        + " is a second one, not proven, or of another threshold or committee");
            }
            if (dealers.size() > 1) {
                for (int j = 0; j < sums.size(); j++) {
                    sums.set(j, sums.get(j).plus(dealing.commitments().get(j)));
                }
            }
        }
        return new ArbitrationKey(arbitrators, sums);
    }

    /** t_A: how many arbitrators open an escrow. */
    public int threshold() {
        return commitments.size();
    }

    /** PK_A. */
    public G1 point() {
        return commitments.getFirst();
    }

    /**
     * g1^{a_j} of this arbitrator's share.
     *
     * @throws IllegalArgumentException if there is no such arbitrator
     */
    public G1 shareKey(int arbitrator) {
        if (arbitrator < 1 || arbitrator > arbitrators) {
            throw new IllegalArgumentException("arbitrator: " + arbitrator + ", must be 1 to " + arbitrators);
        }
        return Commitments.at(commitments, arbitrator);
    }

    /**
     * OpenMap: g1^id = E2 / ∏ D_j^{λ_j} of the first t_A good parts; bad ones are left out and their senders named
     * (X18). That the identity may be opened at all is not for this class to know.
     */
    public Opening open(ProofContext context, Escrow escrow, List<PartialOpening> offered) {
        List<PartialOpening> good = new ArrayList<>();
        Set<Integer> senders = new TreeSet<>();
        Set<Integer> liars = new TreeSet<>();
        for (PartialOpening part : offered) {
            if (!part.proves(context, this, escrow)) {
                liars.add(part.arbitrator());
            } else if (senders.add(part.arbitrator()) && good.size() < threshold()) {
                good.add(part);
            }
        }
        if (good.size() < threshold()) {
            return new Opening.Insufficient(good.size(), threshold(), liars);
        }
        List<Integer> indices = good.stream().map(PartialOpening::arbitrator).toList();
        List<Scalar> weights = indices.stream().map(i -> Shamir.lagrangeAtZero(G1.SCALARS, i, indices)).toList();
        G1 mask = G1.sumOfProducts(good.stream().map(PartialOpening::value).toList(), weights);
        return new Opening.Opened(escrow.second().minus(mask), liars);
    }

    /** Makes a challenge depend on the whole key. */
    public Transcript addTo(Transcript transcript) {
        transcript.add("arbitrators", arbitrators).add("threshold", threshold());
        commitments.forEach(each -> transcript.add("arbitration", each.toBytes()));
        return transcript;
    }

    /**
     * Reads a key.
     *
     * @throws Malformed if it is not canonical or out of range
     */
    public static ArbitrationKey read(Reader reader) {
        int arbitrators = reader.u16("arbitration.arbitrators");
        return new ArbitrationKey(arbitrators, reader.list("arbitration.commitments", Limits.COMMITTEE,
                each -> G1.read(each, "arbitration.commitments")));
    }

    public void write(Writer writer) {
        writer.u16(arbitrators).list(commitments, G1::write);
    }
}
