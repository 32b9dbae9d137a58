package org.credence.microbench;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.crypto.commitment.Opening;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.RangeProof;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** As many proofs of one amount each as a batch has. */
@State(Scope.Benchmark)
public class RangeState {

    static final int BATCH = 32;
    static final ProofContext CONTEXT = new ProofContext(new Digest(1, 2, 3, 4), new Digest(5, 6, 7, 8));

    private List<Proven> proven;

    /** A proof with what it proves. */
    record Proven(RangeProof.Statement statement, RangeProof proof) {}

    @Setup
    public void prove() {
        SecureRandom random = new SecureRandom();
        proven = IntStream.range(0, BATCH).mapToObj(_ -> one(random)).toList();
    }

    private static Proven one(SecureRandom random) {
        List<Opening> openings = List.of(Opening.of(new BigInteger(64, random), random));
        var statement = new RangeProof.Statement(openings.stream().map(Opening::commit).toList());
        return new Proven(statement, RangeProof.prove(CONTEXT, statement, openings, random));
    }

    List<Proven> proven() {
        return proven;
    }
}
