package org.credence.microbench;

import org.credence.crypto.proof.LinkBatch;
import org.credence.crypto.proof.RangeBatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Verification by one thread. A proof that does not hold ends the run: what is fast because it fails says nothing. */
public class ProofBenchmark {

    @Benchmark
    public boolean linkSingle(PaillierState paillier, OrderState state) {
        return held(state.links().getFirst().holds());
    }

    @Benchmark
    @OperationsPerInvocation(RangeState.BATCH)
    public boolean linkBatch(PaillierState paillier, OrderState state) {
        LinkBatch batch = new LinkBatch(paillier.lightweight());
        state.links().forEach(each -> batch.add(RangeState.CONTEXT, each.statement(), each.proof()));
        return held(batch.proves());
    }

    @Benchmark
    public boolean order(PaillierState paillier, OrderState state) {
        return held(state.order().holds());
    }

    @Benchmark
    public boolean keyProof(PaillierState paillier, OrderState state) {
        return held(state.keyHolds());
    }

    @Benchmark
    public boolean rangeSingle(RangeState state) {
        RangeState.Proven one = state.proven().getFirst();
        return held(one.proof().proves(RangeState.CONTEXT, one.statement()));
    }

    @Benchmark
    @OperationsPerInvocation(RangeState.BATCH)
    public boolean rangeBatch(RangeState state) {
        RangeBatch batch = new RangeBatch();
        state.proven().forEach(each -> batch.add(RangeState.CONTEXT, each.statement(), each.proof()));
        return held(batch.proves());
    }

    private static boolean held(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("an honest proof does not hold");
        }
        return true;
    }
}
