package org.credence.crypto.proof;

import java.util.List;
import java.util.stream.IntStream;
import org.credence.crypto.commitment.Generators;
import org.credence.crypto.group.Point;

/** The bases of range proofs, made on first use: G and H for the vectors, U for their product. */
final class RangeGenerators {

    private static final int COUNT = RangeProof.MAX_VALUES * RangeProof.BITS;

    static final List<Point> G = derive("range-g");
    static final List<Point> H = derive("range-h");
    static final Point U = Generators.derive("range-u", 0);

    private RangeGenerators() {}

    private static List<Point> derive(String name) {
        return IntStream.range(0, COUNT).mapToObj(i -> Generators.derive(name, i)).toList();
    }
}
