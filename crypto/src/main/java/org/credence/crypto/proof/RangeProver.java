package org.credence.crypto.proof;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.credence.crypto.commitment.Generators;
import org.credence.crypto.commitment.Opening;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.group.ScalarField;

/**
 * Makes one {@link RangeProof}. It takes less time for some amounts than for others: an observer of the owner's own
 * machine might learn how many bits are set.
 */
final class RangeProver {

    private static final ScalarField FIELD = Point.SCALARS;

    private final Transcript transcript;
    private final List<Opening> openings;
    private final SecureRandom random;
    private final int length;

    private final Scalar[] bits;
    private final Scalar[] maskL;
    private final Scalar[] maskR;

    RangeProver(
            ProofContext context, RangeProof.Statement statement, List<Opening> openings, SecureRandom random) {
        this.transcript = RangeProof.transcript(context, statement);
        this.openings = openings;
        this.random = random;
        this.length = statement.padded() * RangeProof.BITS;
        this.bits = new Scalar[length];
        this.maskL = uniform(length);
        this.maskR = uniform(length);
        for (int i = 0; i < length; i++) {
            int value = i / RangeProof.BITS;
            boolean set = value < openings.size() && openings.get(value).value().value().testBit(i % RangeProof.BITS);
            bits[i] = set ? FIELD.one() : FIELD.zero();
        }
    }

    RangeProof prove() {
        Scalar alpha = FIELD.uniform(random);
        Scalar rho = FIELD.uniform(random);
        Scalar[] less = new Scalar[length];
        Arrays.setAll(less, i -> bits[i].minus(FIELD.one()));
        Point a = commit(bits, less, alpha);
        Point s = commit(maskL, maskR, rho);
        transcript.add("a", a).add("s", s);
        Scalar y = transcript.challenge("y", FIELD);
        Scalar z = transcript.challenge("z", FIELD);

        Scalar[] powers = powers(y, length);
        Scalar[] r0 = new Scalar[length];
        Scalar[] r1 = new Scalar[length];
        for (int i = 0; i < length; i++) {
            r0[i] = powers[i].times(less[i].plus(z)).plus(weight(z, i));
            r1[i] = powers[i].times(maskR[i]);
        }
        Scalar[] l0 = new Scalar[length];
        Arrays.setAll(l0, i -> bits[i].minus(z));
        Scalar coefficient1 = product(l0, r1).plus(product(maskL, r0));
        Opening opening1 = new Opening(coefficient1, FIELD.uniform(random));
        Opening opening2 = new Opening(product(maskL, r1), FIELD.uniform(random));
        Point t1 = opening1.commit().point();
        Point t2 = opening2.commit().point();
        Scalar x = transcript.add("t1", t1).add("t2", t2).challenge("x", FIELD);

        Scalar blindT = opening2.blinding().times(x).plus(opening1.blinding()).times(x).plus(blinding(z));
        Scalar blindA = alpha.plus(rho.times(x));
        Scalar[] l = line(l0, maskL, x);
        Scalar[] r = line(r0, r1, x);
        Scalar product = product(l, r);
        transcript.add("blind-t", blindT).add("blind-a", blindA).add("product", product);
        return halve(new RangeProof.Head(a, s, t1, t2, blindT, blindA, product), l, r, y);
    }

    /** The inner product argument over the bases as they are: factors keep account of the folding. */
    private RangeProof halve(RangeProof.Head head, Scalar[] l, Scalar[] r, Scalar y) {
        Point base = RangeGenerators.U.times(transcript.challenge("u", FIELD));
        Scalar[] factorG = new Scalar[length];
        Arrays.fill(factorG, FIELD.one());
        Scalar[] factorH = powers(y.inverse(), length);
        List<Point> left = new ArrayList<>();
        List<Point> right = new ArrayList<>();
        for (int half = length / 2; half > 0; half /= 2) {
            Point toLeft = cross(l, r, factorG, factorH, half, true, base);
            Point toRight = cross(l, r, factorG, factorH, half, false, base);
            left.add(toLeft);
            right.add(toRight);
            Scalar u = transcript.add("left", toLeft).add("right", toRight).challenge("halving", FIELD);
            Scalar inverse = u.inverse();
            for (int i = 0; i < length; i++) {
                boolean upper = i % (2 * half) >= half;
                factorG[i] = factorG[i].times(upper ? u : inverse);
                factorH[i] = factorH[i].times(upper ? inverse : u);
            }
            l = folded(l, half, u, inverse);
            r = folded(r, half, inverse, u);
        }
        return head.complete(left, right, l[0], r[0]);
    }

    /** L = G_hi^{l_lo}·H_lo^{r_hi}·U^{⟨l_lo, r_hi⟩}; R with halves exchanged. */
    private Point cross(Scalar[] l, Scalar[] r, Scalar[] factorG, Scalar[] factorH, int half, boolean toLeft,
            Point base) {
        List<Point> points = new ArrayList<>(length + 1);
        List<Scalar> scalars = new ArrayList<>(length + 1);
        for (int i = 0; i < length; i++) {
            int place = i % (2 * half);
            boolean upper = place >= half;
            int opposite = upper ? place - half : place + half;
            if (upper == toLeft) {
                points.add(RangeGenerators.G.get(i));
                scalars.add(factorG[i].times(l[opposite]));
            } else {
                points.add(RangeGenerators.H.get(i));
                scalars.add(factorH[i].times(r[opposite]));
            }
        }
        Scalar inner = FIELD.zero();
        for (int i = 0; i < half; i++) {
            inner = inner.plus(toLeft ? l[i].times(r[i + half]) : l[i + half].times(r[i]));
        }
        points.add(base);
        scalars.add(inner);
        return Point.sumOfProducts(points, scalars);
    }

    private static Scalar[] folded(Scalar[] vector, int half, Scalar low, Scalar high) {
        Scalar[] folded = new Scalar[half];
        Arrays.setAll(folded, i -> vector[i].times(low).plus(vector[i + half].times(high)));
        return folded;
    }

    private Point commit(Scalar[] left, Scalar[] right, Scalar blinding) {
        List<Point> points = new ArrayList<>(RangeGenerators.G.subList(0, length));
        points.addAll(RangeGenerators.H.subList(0, length));
        List<Scalar> scalars = new ArrayList<>(List.of(left));
        scalars.addAll(List.of(right));
        return Point.sumOfProducts(points, scalars).plus(Generators.BLINDING.timesSecret(blinding));
    }

    /** z^{2+j}·2^i of bit i of value j, counted from 0. */
    private static Scalar weight(Scalar z, int index) {
        return power(z, 2 + index / RangeProof.BITS)
                .times(FIELD.of(BigInteger.ONE.shiftLeft(index % RangeProof.BITS)));
    }

    /** ∑ z^{2+j}·τⱼ. */
    private Scalar blinding(Scalar z) {
        Scalar sum = FIELD.zero();
        for (int j = 0; j < openings.size(); j++) {
            sum = sum.plus(power(z, 2 + j).times(openings.get(j).blinding()));
        }
        return sum;
    }

    static Scalar power(Scalar base, int exponent) {
        return FIELD.of(base.value().modPow(BigInteger.valueOf(exponent), FIELD.order()));
    }

    static Scalar[] powers(Scalar base, int count) {
        Scalar[] powers = new Scalar[count];
        Scalar power = FIELD.one();
        for (int i = 0; i < count; i++) {
            powers[i] = power;
            power = power.times(base);
        }
        return powers;
    }

    private static Scalar[] line(Scalar[] constant, Scalar[] slope, Scalar x) {
        Scalar[] line = new Scalar[constant.length];
        Arrays.setAll(line, i -> constant[i].plus(slope[i].times(x)));
        return line;
    }

    private static Scalar product(Scalar[] left, Scalar[] right) {
        Scalar sum = FIELD.zero();
        for (int i = 0; i < left.length; i++) {
            sum = sum.plus(left[i].times(right[i]));
        }
        return sum;
    }

    private Scalar[] uniform(int count) {
        Scalar[] scalars = new Scalar[count];
        Arrays.setAll(scalars, i -> FIELD.uniform(random));
        return scalars;
    }
}
