package org.credence.crypto.proof;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.credence.base.Digest;
import org.credence.crypto.commitment.Commitment;
import org.credence.crypto.commitment.Generators;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.group.ScalarField;

/**
 * Verifies range proofs, all that are added in one sum of products of points that must come out neutral: the bases
 * common
 * to all proofs are multiplied once. Proofs are weighted, and the two equations of each, with numbers hashed from all
 * that
 * is verified, so that every member comes to the same answer.
 */
public final class RangeBatch {

    private static final ScalarField FIELD = Point.SCALARS;

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(ProofContext context, RangeProof.Statement statement, RangeProof proof) {}

    /** The challenges of one proof, in the order in which they are drawn. */
    private record Challenges(Scalar y, Scalar z, Scalar x, Scalar u, List<Scalar> halvings, Scalar end) {

        static Challenges of(Entry entry) {
            RangeProof proof = entry.proof;
            Transcript transcript = RangeProof.transcript(entry.context, entry.statement)
                    .add("a", proof.a()).add("s", proof.s());
            Scalar y = transcript.challenge("y", FIELD);
            Scalar z = transcript.challenge("z", FIELD);
            Scalar x = transcript.add("t1", proof.t1()).add("t2", proof.t2()).challenge("x", FIELD);
            transcript.add("blind-t", proof.blindT()).add("blind-a", proof.blindA()).add("product", proof.product());
            Scalar u = transcript.challenge("u", FIELD);
            List<Scalar> halvings = new ArrayList<>();
            for (int i = 0; i < proof.left().size(); i++) {
                halvings.add(transcript.add("left", proof.left().get(i)).add("right", proof.right().get(i))
                        .challenge("halving", FIELD));
            }
            transcript.add("last-a", proof.lastA()).add("last-b", proof.lastB());
            return new Challenges(y, z, x, u, halvings, transcript.challenge("end", FIELD));
        }

        /** All are to be inverted or taken as bases; zero comes up for nobody who cannot find preimages. */
        boolean areUsable() {
            return !y.isZero() && !z.isZero() && !x.isZero() && halvings.stream().noneMatch(Scalar::isZero);
        }
    }

    /** Adds a proof to be verified. */
    public RangeBatch add(ProofContext context, RangeProof.Statement statement, RangeProof proof) {
        entries.add(new Entry(context, statement, proof));
        return this;
    }

    /** Whether all hold; of none, they do. Which one does not is for {@link RangeProof#proves} to say. */
    public boolean proves() {
        Transcript weights = Transcript.of("range-batch", new ProofContext(Digest.ZERO, Digest.ZERO));
        List<Challenges> challenges = new ArrayList<>();
        for (Entry entry : entries) {
            if (1 << entry.proof.left().size() != entry.statement.padded() * RangeProof.BITS) {
                return false;
            }
            Challenges drawn = Challenges.of(entry);
            if (!drawn.areUsable()) {
                return false;
            }
            challenges.add(drawn);
            weights.add("end", drawn.end);
        }
        Sum sum = new Sum(entries.stream().mapToInt(each -> each.statement.padded()).max().orElse(0));
        for (int i = 0; i < entries.size(); i++) {
            sum.add(entries.get(i), challenges.get(i), weights.challenge("equation", FIELD),
                    weights.challenge("halving", FIELD));
        }
        return sum.isNeutral();
    }

    /** What the sum has collected so far. */
    private static final class Sum {

        private final Scalar[] onG;
        private final Scalar[] onH;
        private final List<Point> points = new ArrayList<>();
        private final List<Scalar> scalars = new ArrayList<>();
        private Scalar onGenerator = FIELD.zero();
        private Scalar onBlinding = FIELD.zero();
        private Scalar onU = FIELD.zero();

        Sum(int values) {
            onG = new Scalar[values * RangeProof.BITS];
            onH = new Scalar[values * RangeProof.BITS];
            Arrays.fill(onG, FIELD.zero());
            Arrays.fill(onH, FIELD.zero());
        }

        void add(Entry entry, Challenges drawn, Scalar equation, Scalar halving) {
            addEquation(entry, drawn, equation);
            addHalving(entry, drawn, halving);
        }

        /** (δ − t̂)·g − τ_x·η + ∑ z^{2+j}·Vⱼ + x·T₁ + x²·T₂ = 0, j from 0. */
        private void addEquation(Entry entry, Challenges drawn, Scalar weight) {
            RangeProof proof = entry.proof;
            Scalar delta = delta(drawn.y, drawn.z, entry.statement.padded());
            onGenerator = onGenerator.plus(weight.times(delta.minus(proof.product())));
            onBlinding = onBlinding.minus(weight.times(proof.blindT()));
            Scalar power = drawn.z.times(drawn.z);
            for (Commitment commitment : entry.statement.commitments()) {
                add(commitment.point(), weight.times(power));
                power = power.times(drawn.z);
            }
            add(proof.t1(), weight.times(drawn.x));
            add(proof.t2(), weight.times(drawn.x).times(drawn.x));
        }

        /**
         * A + x·S − μ·η + u·(t̂ − a·b)·U + ∑ (u_k²·L_k + u_k⁻²·R_k) − ∑ (z + a·sᵢ)·Gᵢ
         * + ∑ (z + y⁻ⁱ·(z^{2+j}·2^i − b·sᵢ⁻¹))·Hᵢ = 0.
         */
        private void addHalving(Entry entry, Challenges drawn, Scalar weight) {
            RangeProof proof = entry.proof;
            add(proof.a(), weight);
            add(proof.s(), weight.times(drawn.x));
            onBlinding = onBlinding.minus(weight.times(proof.blindA()));
            Scalar rest = proof.product().minus(proof.lastA().times(proof.lastB()));
            onU = onU.plus(weight.times(drawn.u).times(rest));
            int length = entry.statement.padded() * RangeProof.BITS;
            List<Scalar> inverses = drawn.halvings.stream().map(Scalar::inverse).toList();
            for (int k = 0; k < inverses.size(); k++) {
                Scalar u = drawn.halvings.get(k);
                add(proof.left().get(k), weight.times(u).times(u));
                add(proof.right().get(k), weight.times(inverses.get(k)).times(inverses.get(k)));
            }
            Scalar[] s = folded(drawn.halvings, inverses, length);
            Scalar[] inverseY = RangeProver.powers(drawn.y.inverse(), length);
            Scalar a = weight.times(proof.lastA());
            Scalar b = weight.times(proof.lastB());
            Scalar z = weight.times(drawn.z);
            Scalar power = z;
            for (int i = 0; i < length; i++) {
                power = i % RangeProof.BITS == 0 ? power.times(drawn.z) : power;
                Scalar bit = power.times(FIELD.of(BigInteger.ONE.shiftLeft(i % RangeProof.BITS)));
                onG[i] = onG[i].minus(z.plus(a.times(s[i])));
                // 1/sᵢ is s read backwards: each factor is inverted where the bit of i is.
                onH[i] = onH[i].plus(z).plus(inverseY[i].times(bit.minus(b.times(s[length - 1 - i]))));
            }
        }

        boolean isNeutral() {
            for (int i = 0; i < onG.length; i++) {
                add(RangeGenerators.G.get(i), onG[i]);
                add(RangeGenerators.H.get(i), onH[i]);
            }
            add(Point.GENERATOR, onGenerator);
            add(Generators.BLINDING, onBlinding);
            add(RangeGenerators.U, onU);
            return Point.sumOfProducts(points, scalars).isNeutral();
        }

        private void add(Point point, Scalar scalar) {
            points.add(point);
            scalars.add(scalar);
        }

        /** sᵢ = ∏ u_k, inverted where the k-th bit of i, from the highest, is zero. */
        private static Scalar[] folded(List<Scalar> halvings, List<Scalar> inverses, int length) {
            Scalar[] s = new Scalar[length];
            s[0] = FIELD.one();
            int filled = 1;
            for (int k = halvings.size() - 1; k >= 0; k--) {
                for (int i = 0; i < filled; i++) {
                    s[i + filled] = s[i].times(halvings.get(k));
                    s[i] = s[i].times(inverses.get(k));
                }
                filled *= 2;
            }
            return s;
        }

        /** δ(y, z) = (z − z²)·∑ yⁱ − ∑ z^{3+j}·(2^64 − 1), j from 0. */
        private static Scalar delta(Scalar y, Scalar z, int values) {
            Scalar sum = FIELD.zero();
            for (Scalar power : RangeProver.powers(y, values * RangeProof.BITS)) {
                sum = sum.plus(power);
            }
            Scalar ones = FIELD.of(BigInteger.ONE.shiftLeft(RangeProof.BITS).subtract(BigInteger.ONE));
            Scalar delta = z.minus(z.times(z)).times(sum);
            Scalar power = z.times(z).times(z);
            for (int j = 0; j < values; j++) {
                delta = delta.minus(power.times(ones));
                power = power.times(z);
            }
            return delta;
        }
    }
}
