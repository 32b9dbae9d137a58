package org.credence.microbench;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.credence.crypto.commitment.Opening;
import org.credence.crypto.paillier.LightweightKey;
import org.credence.crypto.paillier.PaillierKey;
import org.credence.crypto.paillier.Randomness;
import org.credence.crypto.proof.CommittedProductProof;
import org.credence.crypto.proof.KeyProof;
import org.credence.crypto.proof.LinkProof;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.RangeProof;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The proofs of an ORDER (P§7.4): Link(num), Link(sum), PedMult(V_sum = num·V_v), Range(num, sum, b′); and a batch of
 * links, and the proof about the key.
 */
@State(Scope.Benchmark)
public class OrderState {

    private static final ProofContext CONTEXT = RangeState.CONTEXT;

    private static final Map<PaillierKey, Proven> MADE = new ConcurrentHashMap<>();

    private Proven proven;

    /** What is proven under one key. */
    private record Proven(PaillierKey key, KeyProof keyProof, Order order, List<Linked> links) {

        static Proven of(PaillierState paillier) {
            LightweightKey key = paillier.lightweight();
            SecureRandom random = paillier.random;
            return new Proven(key.key(), KeyProof.prove(CONTEXT, paillier.simple(), random), Order.of(key, random),
                    IntStream.range(0, RangeState.BATCH)
                            .mapToObj(i -> Linked.of(key, Opening.of(BigInteger.valueOf(i), random), random))
                            .toList());
        }
    }

    /** A link with its statement. */
    record Linked(LinkProof.Statement statement, LinkProof proof) {

        static Linked of(LightweightKey key, Opening opening, SecureRandom random) {
            Randomness randomness = key.randomness(random);
            var statement = new LinkProof.Statement(key, key.encrypt(opening.value().value(), randomness),
                    opening.commit());
            return new Linked(statement, LinkProof.prove(CONTEXT, statement, opening, randomness, random));
        }

        boolean holds() {
            return proof.proves(CONTEXT, statement);
        }
    }

    /** All that a member verifies of an ORDER. */
    record Order(Linked number, Linked sum, CommittedProductProof.Statement product, CommittedProductProof isProduct,
            RangeProof.Statement amounts, RangeProof areAmounts) {

        static Order of(LightweightKey key, SecureRandom random) {
            Opening number = Opening.of(BigInteger.valueOf(12), random);
            Opening price = Opening.of(BigInteger.valueOf(1_999), random);
            Opening sum = Opening.of(BigInteger.valueOf(12 * 1_999), random);
            Opening rest = Opening.of(BigInteger.valueOf(1_000_000), random).minus(sum);
            var product = new CommittedProductProof.Statement(number.commit(), price.commit(), sum.commit());
            List<Opening> openings = List.of(number, sum, rest);
            var amounts = new RangeProof.Statement(openings.stream().map(Opening::commit).toList());
            return new Order(Linked.of(key, number, random), Linked.of(key, sum, random), product,
                    CommittedProductProof.prove(CONTEXT, product, number, price, sum, random), amounts,
                    RangeProof.prove(CONTEXT, amounts, openings, random));
        }

        boolean holds() {
            return number.holds() && sum.holds() && isProduct.proves(CONTEXT, product)
                    && areAmounts.proves(CONTEXT, amounts);
        }
    }

    @Setup
    public void prove(PaillierState paillier) {
        proven = MADE.computeIfAbsent(paillier.lightweight().key(), _ -> Proven.of(paillier));
    }

    Order order() {
        return proven.order;
    }

    List<Linked> links() {
        return proven.links;
    }

    boolean keyHolds() {
        return proven.keyProof.proves(CONTEXT, proven.key);
    }
}
