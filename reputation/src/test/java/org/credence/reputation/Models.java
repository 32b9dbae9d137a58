package org.credence.reputation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Models to test with. */
final class Models {

    private static final double[] MOST = {2_000, 16, 1_000, 1_000, 5_000, 200, 1, Fixed.ONE};

    private Models() {}

    static Sigmoid sigmoid() {
        return Sigmoid.of(IntStream.range(0, Sigmoid.POINTS)
                .map(i -> (int) Math.round(Fixed.ONE * sigmoid(-8 + i / 256.0))).toArray());
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    static List<Bounds> bounds() {
        return Stream.of(Indicator.values()).map(i -> new Bounds(0, (long) MOST[i.place()])).toList();
    }

    /** Weights by chance, of the signs that the indicators ask for. */
    static List<Network.Unit> hidden(SplittableRandom random, int units) {
        return IntStream.range(0, units).mapToObj(unit -> new Network.Unit(weight(random), Stream
                .of(Indicator.values()).map(indicator -> switch (indicator.effect()) {
                    case RAISES -> Math.abs(weight(random));
                    case LOWERS -> -Math.abs(weight(random));
                    case EITHER -> weight(random);
                }).toList())).toList();
    }

    static Network.Unit output(SplittableRandom random, int units) {
        return new Network.Unit(weight(random),
                IntStream.range(0, units).map(unit -> Math.abs(weight(random))).boxed().toList());
    }

    static CreditModel model(SplittableRandom random) {
        return new CreditModel(bounds(), sigmoid(), hidden(random, 10), output(random, 10));
    }

    static Indicators indicators(SplittableRandom random) {
        return new Indicators(IntStream.range(0, MOST.length)
                .mapToObj(i -> random.nextLong((long) (1.2 * MOST[i]) + 1)).toList());
    }

    private static int weight(SplittableRandom random) {
        return random.nextInt(-4 * Fixed.ONE, 4 * Fixed.ONE);
    }
}
