package org.credence.crypto.proof;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.credence.base.Digest;
import org.credence.crypto.commitment.Generators;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.LightweightKey;
import org.credence.crypto.paillier.Randomness;

/**
 * All links of a block at once. Their equations are weighted with γᵢ of 128 bits and multiplied,
 * ∏ (A₁ᵢ·Cᵢ^eᵢ)^γᵢ = Enc(∑ γᵢ·z₁ᵢ; ∑ γᵢ·z₂ᵢ), the same for the points: one long power modulo w² in place of one per
 * proof.
 *
 * <p>
 * A product of weighted errors hides one of small order d in one of d cases (Boyd and Pavlovski, ASIACRYPT 2000), and
 * modulo w² there are such elements: −1 for everybody, others for who knows the factors. All of them differ from 1
 * modulo w, so each equation is checked there by itself, at a quarter of the cost. What then is left is a power of
 * 1 + w; its order divides w, which a {@link KeyProof} shows to have no factor of less than 128 bits, so that no error
 * survives its weight but for one in 2^128. The weights follow by hashing from all that is verified, answers included:
 * every member comes to the same answer about the same block, and it is {@link LinkProof#proves}'s answer about each.
 */
public final class LinkBatch {

    private final LightweightKey key;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(ProofContext context, LinkProof.Statement statement, LinkProof proof) {}

    /** @param key under which all ciphertexts are */
    public LinkBatch(LightweightKey key) {
        this.key = key;
    }

    /**
     * Adds a proof to be verified.
     *
     * @throws IllegalArgumentException if the statement is about another key
     */
    public LinkBatch add(ProofContext context, LinkProof.Statement statement, LinkProof proof) {
        if (!statement.key().equals(key)) {
            throw new IllegalArgumentException("statement: about another key");
        }
        entries.add(new Entry(context, statement, proof));
        return this;
    }

    /** Whether all hold; of none, they do. Which one does not is for {@link LinkProof#proves} to say. */
    public boolean proves() {
        if (!entries.stream().allMatch(each -> each.proof.isInRange(key))) {
            return false;
        }
        Transcript all = Transcript.of("link-batch", new ProofContext(Digest.ZERO, Digest.ZERO));
        List<BigInteger> challenges = new ArrayList<>();
        for (Entry entry : entries) {
            Transcript one = entry.proof.transcript(entry.context, entry.statement);
            challenges.add(one.challenge("e"));
            all.add("bound", one.challenge("bound", Point.SCALARS))
                    .add("value", entry.proof.value())
                    .add("randomness", entry.proof.randomness())
                    .add("blinding", entry.proof.blinding());
        }
        List<BigInteger> weights = entries.stream().map(each -> all.challenge("weight")).toList();
        return pointsHold(challenges, weights) && ciphertextsHold(challenges, weights);
    }

    private boolean ciphertextsHold(List<BigInteger> challenges, List<BigInteger> weights) {
        BigInteger value = BigInteger.ZERO;
        BigInteger randomness = BigInteger.ZERO;
        Ciphertext product = key.key().zero();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            BigInteger weight = weights.get(i);
            value = value.add(weight.multiply(entry.proof.value()));
            randomness = randomness.add(weight.multiply(entry.proof.randomness()));
            Ciphertext answered = entry.proof.cipherMask().plus(entry.statement.ciphertext().times(challenges.get(i)));
            if (!key.hasRandomness(answered, Randomness.of(entry.proof.randomness()))) {
                return false;
            }
            product = product.plus(answered.times(weight));
        }
        return key.encryptSum(value.mod(key.key().w()), Randomness.of(randomness)).equals(product);
    }

    private boolean pointsHold(List<BigInteger> challenges, List<BigInteger> weights) {
        Scalar value = Point.SCALARS.zero();
        Scalar blinding = Point.SCALARS.zero();
        List<Point> points = new ArrayList<>(2 * entries.size() + 2);
        List<Scalar> scalars = new ArrayList<>(2 * entries.size() + 2);
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Scalar weight = Point.SCALARS.of(weights.get(i));
            value = value.plus(weight.times(Point.SCALARS.of(entry.proof.value())));
            blinding = blinding.plus(weight.times(entry.proof.blinding()));
            points.add(entry.proof.pointMask());
            scalars.add(weight.negated());
            points.add(entry.statement.commitment().point());
            scalars.add(weight.times(Point.SCALARS.of(challenges.get(i))).negated());
        }
        points.addAll(List.of(Point.GENERATOR, Generators.BLINDING));
        scalars.addAll(List.of(value, blinding));
        return Point.sumOfProducts(points, scalars).isNeutral();
    }
}
