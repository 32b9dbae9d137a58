package org.credence.lab.credit;

import java.util.stream.Stream;
import org.credence.simulator.random.Chance;

/**
 * How long messages travel: members are scattered over a city, and there is a little jitter. No detour is shorter than
 * the direct way, or votes would often overtake what they are about.
 */
final class Links {

    private static final long LEAST_MICROS = 60;
    /** Of a side of the city. */
    private static final long SIDE_MICROS = 1_000;
    private static final long JITTER_MICROS = 60;

    private final long[][] distances;
    private final Chance[][] jitter;
    /** Of pings, so that they change nothing. */
    private final Chance pings;

    private record Place(long x, long y) {

        long micros(Place other) {
            return LEAST_MICROS + Math.abs(x - other.x) + Math.abs(y - other.y);
        }
    }

    Links(int members, Chance chance) {
        pings = chance.split();
        Place[] places =
                Stream.generate(() -> new Place(chance.between(0, SIDE_MICROS), chance.between(0, SIDE_MICROS)))
                        .limit(members).toArray(Place[]::new);
        distances = new long[members][members];
        jitter = new Chance[members][members];
        for (int from = 0; from < members; from++) {
            for (int to = 0; to < members; to++) {
                jitter[from][to] = chance.split();
                distances[from][to] = places[from].micros(places[to]);
            }
        }
    }

    /** One way of one message. */
    long micros(int from, int to) {
        return distances[from][to] + jitter[from][to].exponential(JITTER_MICROS);
    }

    /** There and back. */
    long roundTripNanos(int from, int to) {
        return 1_000 * (2 * distances[from][to] + pings.exponential(JITTER_MICROS) + pings.exponential(JITTER_MICROS));
    }
}
