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
 * All links of a block at once: each equation to the power of a weight γᵢ of 128 bits, and their product,
 * ∏ (A₁ᵢ·Cᵢ^eᵢ)^γᵢ = Enc(∑ γᵢ·z₁ᵢ; ∑ γᵢ·z₂ᵢ), the same for the points. One long power in place of one per proof.
 *
 * <p>
 * The weights follow by hashing from all that is verified, answers included, so that every member comes to the same
 * answer about the same block; at 128 bits nobody finds a block whose weights suit him. An element of small order, as
 * −1,
 * can pass here where {@link LinkProof#proves} refuses it. It holds zero, so what is linked stays linked; but members
 * must
 * not use the one where others use the other.
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
            product = product.plus(entry.proof.cipherMask()
                    .plus(entry.statement.ciphertext().times(challenges.get(i)))
                    .times(weight));
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
