package org.credence.crypto.credential.escrow;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.crypto.proof.ProofContext;

/** Arbitrators who have made a key together. */
public record Arbitrators(List<ArbitratorDealing.Dealt> dealt, ArbitrationKey key, List<ArbitratorShare> shares) {

    public static final ProofContext CEREMONY = new ProofContext(new Digest(1, 2, 3, 4), new Digest(9, 9, 9, 9));

    private static final SecureRandom RANDOM = new SecureRandom();

    public static Arbitrators of(int threshold, int count) {
        List<ArbitratorDealing.Dealt> dealt = IntStream.rangeClosed(1, count)
                .mapToObj(i -> ArbitratorDealing.deal(CEREMONY, i, threshold, count, RANDOM)).toList();
        ArbitrationKey key = ArbitrationKey.of(CEREMONY, count,
                dealt.stream().map(ArbitratorDealing.Dealt::dealing).toList());
        List<ArbitratorShare> shares = IntStream.rangeClosed(1, count).mapToObj(i -> ArbitratorShare.of(key, i,
                dealt.stream().map(each -> each.shares().get(i - 1)).toList())).toList();
        return new Arbitrators(dealt, key, shares);
    }

    /** The parts of the arbitrators with these numbers. */
    public List<PartialOpening> open(ProofContext context, Escrow escrow, int... numbers) {
        return IntStream.of(numbers).mapToObj(i -> shares.get(i - 1).open(context, key, escrow, RANDOM)).toList();
    }
}
